import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadCalendar } from './calendar.ts'
import { dayOf, dayOfNumber, numberOfDay, startOf } from './day.ts'

const text = readFileSync(new URL('../../provinces/national/calendar.yaml', import.meta.url), 'utf8')
const calendar = loadCalendar(text)

describe('a deadline counts working days from the day after receipt', () => {
  test.each([
    ['2026-02-12', 5, '2026-02-26', 'over Tết Bính Ngọ'],
    ['2026-08-20', 3, '2026-08-24', 'through a worked Saturday'],
    ['2026-08-28', 2, '2026-09-04', 'over the National Day block'],
    ['2026-04-24', 3, '2026-05-04', 'over two holidays in one week'],
    ['2025-04-25', 4, '2025-05-05', 'through a worked Saturday and the swap it pays for'],
    ['2024-04-26', 3, '2024-05-04', 'to a Saturday that is worked'],
    ['2025-12-31', 3, '2026-01-07', 'over the new year'],
    ['2026-11-20', 3, '2026-11-26', 'over the day of Vietnamese culture'],
    ['2024-02-07', 1, '2024-02-15', 'over Tết Giáp Thìn'],
    ['2026-01-09', 1, '2026-01-10', 'to the worked Saturday next day'],
  ])('%s and %i days is %s: %s', (received, days, due) => {
    expect(calendar.addWorkingDays(received, days)).toBe(due)
  })
})

test('an instant keeps its time of day, and late evening belongs to the province’s day', () => {
  expect(calendar.addWorkingDays(new Date('2026-11-20T23:30:00+07:00'), 1)).toEqual(new Date('2026-11-23T23:30:00+07:00'))
  expect(dayOf(new Date('2026-11-20T17:00:00Z'))).toBe('2026-11-21')
  expect(startOf('2026-11-21')).toEqual(new Date('2026-11-20T17:00:00Z'))
})

const day = fc.integer({ min: numberOfDay('2023-06-01'), max: numberOfDay('2028-06-30') }).map(dayOfNumber)

test('a deadline always falls on a working day', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 60 }), (from, days) => calendar.isWorkingDay(calendar.addWorkingDays(from, days))),
  )
})

test('adding days in two steps is adding them in one', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }), (from, a, b) => {
      expect(calendar.addWorkingDays(calendar.addWorkingDays(from, a), b)).toBe(calendar.addWorkingDays(from, a + b))
    }),
  )
})

test('the working days between receipt and deadline are the days that were added', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 60 }), (from, days) => {
      const due = calendar.addWorkingDays(from, days)
      expect(calendar.workingDaysBetween(from, due)).toBe(days)
      expect(calendar.workingDaysBetween(due, from)).toBe(0 - days)
    }),
  )
})

test('years without a notice yet say so', () => {
  expect(calendar.isOfficial('2026-11-24')).toBe(true)
  expect(calendar.isOfficial('2027-02-08')).toBe(false)
})

test('a file that lists a weekend as a day off is refused', () => {
  expect(() => loadCalendar(text.replace('2026-11-24', '2026-11-22'))).toThrow(/on a weekend anyway/)
  expect(() => loadCalendar(text.replace('2026-11-24', '2025-11-24'))).toThrow(/listed under 2026/)
})
