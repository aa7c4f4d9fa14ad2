import type { Period } from '../pack/pack.ts'
import { addDays, addYears, dayOf, startOfDay } from '../time/hanoi.ts'

/** Half-open: from ≤ t < to. */
export interface Span {
  from: Date
  to: Date
}

const HOUR_MS = 3_600_000

/** The span a period means at a moment; a period under way ends at the end of its current day. */
export function spanOf(period: Period, at: Date): Span {
  const today = dayOf(at)
  const to = startOfDay(addDays(today, 1))
  switch (period) {
    case 'now':
      return { from: at, to: at }
    case 'today':
      return { from: startOfDay(today), to }
    case 'last24h': {
      const hour = Math.floor(at.getTime() / HOUR_MS) * HOUR_MS
      return { from: new Date(hour - 23 * HOUR_MS), to: new Date(hour + HOUR_MS) }
    }
    case 'month':
      return { from: startOfDay(`${today.slice(0, 7)}-01`), to }
    case 'year':
      return { from: startOfDay(`${today.slice(0, 4)}-01-01`), to }
  }
}

/**
 * The same days of the year before. Nothing for «now», which has no span, nor for a day or hours still under way: part of a
 * day against a whole one would alarm every morning.
 */
export function yearBefore(period: Period, { from, to }: Span): Span | null {
  if (period === 'now' || period === 'today' || period === 'last24h') return null
  const back = (at: Date) => startOfDay(addYears(dayOf(at), -1))
  return { from: back(from), to: back(to) }
}
