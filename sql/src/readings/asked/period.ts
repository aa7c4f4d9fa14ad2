import { Invalid } from '../../errors.ts'
import { Period } from '../../pack/pack.ts'
import { addDays, addYears, dayOf, startOfDay } from '../../time/hanoi.ts'

/** Half-open: from ≤ t < to. */
export interface Span {
  from: Date
  to: Date
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const NEAR_DAYS = 31
const SHORT_DAYS = 28

const LATEST_YEARS = 5

/** The span a period means at a moment; a period under way ends at the end of its current day. */
export function spanOf(period: Period, at: Date): Span {
  const today = dayOf(at)
  const to = startOfDay(addDays(today, 1))
  switch (period) {
    case 'now':
      return { from: at, to: at }
    case 'today':
      return { from: startOfDay(today), to }
    case 'last24h':
      return lastHours(24, at)
    case 'last7d':
      return { from: startOfDay(addDays(today, -6)), to }
    case 'month':
      return { from: monthStart(today, 0), to }
    case 'last_month':
      return { from: monthStart(today, -1), to: monthStart(today, 0) }
    case 'quarter':
      return { from: monthStart(today, -((Number(today.slice(5, 7)) - 1) % 3)), to }
    case 'year':
      return { from: startOfDay(`${today.slice(0, 4)}-01-01`), to }
    case 'last12m':
      return { from: monthStart(today, -12), to: monthStart(today, 0) }
    case 'latest':
      return { from: startOfDay(addYears(addDays(today, 1), -LATEST_YEARS)), to }
  }
}

/** So many hours, the last of them under way. */
export function lastHours(hours: number, at: Date): Span {
  const hour = Math.floor(at.getTime() / HOUR_MS) * HOUR_MS
  return { from: new Date(hour - (hours - 1) * HOUR_MS), to: new Date(hour + HOUR_MS) }
}

/** The first day of the month so many months after that of a day. */
export function monthStart(day: string, months: number): Date {
  const [year, month] = day.split('-').map(Number) as [number, number]
  return startOfDay(new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10))
}

/**
 * A period as people write it: `2025`, `2025-Q3`, `2025-07`, `2025-07-15`, `2025-01-01..2025-06-30` (both days included), or
 * one counted back from now (`today`, `last7d`, `last_month`, `last1h` to `last99h`…). One under way ends at the end of today.
 */
export function parsePeriod(text: string, at: Date): Span {
  const relative = Period.safeParse(text)
  if (relative.success) return spanOf(relative.data, at)
  const [, hours] = /^last([1-9]\d?)h$/.exec(text) ?? []
  if (hours) return lastHours(Number(hours), at)
  const [first, last] = daysOf(text)
  if (!isInRange(first) || !isInRange(last)) {
    throw new Invalid(`«${text}» reaches outside the years 1900 to 2199. Ask for a period within them.`)
  }
  const span = { from: startOfDay(first), to: startOfDay(addDays(last, 1)) }
  const tomorrow = startOfDay(addDays(dayOf(at), 1))
  return span.from < tomorrow && tomorrow < span.to ? { from: span.from, to: tomorrow } : span
}

/** A span of whole days as parsePeriod reads it. */
export const writePeriod = ({ from, to }: Span): string => `${dayOf(from)}..${dayOf(new Date(to.getTime() - 1))}`

function daysOf(text: string): [string, string] {
  const [, year = '', quarter, month, day] = /^(\d{4})(?:-(?:Q([1-4])|(\d{2})(?:-(\d{2}))?))?$/.exec(text) ?? []
  const [, from, to] = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/.exec(text) ?? []
  if (from && to && isDay(from) && isDay(to) && from <= to) return [from, to]
  if (quarter) return [`${year}-${two(3 * Number(quarter) - 2)}-01`, lastDay(`${year}-${two(3 * Number(quarter))}`)]
  if (day && isDay(text)) return [text, text]
  if (month && !day && Number(month) >= 1 && Number(month) <= 12) return [`${text}-01`, lastDay(text)]
  if (year && !month) return [`${year}-01-01`, `${year}-12-31`]
  throw new Invalid(
    `«${text}» is no period. Write 2025, 2025-Q3, 2025-07, 2025-07-15, 2025-01-01..2025-06-30, last3h, or ${Period.options.join(', ')}.`,
  )
}

/** The years in which there is a calendar to count by. */
export function isInRange(day: string): boolean {
  return /^(19|20|21)/.test(day)
}

/** Whether a text is a day that exists, yyyy-mm-dd. */
export function isDay(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

function lastDay(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number]
  return `${month}-${two(new Date(Date.UTC(year, number, 0)).getUTCDate())}`
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}

/**
 * The same days of the year before. Nothing for «now», which has no span, nor for a day or hours still under way: part of a
 * day against a whole one would alarm every morning.
 */
export function yearBefore(period: Period, { from, to }: Span): Span | null {
  if (period === 'now' || period === 'today' || period === 'last24h') return null
  if (period !== 'latest') return sameDays({ from, to })
  // A figure told for a day had its neighbour of last year told for about that day.
  const isOfDay = to.getTime() - from.getTime() <= DAY_MS
  return { from: isOfDay ? startOfDay(addDays(dayOf(back(to)), -NEAR_DAYS)) : back(from), to: back(to) }
}

/** The same days of the year before, and as many of them. */
export function sameDays({ from, to }: Span): Span {
  const days = Math.round((to.getTime() - from.getTime()) / DAY_MS)
  // Moved by the calendar, a week before 29 February would gain a day.
  const end = days < SHORT_DAYS ? startOfDay(addDays(dayOf(back(from)), days)) : back(to)
  return { from: back(from), to: end }
}

/** A moment's day, a year before. */
export function back(at: Date): Date {
  return startOfDay(addYears(dayOf(at), -1))
}
