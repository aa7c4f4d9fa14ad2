import type { Calendar } from '../calendar/calendar.ts'
import { type Day, numberOfDay, weekdayOf } from '../calendar/day.ts'
import { addDays, dayOf } from '../time/hanoi.ts'
import type { Rhythm } from './expectation.ts'

/** A period that is over: its first and last day, and the last on which telling of it is in time. */
export interface DuePeriod {
  from: Day
  last: Day
  due: Day
}

/** The newest periods that are over, the oldest first. */
export function periodsBefore(at: Date, rhythm: Rhythm, count: number): { from: Day; last: Day }[] {
  const periods: { from: Day; last: Day }[] = []
  for (let next = beginOf(dayOf(at), rhythm); periods.length < count; ) {
    const last = addDays(next, -1)
    const from = beginOf(last, rhythm)
    periods.unshift({ from, last })
    next = from
  }
  return periods
}

/** The day by which a period ending on `last` is to be told: `days` later or, where that is off, the next working day. */
export function dueDay(calendar: Pick<Calendar, 'isWorkingDay'>, last: Day, days: number): Day {
  let due = addDays(last, days)
  while (!calendar.isWorkingDay(due)) due = addDays(due, 1)
  return due
}

/** Weeks begin on Monday. */
function beginOf(day: Day, rhythm: Rhythm): Day {
  const [year, month] = [day.slice(0, 4), Number(day.slice(5, 7))]
  if (rhythm === 'day') return day
  if (rhythm === 'week') return addDays(day, 1 - weekdayOf(numberOfDay(day)))
  if (rhythm === 'month') return `${day.slice(0, 7)}-01`
  if (rhythm === 'quarter') return `${year}-${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`
  return `${year}-01-01`
}
