import { z } from 'zod'
import type { Calendar } from '../calendar/calendar.ts'
import { dayOfNumber, numberOfDay, startOfNumber, weekdayOf } from '../calendar/day.ts'
import { dayOf } from '../time/hanoi.ts'

const At = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write a time of day as hours:minutes, as in 07:30.')

/** When a report is made. What would fall on a day off moves to the next working day. */
export const Cadence = z.discriminatedUnion('every', [
  z.strictObject({ every: z.literal('working_day'), at: At }),
  /** 1 is Monday. */
  z.strictObject({ every: z.literal('week'), on: z.number().int().min(1).max(7), at: At }),
  z.strictObject({ every: z.literal('month'), on: z.number().int().min(1).max(28), at: At }),
])
export type Cadence = z.infer<typeof Cadence>

type WorkingDays = Pick<Calendar, 'isWorkingDay'>

/** No stretch of days off is longer. */
const LONGEST_OFF = 31
/** From any day on there is an occasion within as many. */
const FAR = 31 + 2 * LONGEST_OFF

/** The instants after `from`, up to and including `to`, at which a report is due, in order. */
export function occasionsBetween(cadence: Cadence, calendar: WorkingDays, from: Date, to: Date): Date[] {
  const found = new Set<number>()
  for (let number = numberOf(from) - LONGEST_OFF; number <= numberOf(to); number++) {
    if (!isNominal(cadence, calendar, number)) continue
    const at = startOfNumber(workedFrom(calendar, number)).getTime() + sinceMidnight(cadence.at)
    if (at > from.getTime() && at <= to.getTime()) found.add(at)
  }
  return [...found].sort((a, b) => a - b).map((at) => new Date(at))
}

export function nextOccasion(cadence: Cadence, calendar: WorkingDays, after: Date): Date {
  const [first] = occasionsBetween(cadence, calendar, after, new Date(after.getTime() + FAR * DAY_MS))
  return first as Date
}

/** The last one before an instant. */
export function occasionBefore(cadence: Cadence, calendar: WorkingDays, at: Date): Date {
  const before = occasionsBetween(cadence, calendar, new Date(at.getTime() - FAR * DAY_MS), new Date(at.getTime() - 1))
  return before.at(-1) as Date
}

function isNominal(cadence: Cadence, calendar: WorkingDays, number: number): boolean {
  if (cadence.every === 'working_day') return calendar.isWorkingDay(dayOfNumber(number))
  if (cadence.every === 'week') return weekdayOf(number) === cadence.on
  return Number(dayOfNumber(number).slice(8)) === cadence.on
}

function workedFrom(calendar: WorkingDays, number: number): number {
  let day = number
  while (day < number + LONGEST_OFF && !calendar.isWorkingDay(dayOfNumber(day))) day++
  return day
}

const DAY_MS = 86_400_000
const numberOf = (at: Date) => numberOfDay(dayOf(at))
const sinceMidnight = (time: string) => (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * 60_000
