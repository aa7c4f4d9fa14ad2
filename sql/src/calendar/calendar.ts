import { dayOf, startOfDay } from '../time/hanoi.ts'
import { type Certainty, lesser, statusOf } from './certainty.ts'
import { DAY_MS, type Day, dayNumberOf, dayOfNumber, numberOfDay, startOfNumber } from './day.ts'
import { type Passed, passed } from './deadline.ts'
import { type CalendarText, isWorkedIn, type Listed, layOver } from './file.ts'
import { addWork, stretchesFrom, workBetween } from './hours.ts'
import { type CalendarYear, yearOf } from './year.ts'

const HOUR_MS = 3_600_000

export interface Deadline extends Passed {
  due: Day
  /** Null where whole days were counted from a day. */
  at: Date | null
}

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
  /** The instant by which so many hours have been worked; what fills a session ends with it. Zero hours is `from`. */
  addWorkingHours(from: Date, hours: number): Date
  /** Hours worked from one instant to another; negative when `to` comes first. */
  workingHoursBetween(from: Date, to: Date): number
  /** The instant itself within working hours, or else the beginning of the next session. */
  nextWorkingMoment(at: Date): Date
  /** The stretches of working hours, or of whole working days, that begin from one instant to a later one, in order. */
  workingTime(from: Date, to: Date, of: 'working_days' | 'working_hours'): { from: Date; to: Date }[]
  /** How sure the calendar is of the days from one to another, both included: as sure as of the least sure. */
  certainty(from: Day | Date, to?: Day | Date): Certainty
  /** A deadline with the days it skips, and how sure it is. Hours asked of a day count from its beginning. */
  deadline(from: Day | Date, length: { days: number } | { hours: number }): Deadline
  /** What is listed for a year; undefined where nothing is. */
  year(year: number): CalendarYear | undefined
}

/** Reads calendar files, the later laid over the earlier; throws where one says what cannot be meant. */
export function readCalendar(...files: CalendarText[]): Calendar {
  return calendarOf(layOver(files))
}

function calendarOf(listed: Listed): Calendar {
  const isWorked = (number: number) => isWorkedIn(listed, number)

  function addWorkingDays(from: Day, days: number): Day
  function addWorkingDays(from: Date, days: number): Date
  function addWorkingDays(from: Day | Date, days: number): Day | Date {
    if (!Number.isInteger(days) || days < 0) throw new RangeError(`${days} is not a number of working days`)
    const start = numberOf(from)
    let end = start
    for (let left = days; left > 0; ) if (isWorked(++end)) left--
    return typeof from === 'string' ? dayOfNumber(end) : new Date(from.getTime() + (end - start) * DAY_MS)
  }

  function addWorkingHours(from: Date, hours: number): Date {
    if (!Number.isFinite(hours) || hours < 0) throw new RangeError(`${hours} is not a number of working hours`)
    return new Date(addWork(listed, timeOf(from), Math.round(hours * HOUR_MS)))
  }

  return {
    isWorkingDay: (day) => isWorked(numberOf(day)),
    addWorkingDays,
    workingDaysBetween(from, to) {
      const [start, end] = [numberOf(from), numberOf(to)]
      let count = 0
      for (let day = Math.min(start, end) + 1; day <= Math.max(start, end); day++) if (isWorked(day)) count++
      return end < start ? 0 - count : count
    },
    addWorkingHours,
    workingHoursBetween(from, to) {
      const [start, end] = [timeOf(from), timeOf(to)]
      return end < start ? 0 - workBetween(listed, end, start) / HOUR_MS : workBetween(listed, start, end) / HOUR_MS
    },
    nextWorkingMoment: (at) => new Date(stretchesFrom(listed, timeOf(at)).next().value.from),
    workingTime(from, to, of) {
      const found: { from: Date; to: Date }[] = []
      if (of === 'working_hours') {
        for (const stretch of stretchesFrom(listed, timeOf(from))) {
          if (stretch.from >= timeOf(to)) return found
          found.push({ from: new Date(stretch.from), to: new Date(stretch.to) })
        }
      }
      for (let day = numberOf(from); day < numberOf(to); day++)
        if (isWorked(day)) found.push({ from: startOfNumber(day), to: startOfNumber(day + 1) })
      return found
    },
    certainty(from, to = from) {
      let least: Certainty = 'official'
      for (let day = numberOf(from); day <= numberOf(to); day++) least = lesser(least, statusOf(listed, day))
      return least
    },
    deadline(from, length) {
      if ('hours' in length) {
        const at = addWorkingHours(typeof from === 'string' ? startOfDay(from) : from, length.hours)
        return { due: dayOf(at), at, ...passed(listed, numberOf(from), dayNumberOf(at), { byHours: true }) }
      }
      const at = typeof from === 'string' ? null : addWorkingDays(from, length.days)
      const due = at ? dayOf(at) : addWorkingDays(from as Day, length.days)
      return { due, at, ...passed(listed, numberOf(from) + 1, numberOfDay(due)) }
    },
    year: (year) => yearOf(listed, year),
  }
}

function numberOf(day: Day | Date): number {
  return typeof day === 'string' ? numberOfDay(day) : dayNumberOf(new Date(timeOf(day)))
}

/** Counting from no date would never end. */
function timeOf(at: Date): number {
  if (Number.isNaN(at.getTime())) throw new RangeError('That is not a date')
  return at.getTime()
}
