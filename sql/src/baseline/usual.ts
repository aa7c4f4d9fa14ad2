import type { Calendar } from '../calendar/calendar.ts'
import { referenceDays, tetDaysBefore } from './reference-days.ts'

/** Where a figure usually lies. */
export interface Usual {
  low: number
  high: number
}

/** How far is looked back: for a day over the weeks before it, for a month, and for a day of Tết, over the years. */
export const USUAL_WEEKS = 16
export const USUAL_YEARS = 5

/** So much of what is alike lies below what is usual, and as much above. */
const TAIL = 1 / 8

/**
 * From the first to the last eighth of figures of alike days or months, the i-th smallest of n standing at i ÷ (n + 1) (Weibull’s plotting
 * positions; Hyndman and Fan 1996, type 6): with just that chance the next of its kind lies below it, however they are spread, so that three
 * of four come to lie between: exactly of seven and of fifteen, else nearly. Of fifteen, one that stands far out counts for nothing. Null
 * below seven, of which the smallest is more than an eighth from the end.
 */
export function usualOf(alike: readonly number[]): Usual | null {
  const place = TAIL * (alike.length + 1)
  if (place < 1) return null
  const up = alike.toSorted((a, b) => a - b)
  return { low: between(up, place), high: between(up.toReversed(), place) }
}

/** What stands at a place counted from 1, between two of them in proportion. */
function between(sorted: readonly number[], place: number): number {
  const [one, next] = [sorted[Math.floor(place) - 1] as number, sorted[Math.floor(place)] as number]
  return one + (place % 1) * ((next ?? one) - one)
}

/**
 * The days or months, by their first day, that one is alike to: of days those of its weekday and kind, of a day of Tết those about as far from
 * it in other years; of months itself and its neighbours, since a season moves.
 */
export function alikeTo(day: string, step: 'day' | 'month', calendar: Calendar): string[] {
  if (step === 'day') {
    const ofTet = tetDaysBefore(day, USUAL_YEARS)
    return ofTet.length > 0 ? ofTet : referenceDays(day, calendar, USUAL_WEEKS)
  }
  const [year, month] = day.split('-').map(Number) as [number, number]
  return Array.from({ length: USUAL_YEARS }, (_, n) => year - n - 1).flatMap((of) =>
    [-1, 0, 1].map((away) => new Date(Date.UTC(of, month - 1 + away, 1)).toISOString().slice(0, 10)),
  )
}
