import type { Reading, TileOf } from '@ioc/server/contract'
import type { TFunction } from 'i18next'
import type { Language } from './i18n.ts'
import { type Amount, formatAmount, formatNumber, type UnitKey } from './number.ts'
import { formatClock, formatDay, formatDayMonth, formatYear, hourOf, monthOf, spanParts, weekdayOf } from './time.ts'

export type Unit = Reading['unit']
export type Say = ReturnType<typeof sayWith>

/** Sentences with their numbers and times in place. Pure, so that options and layouts may be tested with it. */
export function sayWith(t: TFunction, language: Language, zone: string) {
  const unit = (key: UnitKey) => t(`unit.${key}`)
  const whole = ({ text, unit: key }: Amount) =>
    key === 'percent' ? `${text}\u202f%` : unit(key) === '' ? text : `${text} ${unit(key)}`

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
    weekday: (at: number | string) => weekdayOf(at, zone, language),
    period: (period: Reading['period'], from: string) =>
      t(`period.${period}`, { month: monthOf(from, zone, language), year: formatYear(from, zone) }),
    /** From the first day to the last: the end of a span is not part of it. */
    days: (from: string, to: string) =>
      t('period.span', { from: formatDayMonth(from, zone), to: formatDayMonth(Date.parse(to) - 1, zone) }),
  }
}
