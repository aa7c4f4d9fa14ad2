import type { Calendar } from '../calendar/calendar.ts'
import { DAY_MS, dayNumberOf, dayOfNumber, numberOfDay, startOfNumber } from '../calendar/day.ts'
import { referenceDays } from './reference-days.ts'

const HOUR_MS = 3_600_000
const SHOWN_HOURS = 24

/** An hour that is watched, and the same hour of the days it is set against. */
export interface Slot {
  at: Date
  /** How much of it has gone by, 0–1: the hour under way is set against as much of those before. */
  part: number
  references: Date[]
}

export interface Stretch {
  from: Date
  to: Date
}

/** The last 24 clock hours, the one under way among them, each with its references; none before `since`. */
export function slotsOf(at: Date, calendar: Calendar, weeks: number, since: Date | null): Slot[] {
  const last = Math.floor(at.getTime() / HOUR_MS) * HOUR_MS
  const days = new Map<number, number[]>()
  return Array.from({ length: SHOWN_HOURS }, (_, n) => {
    const from = last - (SHOWN_HOURS - 1 - n) * HOUR_MS
    const day = dayNumberOf(new Date(from))
    const references = days.get(day) ?? referenceDays(dayOfNumber(day), calendar, weeks).map(numberOfDay)
    days.set(day, references)
    const within = from - startOfNumber(day).getTime()
    return {
      at: new Date(from),
      part: Math.min(1, (at.getTime() - from) / HOUR_MS),
      references: references
        .map((reference) => new Date(startOfNumber(reference).getTime() + within))
        .filter((reference) => since !== null && reference >= since),
    }
  })
}

/** All the hours that slots need, as few stretches as they make: each once. */
export function stretchesOf(slots: readonly Slot[]): Stretch[] {
  const hours = new Set(slots.flatMap(({ at, references }) => [at, ...references].map((each) => each.getTime())))
  const stretches: Stretch[] = []
  for (const hour of [...hours].sort((a, b) => a - b)) {
    const open = stretches.at(-1)
    if (open && open.to.getTime() === hour) open.to = new Date(hour + HOUR_MS)
    else stretches.push({ from: new Date(hour), to: new Date(hour + HOUR_MS) })
  }
  return stretches
}

/** The first whole day told: a day half told is nothing to compare with. */
export function firstWholeDay(told: Date | null): Date | null {
  return told && new Date(startOfNumber(dayNumberOf(told)).getTime() + DAY_MS)
}
