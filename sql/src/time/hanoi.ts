import { DAY_MS, dayNumberOf, dayOfNumber } from '../calendar/day.ts'

/** The day an instant falls on in Vietnam, yyyy-mm-dd. */
export function dayOf(at: Date): string {
  const number = dayNumberOf(at)
  let day = known.get(number)
  if (day === undefined) {
    day = dayOfNumber(number)
    if (known.size > 20_000) known.clear()
    known.set(number, day)
  }
  return day
}

/** The instant a Vietnamese day begins. */
export function startOfDay(day: string): Date {
  return new Date(`${day}T00:00:00+07:00`)
}

/** An instant as it is written in Vietnam: 2025-07-01T00:00:00+07:00, with its milliseconds where it has any. */
export function inHanoi(at: Date): string {
  const local = new Date(at.getTime() + 7 * 3_600_000).toISOString()
  return `${local.slice(0, -1).replace(/\.000$/, '')}+07:00`
}

/** A day as people here read it: «01/07/2025» of 2025-07-01. */
export function sayDay(day: string): string {
  return day.split('-').reverse().join('/')
}

/** The day `days` after another; negative goes back. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** The same day `years` later; 29 February becomes 28 February. */
export function addYears(day: string, years: number): string {
  const year = Number(day.slice(0, 4)) + years
  const same = `${year}${day.slice(4)}`
  return Number.isNaN(Date.parse(same)) || dayOf(startOfDay(same)) !== same ? `${year}-02-28` : same
}

/** Imports ask for the same few days over and over. */
const known = new Map<number, string>()

/** A moment as people say when something was done: «14:32 ngày 28/11/2026». */
export function clockOf(at: Date): { vi: string; en: string } {
  const time = inHanoi(at).slice(11, 16)
  const day = sayDay(dayOf(at))
  return { vi: `${time} ngày ${day}`, en: `${time} on ${day}` }
}
