const HOUR_MS = 3_600_000
const DAY_HOURS = 24
const WEEK_DAYS = 7
/** Vietnam has one zone, seven hours ahead, and no summer time. */
const AHEAD_MS = 7 * HOUR_MS
/** 1 January 1970 was a Thursday: the fourth day of a week that begins on Monday. */
const FIRST_WEEKDAY = 4

interface Hour {
  at: Date
  value: number | null
}

export interface WeekHour {
  /** 1 is Monday. */
  weekday: number
  hour: number
  /** Null where none of its hours has a number. */
  mean: number | null
  hours: number
}

/** Hours gathered by where in the week they lie, Monday’s first hour first. What has no number is left out, never taken for none. */
export function weekHoursOf(hours: readonly Hour[]): WeekHour[] {
  const sums = Array.from({ length: WEEK_DAYS * DAY_HOURS }, () => ({ sum: 0, hours: 0 }))
  for (const { at, value } of hours) {
    const slot = sums[slotOf(at)]
    if (value === null || !slot) continue
    slot.sum += value
    slot.hours += 1
  }
  return sums.map(({ sum, hours: counted }, slot) => ({
    weekday: 1 + Math.floor(slot / DAY_HOURS),
    hour: slot % DAY_HOURS,
    mean: counted === 0 ? null : sum / counted,
    hours: counted,
  }))
}

function slotOf(at: Date): number {
  const since = Math.floor((at.getTime() + AHEAD_MS) / HOUR_MS) + (FIRST_WEEKDAY - 1) * DAY_HOURS
  return ((since % (WEEK_DAYS * DAY_HOURS)) + WEEK_DAYS * DAY_HOURS) % (WEEK_DAYS * DAY_HOURS)
}
