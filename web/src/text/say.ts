import type { Reading, TileOf } from '@ioc/server/contract'

import type { Language } from './i18n.ts'
import { formatMoment } from './moment.ts'
import { type Amount, formatAmount, formatNumber } from './number.ts'
import {
  dateOf,
  formatClock,
  formatDay,
  formatDayMonth,
  formatMonthYear,
  formatYear,
  hourOf,
  monthOf,
  spanParts,
  weekdayOf,
} from './time.ts'
import type { Translate } from './translate.ts'

export type Unit = Reading['unit']
export type Say = ReturnType<typeof sayWith>

/** Sentences with their numbers and times in place. Pure, so that options and layouts may be tested with it. */
export function sayWith(t: Translate, language: Language, zone: string) {
  const unit = (of: Amount['unit']) => (typeof of === 'string' ? t(`unit.${of}`) : of[language])
  const whole = ({ text, unit: of }: Amount) => {
    const id = typeof of === 'string' ? of : of.id
    if (id === 'percent') return `${text}\u202f%`
    return (id === 'rank' ? `${unit(of)} ${text}` : `${text} ${unit(of)}`).trim()
  }

  return {
    t,
    language,
    zone,
    title: (text: TileOf<'stat'>['title']) => text[language],
    unit,
    number: (value: number, decimals = 0) => formatNumber(value, decimals, language),
    amount: (value: number, of: Unit, decimals?: number) => formatAmount(value, of, decimals, language),
    /** A number with its unit, to stand inside a sentence. */
    whole: (value: number, of: Unit, decimals?: number) => whole(formatAmount(value, of, decimals, language)),
    percent: (share: number, decimals = 1) => `${formatNumber(share * 100, decimals, language)}\u202f%`,
    span: (seconds: number) => {
      const { key, count } = spanParts(seconds)
      return t(`span.${key}`, { count })
    },
    age: (seconds: number) => {
      const { key, count } = spanParts(seconds)
      return key === 'second' && count < 5 ? t('age.now') : t(`age.${key}`, { count })
    },
    clock: (at: number | string) => formatClock(at, zone),
    minute: (at: number | string) => formatClock(at, zone).slice(0, 5),
    hour: (at: number | string) => t('bars.hour', { hour: hourOf(at, zone) }),
    day: (at: number | string) => formatDay(at, zone),
    dayMonth: (at: number | string) => formatDayMonth(at, zone),
    monthYear: (at: number | string) => formatMonthYear(at, zone),
    weekday: (at: number | string) => weekdayOf(at, zone, language),
    period: (period: Reading['period'], { from, to, computedAt }: Pick<Reading['clocks'], 'from' | 'to' | 'computedAt'>) =>
      t(`period.${period === 'latest' ? slotOf(from, to, formatYear(computedAt, zone) === formatYear(from, zone)) : period}`, {
        day: formatDay(from, zone),
        dayMonth: formatDayMonth(from, zone),
        month: monthOf(from, zone, language),
        quarter: QUARTERS[Math.floor((dateOf(from, zone).month - 1) / 3)],
        year: formatYear(from, zone),
      }),
    /** Where twelve whole months end; a period that ends today, or says its end by its name, needs no such word. */
    until: (period: Reading['period'] | null, { to }: Pick<Reading['clocks'], 'to'>) =>
      period === 'last12m' && t('period.until', { month: formatMonthYear(Date.parse(to) - 1, zone) }),
    /** When what is held back of a figure is released. */
    released: ({ heldUntil }: Pick<Reading, 'heldUntil'>) =>
      heldUntil && t('reading.heldUntil', { at: formatMoment(heldUntil, zone).slice(0, 'hh:mm dd/mm'.length) }),
    /** From the first month to the last, which may lie years apart. */
    months: (from: string, to: string) =>
      t('period.span', { from: formatMonthYear(from, zone), to: formatMonthYear(Date.parse(to) - 1, zone) }),
    /** From the first day to the last: the end of a span is not part of it. */
    days: (from: string, to: string) =>
      t('period.span', { from: formatDayMonth(from, zone), to: formatDayMonth(Date.parse(to) - 1, zone) }),
  }
}

const QUARTERS = ['I', 'II', 'III', 'IV']
const DAY_MS = 86_400_000

/** What a newest figure is a figure of; where there is none it is still the newest that is asked for. */
function slotOf(from: string, to: string, isThisYear: boolean): 'ofDay' | 'ofPastDay' | 'ofMonth' | 'year' | 'latest' {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS
  if (days > 366) return 'latest'
  return days > 31 ? 'year' : days > 1 ? 'ofMonth' : isThisYear ? 'ofDay' : 'ofPastDay'
}
