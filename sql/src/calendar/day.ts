// Days as numbers, to count with. Vietnam keeps one offset, UTC+7, without summer time (Decision 134/2002/QĐ-TTg), so civil
// time is arithmetic.

export const DAY_MS = 86_400_000
const OFFSET_MS = 7 * 3_600_000

/** A day of the province's calendar, yyyy-mm-dd. */
export type Day = string

/** Days since 1970-01-01, counted in the province's zone. */
export function dayNumberOf(at: Date): number {
  return Math.floor((at.getTime() + OFFSET_MS) / DAY_MS)
}

export function startOfNumber(number: number): Date {
  return new Date(number * DAY_MS - OFFSET_MS)
}

export function numberOfDay(day: Day): number {
  const at = Date.parse(`${day}T00:00:00Z`)
  // Date.parse accepts 2026-02-30 in some engines by rolling over; a day that doesn't read back is no day.
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day)
    throw new RangeError(`«${day}» is not a day (yyyy-mm-dd)`)
  return at / DAY_MS
}

export function dayOfNumber(number: number): Day {
  return new Date(number * DAY_MS).toISOString().slice(0, 10)
}

/** 1 is Monday, 7 is Sunday. */
export function weekdayOf(number: number): number {
  return ((((number + 3) % 7) + 7) % 7) + 1
}
