import type { PunctualityAnswer, Telling } from '@ioc/server/contract'
import { sayDay } from '../../../text/day.ts'
import { useText } from '../../../text/use-text.ts'
import { onPlane } from '../../../ui/roving.ts'
import { Shape, type Tone } from '../../../ui/Shape.tsx'
import { useRoving } from '../../../ui/use-roving.ts'
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

/**
 * Units by periods, those who owe most and the newest first; a cell says its state by shape, and by how many days it is late. Hundreds
 * of cells are one stop of the Tab key, with arrows inside.
 */
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
  const { onKeyDown, linkOf } = useRoving(
    ['', ...answer.rows.map(({ key }) => key)].flatMap((key) =>
      newestFirst.filter(({ at }) => key !== '' || owed(at) > 0).map(({ period }) => `${key} ${period.from}`),
    ),
    onPlane,
  )
  return (
    <>
      <ul className="told-key">
        {STATES.map((state) => (
          <li key={state} data-state={state}>
            <Shape tone={SHAPES[state]} /> {t(`console.told.states.${state}`)}
          </li>
        ))}
      </ul>
      <div className="told-board">
        <table onKeyDown={onKeyDown}>
          <thead>
            <tr>
              <th scope="col">{t('console.told.unit')}</th>
              {newestFirst.map(({ period, at }) => (
                <th key={period.from} scope="col" title={t('console.told.due', { due: sayDay(period.due) })}>
                  <div>{periodName(answer, at)}</div>
                  {owed(at) > 0 && (
                    <button
                      type="button"
                      {...linkOf(` ${period.from}`)}
                      aria-pressed={chosen?.period === period.from && chosen.unit === null}
                      onClick={() => onChoose({ period: period.from, unit: null })}
                    >
                      {t('console.told.owe', { units: number(owed(at)) })}
                    </button>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {answer.rows.map((row) => (
              <tr key={row.key}>
                <th scope="row">{row.name}</th>
                {newestFirst.map(({ period: { from }, at }) => {
                  const telling = row.tellings[at] as Telling
                  return (
                    <td key={from}>
                      <button
                        type="button"
                        {...linkOf(`${row.key} ${from}`)}
                        data-state={telling.state}
                        aria-pressed={chosen?.period === from && chosen.unit === row.key}
                        aria-label={`${row.name}, ${periodName(answer, at)}: ${t(`console.told.states.${telling.state}`)}`}
                        onClick={() => onChoose({ period: from, unit: row.key })}
                      >
                        <Shape tone={SHAPES[telling.state]} />
                        {telling.lateDays > 0 && <small>{t('console.told.days', { days: number(telling.lateDays) })}</small>}
                        {telling.reminded && telling.state === 'overdue' && <small>{t('console.told.wasReminded')}</small>}
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
