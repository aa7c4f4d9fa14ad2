import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadCalendar } from './load.ts'

// A province without a file of its own: 07:30–11:30 and 13:30–17:00.
const calendar = loadCalendar('an-hoa')
const at = (time: string) => new Date(`${time}+07:00`)

describe('working hours pass in the morning and the afternoon of working days', () => {
  test.each([
    ['2026-11-20T08:00', 2, '2026-11-20T10:00', 'within a morning'],
    ['2026-11-20T10:30', 2, '2026-11-20T14:30', 'over noon'],
    ['2026-11-20T07:30', 4, '2026-11-20T11:30', 'to the end of the morning, not the beginning of the afternoon'],
    ['2026-11-20T16:00', 2, '2026-11-23T08:30', 'over a weekend'],
    ['2026-11-23T16:30', 1, '2026-11-25T08:00', 'over the day of Vietnamese culture'],
    ['2026-11-20T06:00', 7.5, '2026-11-20T17:00', 'a whole day from before it began'],
    ['2026-02-14T09:00', 0.5, '2026-02-23T08:00', 'from the Saturday before Tết to the Monday after it'],
    ['2026-08-21T16:45', 0.5, '2026-08-22T07:45', 'into a worked Saturday'],
    ['2026-11-21T09:00', 0, '2026-11-21T09:00', 'no hours at all'],
  ])('%s and %d hours is %s: %s', (from, hours, due) => {
    expect(calendar.addWorkingHours(at(from), hours)).toEqual(at(due))
  })
})

test.each([
  ['2026-11-20T09:15', '2026-11-20T09:15'],
  ['2026-11-20T11:30', '2026-11-20T13:30'],
  ['2026-11-20T17:00', '2026-11-23T07:30'],
  ['2026-11-23T23:59', '2026-11-25T07:30'],
  ['2026-02-15T12:00', '2026-02-23T07:30'],
])('work goes on after %s at %s', (moment, next) => {
  expect(calendar.nextWorkingMoment(at(moment))).toEqual(at(next))
})

test('a deadline in hours tells the days it skipped, and is no surer than the hours it counts in', () => {
  expect(calendar.deadline(at('2026-11-23T16:30'), { hours: 1 })).toMatchObject({
    due: '2026-11-25',
    at: at('2026-11-25T08:00'),
    status: 'provisional',
    skipped: [{ why: 'off', day: '2026-11-24', name: 'Ngày Văn hóa Việt Nam' }],
    worked: [],
  })
  expect(calendar.deadline('2026-11-21', { hours: 1 })).toMatchObject({
    at: at('2026-11-23T08:30'),
    skipped: [
      { why: 'weekend', day: '2026-11-21' },
      { why: 'weekend', day: '2026-11-22' },
    ],
  })
})

const moment = fc.date({ min: at('2023-06-01T00:00'), max: at('2028-06-30T00:00'), noInvalidDate: true })
const minutes = fc.integer({ min: 0, max: 90 * 60 })

test('the hours between an instant and its deadline are the hours that were added', () => {
  fc.assert(
    fc.property(moment, minutes, (from, added) => {
      const due = calendar.addWorkingHours(from, added / 60)
      expect(calendar.workingHoursBetween(from, due)).toBeCloseTo(added / 60, 6)
      expect(calendar.workingHoursBetween(due, from)).toBeCloseTo(-added / 60, 6)
    }),
  )
})

test('adding hours in two steps is adding them in one', () => {
  fc.assert(
    fc.property(moment, minutes, minutes, (from, a, b) => {
      const inTwo = calendar.addWorkingHours(calendar.addWorkingHours(from, a / 60), b / 60)
      expect(inTwo).toEqual(calendar.addWorkingHours(from, (a + b) / 60))
    }),
  )
})

test('hours worked add up over any three moments in time', () => {
  fc.assert(
    fc.property(fc.tuple(moment, moment, moment), (moments) => {
      const [a, b, c] = moments.sort((one, other) => one.getTime() - other.getTime()) as [Date, Date, Date]
      const hours = calendar.workingHoursBetween(a, b) + calendar.workingHoursBetween(b, c)
      expect(hours).toBeCloseTo(calendar.workingHoursBetween(a, c), 6)
    }),
    { numRuns: 30 },
  )
})

test('a working day has seven and a half hours, any other none', () => {
  fc.assert(
    fc.property(moment, (some) => {
      const midnight = new Date(Math.floor((some.getTime() + 7 * 3_600_000) / 86_400_000) * 86_400_000 - 7 * 3_600_000)
      const next = new Date(midnight.getTime() + 86_400_000)
      expect(calendar.workingHoursBetween(midnight, next)).toBe(calendar.isWorkingDay(some) ? 7.5 : 0)
    }),
  )
})

test('the next working moment is not earlier, has no work before it, and is its own next', () => {
  fc.assert(
    fc.property(moment, (some) => {
      const next = calendar.nextWorkingMoment(some)
      expect(next.getTime()).toBeGreaterThanOrEqual(some.getTime())
      expect(calendar.isWorkingDay(next)).toBe(true)
      expect(calendar.workingHoursBetween(some, next)).toBe(0)
      expect(calendar.nextWorkingMoment(next)).toEqual(next)
    }),
  )
})

test('who comes later is never due earlier', () => {
  fc.assert(
    fc.property(moment, fc.nat(10 * 86_400_000), minutes, (from, later, added) => {
      const due = calendar.addWorkingHours(from, added / 60)
      expect(calendar.addWorkingHours(new Date(from.getTime() + later), added / 60) >= due).toBe(true)
    }),
  )
})
