import type { IndicatorAnswer } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { mapBefore } from '../../../proof/option.ts'
import { unitsQuery } from '../../../proof/queries.ts'
import { sayDay } from '../../../text/day.ts'
import { useText } from '../../../text/use-text.ts'
import type { Settled } from '../settle.ts'
import { BY_UNIT, COMPARED, type View } from '../view.ts'
import './ask.css'
import { IndicatorField } from './IndicatorField.tsx'
import { KnownField } from './KnownField.tsx'
import { PeriodField } from './PeriodField.tsx'
import { UnitField } from './UnitField.tsx'

interface Props {
  view: Settled
  indicators: readonly IndicatorAnswer[]
  /** When the page was opened, in milliseconds. */
  now: number
  change(changes: Partial<View>): void
}

const NOT = ''

/** What is asked, a field a line: of what, of whom, when, split how, compared with what, known when. */
export function Ask({ view, indicators, now, change }: Props) {
  const { t } = useText()
  const id = useId()
  const units = useQuery(unitsQuery(undefined)).data ?? []
  const before = mapBefore(units)
  return (
    <section className="ask" aria-label={t('explore.question')}>
      <IndicatorField chosen={view.indicators} onChange={(chosen) => change({ indicators: chosen })} />
      <UnitField view={view} onChange={(unit) => change({ unit, picked: [], path: null, trail: [] })} />
      <PeriodField
        view={view}
        own={indicators[0]?.period}
        onChange={(period) => change({ period, step: null, zoom: null, at: null })}
      />
      {view.isOverTime && view.steps.length > 1 && (
        <div className="ask-field">
          <label htmlFor={`${id}step`}>{t('explore.step')}</label>
          <select
            id={`${id}step`}
            value={view.step}
            onChange={({ target }) => change({ step: view.steps.find((step) => step === target.value) ?? null, at: null })}
          >
            {view.steps.map((step) => (
              <option key={step} value={step}>
                {t(`explore.steps.${step}`)}
              </option>
            ))}
          </select>
        </div>
      )}
      <div className="ask-field">
        <label htmlFor={`${id}by`}>{t('explore.by')}</label>
        <select
          id={`${id}by`}
          value={view.by ?? NOT}
          onChange={({ target }) =>
            change({
              by: target.value || null,
              picture: null,
              period: null,
              picked: [],
              path: null,
              trail: [],
              at: null,
              zoom: null,
            })
          }
        >
          <option value={NOT}>{t('explore.byTime')}</option>
          <option value={BY_UNIT}>{t('explore.byUnit')}</option>
        </select>
      </div>
      <div className="ask-field">
        <label htmlFor={`${id}compare`}>{t('explore.compare')}</label>
        <select
          id={`${id}compare`}
          value={view.compare ?? NOT}
          onChange={({ target }) => change({ compare: COMPARED.find((each) => each === target.value) ?? null })}
        >
          <option value={NOT}>{t('explore.compared.none')}</option>
          {COMPARED.map((each) => (
            <option key={each} value={each}>
              {t(`explore.compared.${each}`)}
            </option>
          ))}
        </select>
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
