import fc from 'fast-check'
import { expect, test } from 'vitest'
import { numberOfDay, weekdayOf } from '../calendar/day.ts'
import { loadCalendar } from '../calendar/load.ts'
import { tetOf } from '../calendar/lunar.ts'
import { referenceDays } from './reference-days.ts'

const calendar = loadCalendar('hung-yen')
const of = (day: string) => referenceDays(day, calendar, 8)

const isNearTet = (day: string) => Math.abs(numberOfDay(day) - numberOfDay(tetOf(Number(day.slice(0, 4))))) < 7

test('a working Thursday is set against the eight Thursdays before it', () => {
  expect(of('2026-11-19')).toEqual([
    '2026-11-12',
    '2026-11-05',
    '2026-10-29',
    '2026-10-22',
    '2026-10-15',
    '2026-10-08',
    '2026-10-01',
    '2026-09-24',
  ])
})

test('a Tuesday off is set against no working Tuesday but against other days off', () => {
  const days = of('2026-11-24')
  expect(days.length).toBe(8)
  for (const day of days) expect(calendar.isWorkingDay(day)).toBe(false)
})

test('a Saturday worked in exchange is set against working days', () => {
  for (const day of of('2026-08-22')) expect(calendar.isWorkingDay(day)).toBe(true)
})

test('a Tuesday after Tết leaves Tết out, and Tết is set against Tết alone', () => {
  expect(of('2026-03-03')).not.toContain('2026-02-17')
  expect(of('2026-02-17').every((day) => day >= '2026-02-13')).toBe(true)
})

test('whatever the day, it is set against days before it, of its own kind, each once', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('2024-03-01'), max: new Date('2026-12-31'), noInvalidDate: true }), (at) => {
      const day = at.toISOString().slice(0, 10)
      const days = of(day)
      expect(new Set(days).size).toBe(days.length)
      for (const other of days) {
        expect(other < day && numberOfDay(day) - numberOfDay(other) <= 56).toBe(true)
        if (!isNearTet(day)) expect(calendar.isWorkingDay(other)).toBe(calendar.isWorkingDay(day))
      }
      const weekdays = days.filter((other) => weekdayOf(numberOfDay(other)) === weekdayOf(numberOfDay(day)))
      expect(days.slice(0, weekdays.length)).toEqual(weekdays)
    }),
  )
})
