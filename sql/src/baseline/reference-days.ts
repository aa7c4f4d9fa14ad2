import type { Calendar } from '../calendar/calendar.ts'
import { type Day, dayOfNumber, numberOfDay } from '../calendar/day.ts'
import { tetOf } from '../calendar/lunar.ts'

/** Tết changes everything, from the last days of the old year to mùng 6. */
const TET_FROM = -4
const TET_TO = 6

/** With fewer than these of its own weekday, any day of its kind is taken beside them. */
const ENOUGH = 4

type Kind = 'working' | 'off' | 'tet'

/**
 * The days a day may be set against, most alike first: those of its weekday in the weeks before, then others of its kind.
 * A working day is only set against working days, be they Saturdays worked in exchange, a day off against days off. Days of
 * Tết are set against nothing but days of Tết, so within eight weeks against hardly any, and are not part of what is usual.
 */
export function referenceDays(day: Day, calendar: Calendar, weeks: number): Day[] {
  const number = numberOfDay(day)
  const kind = kindOf(day, calendar)
  const before = Array.from({ length: weeks * 7 }, (_, n) => dayOfNumber(number - n - 1)).filter(
    (other) => kindOf(other, calendar) === kind,
  )
  const sameWeekday = before.filter((other) => (number - numberOfDay(other)) % 7 === 0)
  if (sameWeekday.length >= ENOUGH) return sameWeekday
  const others = before.filter((other) => !sameWeekday.includes(other))
  return [...sameWeekday, ...others.slice(0, weeks - sameWeekday.length)]
}

function kindOf(day: Day, calendar: Calendar): Kind {
  if (isTet(day)) return 'tet'
  return calendar.isWorkingDay(day) ? 'working' : 'off'
}

/** Days of Tết are alike to those as far from it, or a day more or less, in each of so many years before; of any other day there are none. */
export function tetDaysBefore(day: Day, years: number): Day[] {
  if (!isTet(day)) return []
  const year = Number(day.slice(0, 4))
  return Array.from({ length: years }, (_, n) => numberOfDay(tetOf(year - n - 1))).flatMap((tet) =>
    [-1, 0, 1].map((more) => dayOfNumber(tet + awayFromTet(day) + more)).filter(isTet),
  )
}

function isTet(day: Day): boolean {
  const away = awayFromTet(day)
  return away >= TET_FROM && away < TET_TO
}

const awayFromTet = (day: Day): number => numberOfDay(day) - numberOfDay(tetOf(Number(day.slice(0, 4))))
