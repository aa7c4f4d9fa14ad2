import type { SignoffCell, SignoffRound } from '@ioc/server/contract'
import { sayDay } from '../../../text/day.ts'
import { useText } from '../../../text/use-text.ts'
import { pathTo } from '../paths.ts'
import { UnitBoard } from '../unit-board/UnitBoard.tsx'
import { moveTo } from '../use-path.ts'
import { SHAPES, STATES } from './states.ts'

type State = SignoffCell['state']

/** How each unit’s periods stand, the newest first and the province above the others. */
export function Grid({ round }: { round: SignoffRound }) {
  const { t, title, number, day } = useText()
  const newestFirst = round.periods.toReversed()
  const said = (cell: SignoffCell) =>
    [t(`signoff.states.${cell.state}`), cell.by, cell.at && day(cell.at), cell.note].filter(Boolean).join(', ')
  const cellOf = (unit: string, cell: SignoffCell) => ({
    state: cell.state,
    says: said(cell),
    notes: cell.lateDays > 0 ? [t('signoff.days', { days: number(cell.lateDays) })] : [],
    onPress: () => moveTo(pathTo.signoffPeriod({ round: round.id, unit, period: cell.period })),
  })
  const states = STATES.map((state) => [state, { tone: SHAPES[state], name: t(`signoff.states.${state}`) }] as const)
  return (
    <UnitBoard
      unit={t('signoff.unit')}
      states={Object.fromEntries(states) as Record<State, (typeof states)[number][1]>}
      periods={newestFirst.map(({ from, name, due, provinceDue }) => ({
        key: from,
        name: title(name),
        due: t(round.rows.length > 1 ? 'signoff.due' : 'signoff.dueProvince', {
          due: sayDay(due),
          provinceDue: sayDay(provinceDue),
        }),
      }))}
      rows={round.rows.map(({ unit, cells }, at) => ({
        key: unit.key,
        name: at === 0 ? t('signoff.province') : unit.name,
        cells: newestFirst.map(({ from }) => {
          const cell = cells.find(({ period }) => period === from)
          return cell ? cellOf(unit.key, cell) : null
        }),
      }))}
    />
  )
}
