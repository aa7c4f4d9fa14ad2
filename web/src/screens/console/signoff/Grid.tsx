import type { SignoffCell, SignoffRound } from '@ioc/server/contract'
import { sayDay } from '../../../text/day.ts'
import { useText } from '../../../text/use-text.ts'
import { onPlane } from '../../../ui/roving.ts'
import { Shape } from '../../../ui/Shape.tsx'
import { useRoving } from '../../../ui/use-roving.ts'
import { pathTo } from '../paths.ts'
import { moveTo } from '../use-path.ts'
import { SHAPES, STATES } from './states.ts'

/** Units by periods, the newest first and the province above the others; hundreds of cells are one stop of the Tab key. */
export function Grid({ round }: { round: SignoffRound }) {
  const { t, title, number, day } = useText()
  const newestFirst = round.periods.toReversed()
  const { onKeyDown, linkOf } = useRoving(
    round.rows.flatMap(({ unit }) => newestFirst.map(({ from }) => `${unit.key} ${from}`)),
    onPlane,
  )
  const said = (cell: SignoffCell) =>
    [t(`signoff.states.${cell.state}`), cell.by, cell.at && day(cell.at), cell.note].filter(Boolean).join(', ')
  return (
    <>
      <ul className="told-key">
        {STATES.map((state) => (
          <li key={state} data-state={state}>
            <Shape tone={SHAPES[state]} /> {t(`signoff.states.${state}`)}
          </li>
        ))}
      </ul>
      <div className="told-board">
        <table onKeyDown={onKeyDown}>
          <thead>
            <tr>
              <th scope="col">{t('signoff.unit')}</th>
              {newestFirst.map(({ from, name, due, provinceDue }) => (
                <th key={from} scope="col" title={t('signoff.due', { due: sayDay(due), provinceDue: sayDay(provinceDue) })}>
                  {title(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {round.rows.map(({ unit, cells }, at) => (
              <tr key={unit.key} data-province={at === 0 || undefined}>
                <th scope="row">{at === 0 ? t('signoff.province') : unit.name}</th>
                {newestFirst.map(({ from, name }) => {
                  const cell = cells.find(({ period }) => period === from)
                  if (!cell) return <td key={from} />
                  return (
                    <td key={from}>
                      <button
                        type="button"
                        {...linkOf(`${unit.key} ${from}`)}
                        data-state={cell.state}
                        title={said(cell)}
                        aria-label={`${unit.name}, ${title(name)}: ${said(cell)}`}
                        onClick={() => moveTo(pathTo.signoffPeriod({ round: round.id, unit: unit.key, period: from }))}
                      >
                        <Shape tone={SHAPES[cell.state]} />
                        {cell.lateDays > 0 && <small>{t('signoff.days', { days: number(cell.lateDays) })}</small>}
                      </button>
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
