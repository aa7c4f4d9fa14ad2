import type { OpenDatasetAnswer } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useId, useMemo, useState } from 'react'
import { toneOf } from '../../proof/option.ts'
import { formatMoment } from '../../text/moment.ts'
import { useText } from '../../text/use-text.ts'
import { Mark } from '../../ui/Mark.tsx'
import { useSize } from '../../ui/use-size.ts'
import { Chart } from '../explore/pictures/Chart.tsx'
import { lineOption } from '../explore/pictures/line/option.ts'
import { sayOfStep } from '../explore/pictures/slots.ts'
import { useDeskTheme } from '../explore/theme.ts'
import { NOTHING_USUAL } from '../explore/usual/use-usual.ts'
import { courseOf, newestTold, slotsOf, wholeLastTold } from './course.ts'
import { Failed } from './Failed.tsx'
import { datasetQuery, datasetUrl } from './queries.ts'

/** One open figure: what it is now and how it came there, by unit, and how to take all of it away. */
export function Dataset({ id }: { id: string }) {
  const { t } = useText()
  const { data, error, refetch } = useQuery(datasetQuery(id))
  if (error && !data) return <Failed error={error} again={refetch} />
  if (!data) return <p role="status">{t('open.loading')}</p>
  return <Told dataset={data} />
}

function Told({ dataset }: { dataset: OpenDatasetAnswer }) {
  const say = useText()
  const { t, title, whole, day, zone } = say
  const { now, rows, step, publisher, owner, basis } = dataset
  const { value, state, clocks } = now
  const last = day(Date.parse(clocks.to) - (step ? 1 : 0))
  const before = value === null && step ? wholeLastTold(dataset) : undefined
  return (
    <>
      <header className="open-head">
        <h1 tabIndex={-1}>{title(dataset.title)}</h1>
        <p data-value={value ?? ''}>
          <b>{value === null ? '—' : whole(value, now.unitOfMeasurement, now.decimals)}</b>
          <span>
            {now.unit.name}, {[...new Set([day(clocks.from), last])].join(' – ')}
          </span>
          <Mark tone={toneOf(state)}>{t(`state.${state}`)}</Mark>
          {now.simulated && <span className="open-simulated">{t('proof.simulated')}</span>}
        </p>
        {before && step && (
          <p>
            {t('open.lastTold', {
              period: sayOfStep(before.from, step, say),
              value: whole(before.value, now.unitOfMeasurement, now.decimals),
            })}
          </p>
        )}
        <p>
          {t('open.from', { publisher, owner: title(owner), basis })}{' '}
          {clocks.receivedAt && t('open.received', { at: formatMoment(clocks.receivedAt, zone) })}
        </p>
        <nav aria-label={t('open.take')}>
          <a href={`${datasetUrl(dataset.id)}/data.csv`}>{t('open.csv')}</a>
          <a href={datasetUrl(dataset.id)}>JSON</a>
          <a href={`${datasetUrl(dataset.id)}/datapackage.json`}>{t('open.schema')}</a>
        </nav>
      </header>
      {step && <Course dataset={dataset} step={step} />}
      {rows.length > 0 ? <ByUnit dataset={dataset} /> : <p>{t('open.empty')}</p>}
    </>
  )
}

function Course({ dataset, step }: { dataset: OpenDatasetAnswer; step: 'month' | 'year' }) {
  const say = useText()
  const theme = useDeskTheme()
  const [box, { height }] = useSize<HTMLDivElement>()
  const option = useMemo(() => {
    const cube = courseOf(dataset)
    const drawn = { picked: [], step, isCompared: false, height, bands: [], usual: NOTHING_USUAL }
    return cube && height > 0 ? lineOption(cube, drawn, theme, say) : null
  }, [dataset, step, height, theme, say])
  return (
    <div ref={box} className="open-course">
      {option && (
        <Chart option={option} label={say.t('open.chart', { title: say.title(dataset.title), unit: dataset.now.unit.name })} />
      )}
    </div>
  )
}

function ByUnit({ dataset: { now, rows, step } }: { dataset: OpenDatasetAnswer }) {
  const say = useText()
  const { t, amount, unit } = say
  const id = useId()
  const slots = useMemo(() => slotsOf(rows), [rows])
  const [chosen, setChosen] = useState(() => newestTold(slots, rows))
  // The whole first, then its units as a Vietnamese index has them.
  const shown = rows
    .filter(({ from }) => from === chosen)
    .toSorted(
      (a, b) => Number(b.unit === now.unit.key) - Number(a.unit === now.unit.key) || a.unitName.localeCompare(b.unitName, 'vi'),
    )
  return (
    <section aria-label={t('open.byUnit')}>
      {step && (
        <p className="open-search">
          <label htmlFor={id}>{t('open.period')}</label>
          <select id={id} value={chosen} onChange={({ target }) => setChosen(target.value)}>
            {slots.map((at) => (
              <option key={at} value={at}>
                {sayOfStep(at, step, say)}
              </option>
            ))}
          </select>
        </p>
      )}
      <table className="open-table">
        <thead>
          <tr>
            <th>{t('open.unit')}</th>
            <th>{t('open.code')}</th>
            <th>
              {t('open.value')} {unit(now.unitOfMeasurement)}
            </th>
            <th>{t('open.state')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={row.unit}>
              <th scope="row">{row.unitName}</th>
              <td>{row.unitCode ?? ''}</td>
              <td>{row.value === null ? '—' : sayValue(row.value)}</td>
              <td>
                <Mark tone={toneOf(row.state)}>{t(`state.${row.state}`)}</Mark>
                {row.simulated && <small>{t('proof.simulated')}</small>}
                {row.estimate && <small>{t('proof.estimate')}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )

  function sayValue(value: number): string {
    const said = amount(value, now.unitOfMeasurement, now.decimals)
    return typeof said.unit === 'string' ? `${said.text} ${unit(said.unit)}` : said.text
  }
}
