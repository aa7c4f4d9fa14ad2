import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadCalendar } from '../calendar/load.ts'
import { loadEscalationPlan } from './plan.ts'
import { nextStepAt, sendableFrom } from './timing.ts'

const plan = loadEscalationPlan('hung-yen')
const calendar = loadCalendar('hung-yen')
const at = (time: string) => new Date(`${time}+07:00`)

test('a wait in working hours passes over the night, the weekend and the break at noon; around the clock it passes over nothing', () => {
  const friday = at('2026-11-27T16:00')
  expect(nextStepAt(calendar, { counts: 'working_hours' }, { wait: 240 }, friday)).toEqual(at('2026-11-30T10:30'))
  expect(nextStepAt(calendar, { counts: 'always' }, { wait: 240 }, friday)).toEqual(at('2026-11-27T20:00'))
})

test('at night only what is critical goes out; the rest waits for the morning, and what is least urgent for its hour', () => {
  const night = at('2026-11-27T23:30')
  expect(sendableFrom(plan, 'critical', night)).toEqual(night)
  expect(sendableFrom(plan, 'warn', night)).toEqual(at('2026-11-28T06:00'))
  expect(sendableFrom(plan, 'warn', at('2026-11-28T03:00'))).toEqual(at('2026-11-28T06:00'))
  expect(sendableFrom(plan, 'watch', night)).toEqual(at('2026-11-28T07:30'))
  expect(sendableFrom(plan, 'watch', at('2026-11-28T09:00'))).toEqual(at('2026-11-28T14:00'))
  expect(sendableFrom(plan, 'warn', at('2026-11-28T09:00'))).toEqual(at('2026-11-28T09:00'))
})

const moment = fc.date({ min: at('2024-01-01T00:00'), max: at('2027-12-31T00:00'), noInvalidDate: true })
const level = fc.constantFrom('watch' as const, 'warn' as const, 'critical' as const)

test('nothing may go out before it is made, nor later than a day and a half after', () => {
  fc.assert(
    fc.property(level, moment, (level, made) => {
      const from = sendableFrom(plan, level, made).getTime()
      expect(from).toBeGreaterThanOrEqual(made.getTime())
      expect(from - made.getTime()).toBeLessThanOrEqual(36 * 3_600_000)
      expect(sendableFrom(plan, level, new Date(from)).getTime()).toBe(from)
    }),
  )
})

test('who is told later has until later', () => {
  fc.assert(
    fc.property(moment, moment, fc.integer({ min: 1, max: 5_000 }), (one, other, wait) => {
      const [first, second] = one <= other ? [one, other] : [other, one]
      for (const counts of ['always', 'working_hours'] as const) {
        const until = (told: Date) => nextStepAt(calendar, { counts }, { wait }, told).getTime()
        expect(until(first)).toBeLessThanOrEqual(until(second))
        expect(until(first)).toBeGreaterThan(first.getTime())
      }
    }),
  )
})
