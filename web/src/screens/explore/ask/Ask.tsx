import { type IndicatorAnswer, SINCE_MERGER } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { mapBefore } from '../../../proof/option.ts'
import { unitsQuery } from '../../../proof/queries.ts'
import { sayDay } from '../../../text/day.ts'
import { useText } from '../../../text/use-text.ts'
import { readingQuery } from '../queries.ts'
import { isRunningStep, type Settled } from '../settle.ts'
import { BY_FORECAST, BY_RECORDS, comparedOf, NOW, type Step, type View } from '../view.ts'
import './ask.css'
import { IndicatorField } from './IndicatorField.tsx'
import { KnownField } from './KnownField.tsx'
import { PeriodField } from './PeriodField.tsx'
import { afresh, keyOfPath, NOT, splitBy, splitsOf } from './split.ts'
import { UnitField } from './UnitField.tsx'

interface Props {
  view: Settled
  indicators: readonly IndicatorAnswer[]
  /** When the page was opened, in milliseconds. */
  now: number
  change(changes: Partial<View>): void
}

/** A step of which each point tells its year up to it. */
const runningKey = (step: Step): string => `${step}, running`

/** What came of a merger: since it, beside the stretch right before it. */
const ACROSS_MERGER = { period: SINCE_MERGER, compare: 'previous', zoom: null } satisfies Partial<View>

/** What is asked, a field a line: of what, of whom, when, split how, compared with what, known when. */
export function Ask({ view, indicators, now, change }: Props) {
  const { t, title } = useText()
  const id = useId()
  const units = useQuery(unitsQuery(undefined)).data ?? []
  const before = mapBefore(units)
  const isAcrossMerger = view.period === ACROSS_MERGER.period && view.compare === ACROSS_MERGER.compare
  const paths = indicators[0]?.paths ?? []
  const path = paths.find(({ id: key }) => key === view.path)
  const splits = indicators[0] ? splitsOf(indicators[0], { t, title }) : []
  const option = ({ key, name }: (typeof splits)[number]) => (
    <option key={key} value={key}>
      {name}
    </option>
  )
  const { data: reading } = useQuery({ ...readingQuery(view.indicators[0] ?? '', view), enabled: view.where.length > 0 })
  return (
    <section className="ask" aria-label={t('explore.question')}>
      <IndicatorField chosen={view.indicators} onChange={(chosen) => change({ indicators: chosen })} />
      <UnitField view={view} onChange={(unit) => change({ unit, picked: [], path: null, trail: [] })} />
      {reading?.where.flatMap(({ dim, title: name, values }) =>
        values.map((value) => {
          const only = { dim: title(name), value: title(value.title) || t('proof.blank') }
          return (
            <p key={`${dim}:${value.key}`} className="ask-only">
              {t('explore.only', only)}
              <button
                type="button"
                className="ask-remove"
                aria-label={t('explore.removeOnly', only)}
                onClick={() =>
                  change({ where: view.where.filter((each) => each !== `${dim}:${value.key}`), trail: [], path: null })
                }
              >
                ×
              </button>
            </p>
          )
        }),
      )}
      <PeriodField
        view={view}
        own={indicators[0]?.period}
        merger={before?.first}
        onChange={(period) => change({ period, step: null, zoom: null, at: null })}
      />
      {view.isOverTime && view.steps.length > 1 && (
        <div className="ask-field">
          <label htmlFor={`${id}step`}>{t('explore.step')}</label>
          <select
            id={`${id}step`}
            value={view.running ? runningKey(view.step) : view.step}
            onChange={({ target: { value } }) =>
              change({
                step: view.steps.find((step) => step === value || runningKey(step) === value) ?? null,
                running: view.steps.some((step) => runningKey(step) === value),
                at: null,
              })
            }
          >
            {view.steps.map((step) => (
              <option key={step} value={step}>
                {t(`explore.steps.${step}`)}
              </option>
            ))}
            {view.by === null &&
              indicators[0]?.runs &&
              view.steps.filter(isRunningStep).map((step) => (
                <option key={step} value={runningKey(step)}>
                  {t(`explore.running.${step}`)}
                </option>
              ))}
          </select>
        </div>
      )}
      <div className="ask-field">
        <label htmlFor={`${id}by`}>{t('explore.by')}</label>
        <select
          id={`${id}by`}
          value={path ? keyOfPath(path.id) : (view.by ?? NOT)}
          onChange={({ target }) =>
            change({ ...afresh, ...(isAcrossMerger ? { period: view.period } : {}), ...splitBy(target.value, paths) })
          }
        >
          {splits.filter(({ isPath }) => !isPath).map(option)}
          <optgroup label={t('explore.paths')}>{splits.filter(({ isPath }) => isPath).map(option)}</optgroup>
          {view.by === BY_FORECAST && !indicators[0]?.forecast && <option value={BY_FORECAST}>{t('forecast.name')}</option>}
          {!path && view.by === BY_RECORDS && <option value={BY_RECORDS}>{t('explore.byRecords')}</option>}
        </select>
      </div>
      <div className="ask-field">
        <label htmlFor={`${id}compare`}>{t('explore.compare')}</label>
        <select
          id={`${id}compare`}
          value={view.compare ?? NOT}
          onChange={({ target }) =>
            change({ compare: comparedOf(view).find((each) => each === target.value) ?? null, sort: null })
          }
        >
          <option value={NOT}>{t('explore.compared.none')}</option>
          {comparedOf(view).map((each) => (
            <option key={each} value={each}>
              {t(`explore.compared.${each}`)}
            </option>
          ))}
        </select>
        {before && view.period !== NOW && !isAcrossMerger && (
          <button
            type="button"
            className="ask-add"
            onClick={() => change({ ...ACROSS_MERGER, sort: null, step: null, at: null })}
          >
            {t('explore.acrossMerger')}
          </button>
        )}
      </div>
      <div className="ask-field">
        <label htmlFor={`${id}map`}>{t('explore.map')}</label>
        <select
          id={`${id}map`}
          value={view.geo ?? NOT}
          onChange={({ target }) => change({ geo: target.value || null, unit: null, picked: [], at: null })}
        >
          <option value={NOT}>{t('explore.mapToday')}</option>
          {before && <option value={before.last}>{t('explore.mapBefore', { day: sayDay(before.first) })}</option>}
          {view.geo && view.geo !== before?.last && (
            <option value={view.geo}>{t('explore.mapOn', { day: sayDay(view.geo) })}</option>
          )}
        </select>
      </div>
      <KnownField asOf={view.asOf} now={now} onChange={(asOf) => change({ asOf })} />
    </section>
  )
}
