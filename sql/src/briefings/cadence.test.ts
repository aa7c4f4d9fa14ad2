import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadCalendar } from '../calendar/load.ts'
import { dayOf, inHanoi } from '../time/hanoi.ts'
import { Cadence, nextOccasion, occasionBefore, occasionsBetween } from './cadence.ts'

const calendar = loadCalendar('national')
const at = (text: string) => new Date(`${text}+07:00`)
const told = (cadence: unknown, from: string, to: string) =>
  occasionsBetween(Cadence.parse(cadence), calendar, at(from), at(to)).map((each) => inHanoi(each).slice(0, 16))

test('a daily report is due every working day: not over Tết, and on the Saturday that is worked in place of a day off', () => {
  const daily = { every: 'working_day', at: '07:00' }
  expect(told(daily, '2026-02-13T12:00', '2026-02-24T12:00')).toEqual(['2026-02-23T07:00', '2026-02-24T07:00'])
  expect(told(daily, '2026-08-21T00:00', '2026-08-25T00:00')).toEqual([
    '2026-08-21T07:00',
    '2026-08-22T07:00',
    '2026-08-24T07:00',
  ])
})

test('a weekly or monthly report whose day is off is due on the next working day', () => {
  expect(told({ every: 'week', on: 1, at: '08:00' }, '2026-08-24T12:00', '2026-09-07T12:00')).toEqual([
    '2026-09-03T08:00',
    '2026-09-07T08:00',
  ])
  expect(told({ every: 'month', on: 1, at: '09:30' }, '2026-07-31T00:00', '2026-10-02T00:00')).toEqual([
    '2026-08-03T09:30',
    '2026-09-03T09:30',
    '2026-10-01T09:30',
  ])
})

const cadence = fc.oneof(
  fc.record({ every: fc.constant('working_day' as const), at: fc.constantFrom('00:00', '07:00', '23:59') }),
  fc.record({ every: fc.constant('week' as const), on: fc.integer({ min: 1, max: 7 }), at: fc.constantFrom('07:30', '16:00') }),
  fc.record({ every: fc.constant('month' as const), on: fc.integer({ min: 1, max: 28 }), at: fc.constantFrom('00:00', '08:00') }),
)
const moment = fc.date({ min: at('2024-01-15T00:00'), max: at('2027-12-01T00:00'), noInvalidDate: true })

test('however often one looks, every occasion is seen once, none twice, and each on a working day at its hour', () => {
  fc.assert(
    fc.property(cadence, fc.array(moment, { minLength: 2, maxLength: 6 }), (asked, moments) => {
      const looks = moments.toSorted((a, b) => a.getTime() - b.getTime())
      const [first, last] = [looks[0] as Date, looks.at(-1) as Date]
      const whole = occasionsBetween(asked, calendar, first, last).map(Number)
      const seen = looks.slice(1).flatMap((to, place) => occasionsBetween(asked, calendar, looks[place] as Date, to).map(Number))
      expect(seen).toEqual(whole)
      for (const each of whole) {
        expect(calendar.isWorkingDay(dayOf(new Date(each)))).toBe(true)
        expect(inHanoi(new Date(each)).slice(11, 16)).toBe(asked.at)
      }
      const next = nextOccasion(asked, calendar, first)
      expect(next > first).toBe(true)
      expect(occasionBefore(asked, calendar, new Date(next.getTime() + 1))).toEqual(next)
    }),
  )
})
