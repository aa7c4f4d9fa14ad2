import { type Certainty, lesser, statusOf } from './certainty.ts'
import { type Day, dayOfNumber, weekdayOf } from './day.ts'
import { isWorkedIn, type Listed, type ListedDay } from './file.ts'
import { hoursOn } from './hours.ts'

/** What a deadline went through on its way. */
export interface Passed {
  /** As sure as of the least sure day it went through. */
  status: Certainty
  /** Days that did not count, and why. */
  skipped: (({ why: 'off' } & ListedDay) | { why: 'weekend'; day: Day })[]
  /** Weekend days that did count. */
  worked: ListedDay[]
}

/** The days from one to another, both included. By hours, it is no surer than the hours are. */
export function passed(listed: Listed, first: number, last: number, { byHours = false } = {}): Passed {
  const found: Passed = { status: statusOf(listed, last), skipped: [], worked: [] }
  for (let day = first; day <= last; day++) {
    found.status = lesser(found.status, statusOf(listed, day))
    if (byHours) found.status = lesser(found.status, hoursOn(listed, day).status)
    const exception = listed.days.get(day)
    if (!isWorkedIn(listed, day))
      found.skipped.push(exception ? { why: 'off', ...exception } : { why: 'weekend', day: dayOfNumber(day) })
    else if (exception && weekdayOf(day) > 5) found.worked.push(exception)
  }
  return found
}
