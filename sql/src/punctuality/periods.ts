import type { Calendar } from '../calendar/calendar.ts'
import { type Day, numberOfDay, weekdayOf } from '../calendar/day.ts'
import { addDays, dayOf } from '../time/hanoi.ts'
import type { Expectation, Rhythm } from './expectation.ts'

/** A period that is over: its first and last day, and the last on which telling of it is in time. */
export interface DuePeriod {
  from: Day
  last: Day
  due: Day
  /** False where it was due before anybody was asked for it. */
  asked: boolean
}

type Asked = Pick<Expectation, 'every' | 'months' | 'dueDays' | 'since'>

/** The newest periods that are over, the oldest first; with `months`, of those that end in one of them. */
export function periodsBefore(at: Date, rhythm: Rhythm, count: number, months?: readonly number[]): { from: Day; last: Day }[] {
  const periods: { from: Day; last: Day }[] = []
  for (let next = beginOf(dayOf(at), rhythm); periods.length < count; ) {
    const last = addDays(next, -1)
    const from = beginOf(last, rhythm)
    if (months === undefined || months.includes(Number(last.slice(5, 7)))) periods.unshift({ from, last })
    next = from
  }
  return periods
}

/** The newest periods of what is expected that are over, each with the day it is due. */
export function duePeriods(calendar: Pick<Calendar, 'isWorkingDay'>, expectation: Asked, at: Date, count: number): DuePeriod[] {
  return periodsBefore(at, expectation.every, count, expectation.months).map(({ from }) => duePeriod(calendar, expectation, from))
}

/** The period of what is expected that begins on a day. */
export function duePeriod(
  calendar: Pick<Calendar, 'isWorkingDay'>,
  { every, dueDays, since }: Omit<Asked, 'months'>,
  from: Day,
): DuePeriod {
  const last = lastDayFrom(from, every)
  const due = dueDay(calendar, last, dueDays)
  return { from, last, due, asked: !since || due >= since }
}

/** The last day of the period that begins on a day. */
export function lastDayFrom(from: Day, rhythm: Rhythm): Day {
  let last = from
  while (beginOf(addDays(last, 1), rhythm) === from) last = addDays(last, 1)
  return last
}

/** The day by which a period ending on `last` is to be told: `days` later or, where that is off, the next working day. */
export function dueDay(calendar: Pick<Calendar, 'isWorkingDay'>, last: Day, days: number): Day {
  let due = addDays(last, days)
  while (!calendar.isWorkingDay(due)) due = addDays(due, 1)
  return due
}

/** The first day of the period a day is in; weeks begin on Monday. */
export function beginOf(day: Day, rhythm: Rhythm): Day {
  const [year, month] = [day.slice(0, 4), Number(day.slice(5, 7))]
  if (rhythm === 'day') return day
  if (rhythm === 'week') return addDays(day, 1 - weekdayOf(numberOfDay(day)))
  if (rhythm === 'month') return `${day.slice(0, 7)}-01`
  if (rhythm === 'quarter') return `${year}-${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`
  return `${year}-01-01`
}
