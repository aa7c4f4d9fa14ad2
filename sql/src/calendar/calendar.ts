import { parse } from 'yaml'
import { z } from 'zod'
import { DAY_MS, type Day, dayNumberOf, dayOfNumber, numberOfDay, weekdayOf } from './day.ts'

const Exception = z.object({
  days: z.array(z.iso.date()).min(1),
  name: z.string().min(1),
  /** The law or notice the day comes from. */
  notice: z.string().min(1),
  article: z.string().optional(),
})

/** A calendar file: the days off and the worked weekends of each year, each with the notice it comes from. */
const CalendarFile = z.object({
  zone: z.literal('Asia/Ho_Chi_Minh'),
  years: z.record(
    z.string().regex(/^\d{4}$/),
    z.object({
      status: z.enum(['official', 'provisional']),
      off: z.array(Exception),
      worked: z.array(Exception),
    }),
  ),
})

export interface Calendar {
  isWorkingDay(day: Day | Date): boolean
  /**
   * The deadline `days` working days on; the day after `from` is day 1, whether or not `from` itself is worked. An instant
   * keeps its time of day. Zero days is `from`.
   */
  addWorkingDays(from: Day, days: number): Day
  addWorkingDays(from: Date, days: number): Date
  /** Working days after `from` up to and including `to`; negative when `to` comes first. */
  workingDaysBetween(from: Day | Date, to: Day | Date): number
  /** False where no notice is known: beyond the listed years only weekends are left out. */
  isOfficial(day: Day | Date): boolean
}

/** Reads a calendar file; throws with the line that breaks it. */
export function loadCalendar(text: string): Calendar {
  const file = CalendarFile.parse(parse(text, { schema: 'core' }))
  const off = new Set<number>()
  const worked = new Set<number>()
  const official = new Set<string>()
  for (const [year, { status, ...lists }] of Object.entries(file.years)) {
    if (status === 'official') official.add(year)
    for (const { days, name } of lists.off) for (const day of days) list(off, day, name, year, false)
    for (const { days, name } of lists.worked) for (const day of days) list(worked, day, name, year, true)
  }
  return calendarOf((day) => (weekdayOf(day) <= 5 ? !off.has(day) : worked.has(day)), official)
}

/** An exception that changes nothing is a slip of the pen: a weekend day off, a weekday worked. */
function list(into: Set<number>, day: Day, name: string, year: string, weekend: boolean) {
  const number = numberOfDay(day)
  if (!day.startsWith(year)) throw new Error(`${day} (${name}) is listed under ${year}`)
  if (weekdayOf(number) > 5 !== weekend) throw new Error(`${day} (${name}) is ${weekend ? 'a weekday' : 'on a weekend'} anyway`)
  into.add(number)
}

function calendarOf(isWorked: (day: number) => boolean, official: Set<string>): Calendar {
  const number = (day: Day | Date) => (typeof day === 'string' ? numberOfDay(day) : dayNumberOf(day))

  function add(from: number, days: number): number {
    if (!Number.isInteger(days) || days < 0) throw new RangeError(`${days} is not a number of working days`)
    let day = from
    for (let left = days; left > 0; ) if (isWorked(++day)) left--
    return day
  }

  function addWorkingDays(from: Day, days: number): Day
  function addWorkingDays(from: Date, days: number): Date
  function addWorkingDays(from: Day | Date, days: number): Day | Date {
    const start = number(from)
    const end = add(start, days)
    return typeof from === 'string' ? dayOfNumber(end) : new Date(from.getTime() + (end - start) * DAY_MS)
  }

  return {
    isWorkingDay: (day) => isWorked(number(day)),
    addWorkingDays,
    workingDaysBetween(from, to) {
      const [start, end] = [number(from), number(to)]
      let count = 0
      for (let day = Math.min(start, end) + 1; day <= Math.max(start, end); day++) if (isWorked(day)) count++
      return end < start ? 0 - count : count
    },
    isOfficial: (day) => official.has(dayOfNumber(number(day)).slice(0, 4)),
  }
}
