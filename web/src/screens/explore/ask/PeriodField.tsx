import { SINCE_MERGER } from '@ioc/server/contract'
import { useId, useState } from 'react'
import { sayDay } from '../../../text/day.ts'
import { useText } from '../../../text/use-text.ts'
import { DayField } from '../../../ui/DayField.tsx'
import type { Settled } from '../settle.ts'
import { NOW } from '../view.ts'
import { sayPeriod } from './say-period.ts'

interface Props {
  view: Settled
  /** What the leading indicator is usually told of. */
  own: string | undefined
  /** The day units last merged, where they did. */
  merger: string | undefined
  onChange(period: string | null): void
}

/** Periods that are chosen by their names. */
export const NAMED = ['today', 'last7d', 'month', 'last_month', 'quarter', 'year', 'last12m'] as const
const YEARS = 3
const DAYS = 'days'

/** A period by its name, a year, or from day to day. */
export function PeriodField({ view, own, merger, onChange }: Props) {
  const { t, language } = useText()
  const id = useId()
  const [from, to] = view.over.split('..')
  const isSpan = view.over.includes('..')
  const [isTyping, type] = useState(false)
  const thisYear = new Date().getFullYear()
  const years = Array.from({ length: YEARS }, (_, back) => String(thisYear - back))
  const isListed = [...NAMED, SINCE_MERGER, ...years].includes(view.over)
  const chosen = isTyping || (isSpan && view.isChosenPeriod) ? DAYS : view.isChosenPeriod ? view.over : ''
  if (view.over === NOW) return null
  return (
    <div className="ask-field">
      <label htmlFor={`${id}period`}>{t('explore.period')}</label>
      <select
        id={`${id}period`}
        value={chosen}
        onChange={({ target }) => {
          type(target.value === DAYS)
          if (target.value !== DAYS) onChange(target.value || null)
        }}
      >
        <option value="">
          {t(`explore.periods.${view.period === NOW ? 'sinceLastMonth' : view.isOverTime ? 'lately' : 'own'}`)}
        </option>
        {NAMED.map((period) => (
          <option key={period} value={period}>
            {t(`explore.periods.${period}`)}
          </option>
        ))}
        {(merger || view.over === SINCE_MERGER) && (
          <option value={SINCE_MERGER}>{t('explore.periods.since_merger', { day: merger ? sayDay(merger) : '' })}</option>
        )}
        {years.map((year) => (
          <option key={year} value={year}>
            {sayPeriod(year, { t })}
          </option>
        ))}
        {!isListed && !isSpan && view.over !== own && <option value={view.over}>{sayPeriod(view.over, { t })}</option>}
        <option value={DAYS}>{t('explore.periods.days')}</option>
      </select>
      {chosen === DAYS && (
        <Days
          key={`${view.over} ${language}`}
          from={isSpan ? (from ?? '') : ''}
          to={isSpan ? (to ?? '') : ''}
          onChange={(span) => {
            type(false)
            onChange(span)
          }}
        />
      )}
    </div>
  )
}

function Days({ from, to, onChange }: { from: string; to: string; onChange(span: string): void }) {
  const { t } = useText()
  const id = useId()
  const [days, setDays] = useState<{ from: string | null; to: string | null }>({ from, to })
  const change = (next: typeof days) => {
    setDays(next)
    if (next.from && next.to && next.from <= next.to) onChange(`${next.from}..${next.to}`)
  }
  return (
    <div className="ask-days">
      <label htmlFor={`${id}from`}>{t('explore.from')}</label>
      <DayField id={`${id}from`} value={days.from} onChange={(day) => change({ ...days, from: day })} />
      <label htmlFor={`${id}to`}>{t('explore.to')}</label>
      <DayField id={`${id}to`} value={days.to} onChange={(day) => change({ ...days, to: day })} />
    </div>
  )
}
