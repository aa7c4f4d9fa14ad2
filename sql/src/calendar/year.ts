import { type Day, numberOfDay, weekdayOf } from './day.ts'
import { type Hours, isWorkedIn, type Listed, type ListedDay, type Status } from './file.ts'
import { hoursOn } from './hours.ts'
import { tetOf } from './lunar.ts'

export interface CalendarYear {
  year: number
  status: Status
  /** Mùng 1 Tết. */
  tet: Day
  workingDays: number
  hours: Hours[]
  /** Weekdays off, and weekend days worked, in order. */
  off: ListedDay[]
  worked: ListedDay[]
}

/** What is listed for a year; undefined where nothing is. */
export function yearOf(listed: Listed, year: number): CalendarYear | undefined {
  const status = listed.years.get(String(year))
  if (!status) return undefined
  const first = `${year}-01-01`
  const last = `${year}-12-31`
  const found: CalendarYear = { year, status, tet: tetOf(year), workingDays: 0, hours: [], off: [], worked: [] }
  const held = hoursOn(listed, numberOfDay(first))
  found.hours = listed.hours.filter((each) => each === held || (each.from && each.from > first && each.from <= last))
  for (let day = numberOfDay(first); day <= numberOfDay(last); day++) {
    const exception = listed.days.get(day)
    const isWorked = isWorkedIn(listed, day)
    if (isWorked) found.workingDays++
    if (exception && !isWorked) found.off.push(exception)
    if (exception && isWorked && weekdayOf(day) > 5) found.worked.push(exception)
  }
  return found
}
