import type { PunctualityAnswer, Telling } from '@ioc/server/contract'
import { sayDay } from '../../../text/day.ts'
import { useText } from '../../../text/use-text.ts'
import type { Tone } from '../../../ui/Shape.tsx'
import { UnitBoard } from '../unit-board/UnitBoard.tsx'
import { periodName } from './names.ts'

export interface Chosen {
  period: string
  /** One unit, or everybody who owes it. */
  unit: string | null
}

const SHAPES: Record<Telling['state'], Tone> = {
  on_time: 'good',
  late: 'watch',
  told: 'zero',
  not_yet_due: 'not_yet_due',
  overdue: 'critical',
  not_asked: 'missing',
}
const STATES = Object.keys(SHAPES) as Telling['state'][]

/** Who told what of each period, those who owe most and the newest first. */
export function Board({
  answer,
  chosen,
  onChoose,
}: {
  answer: PunctualityAnswer
  chosen: Chosen | null
  onChoose: (chosen: Chosen) => void
}) {
  const { t, number } = useText()
  const newestFirst = answer.periods.map((period, at) => ({ period, at })).reverse()
  const owed = (at: number) => answer.rows.filter(({ tellings }) => tellings[at]?.state === 'overdue').length
  const choosing = (period: string, unit: string | null) => ({
    isChosen: chosen?.period === period && chosen.unit === unit,
    onPress: () => onChoose({ period, unit }),
  })
  const notesOf = ({ lateDays, reminded, state }: Telling) => [
    ...(lateDays > 0 ? [t('console.told.days', { days: number(lateDays) })] : []),
    ...(reminded && state === 'overdue' ? [t('console.told.wasReminded')] : []),
  ]
  const states = STATES.map((state) => [state, { tone: SHAPES[state], name: t(`console.told.states.${state}`) }] as const)
  return (
    <UnitBoard
      unit={t('console.told.unit')}
      states={Object.fromEntries(states) as Record<Telling['state'], (typeof states)[number][1]>}
      periods={newestFirst.map(({ period, at }) => ({
        key: period.from,
        name: periodName(answer, at),
        due: t('console.told.due', { due: sayDay(period.due) }),
        all: owed(at) > 0 ? { ...choosing(period.from, null), says: t('console.told.owe', { units: number(owed(at)) }) } : null,
      }))}
      rows={answer.rows.map((row) => ({
        key: row.key,
        name: row.name,
        cells: newestFirst.map(({ period, at }) => {
          const telling = row.tellings[at] as Telling
          return {
            ...choosing(period.from, row.key),
            state: telling.state,
            says: t(`console.told.states.${telling.state}`),
            notes: notesOf(telling),
          }
        }),
      }))}
    />
  )
}
