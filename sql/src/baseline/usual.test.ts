import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadCalendar } from '../calendar/load.ts'
import { Random } from '../pack/random.ts'
import { alikeTo, usualOf } from './usual.ts'

const calendar = loadCalendar('hung-yen')

test('of seven alike the usual goes from the smallest to the largest, and of fewer nobody can say', () => {
  expect(usualOf([5, 1, 3, 7, 2, 4, 6])).toEqual({ low: 1, high: 7 })
  expect(usualOf([5, 1, 3, 7, 2, 4])).toBeNull()
})

test('of fifteen one that stands far out counts for nothing', () => {
  const fourteen = [7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]
  expect(usualOf([...fourteen, 1000])).toEqual({ low: 8, high: 20 })
  expect(usualOf([...fourteen, 21])).toEqual({ low: 8, high: 20 })
  expect(usualOf([-1000, ...fourteen])).toEqual({ low: 7, high: 19 })
})

test('between two places the usual ends in proportion', () => {
  // At a place of one and a quarter.
  expect(usualOf([0, 10, 20, 30, 40, 50, 60, 70, 80])).toEqual({ low: 2.5, high: 77.5 })
})

test('what comes next lies inside three times of four, whatever way such figures are spread', () => {
  const random = new Random(12)
  const spreads = {
    even: () => random.next(),
    skewed: () => -Math.log(1 - random.next()),
    'far out at times': () => (random.next() < 0.1 ? 100 : 1) * random.next(),
  }
  const TRIALS = 10_000
  for (const [name, draw] of Object.entries(spreads)) {
    for (const alike of [7, 15]) {
      const isInside = () => {
        const usual = usualOf(Array.from({ length: alike }, draw)) as { low: number; high: number }
        const next = draw()
        return usual.low <= next && next <= usual.high
      }
      const inside = Array.from({ length: TRIALS }, isInside).filter(Boolean).length / TRIALS
      expect(Math.abs(inside - 0.75), `${name}, ${alike}: ${inside}`).toBeLessThan(0.02)
    }
  }
})

test('it lies within what was seen, and its low end is never above its high', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 7, maxLength: 16 }), (alike) => {
      const { low, high } = usualOf(alike) as { low: number; high: number }
      expect(Math.min(...alike) <= low && low <= high && high <= Math.max(...alike)).toBe(true)
    }),
  )
})

test('a working Thursday is alike to the Thursdays of sixteen weeks, and a month to itself and its neighbours five years back', () => {
  const days = alikeTo('2026-11-19', 'day', calendar)
  expect(days).toHaveLength(16)
  expect([days[0], days.at(-1)]).toEqual(['2026-11-12', '2026-07-30'])
  const months = alikeTo('2026-01-01', 'month', calendar)
  expect(months.slice(0, 3)).toEqual(['2024-12-01', '2025-01-01', '2025-02-01'])
  expect([months.length, months.at(-1)]).toEqual([15, '2021-02-01'])
})

test('the first day of Tết is set against the first of other years and the days beside it, wherever the sun put them', () => {
  const days = alikeTo('2026-02-17', 'day', calendar)
  expect(days).toHaveLength(15)
  expect(days.slice(0, 6)).toEqual(['2025-01-28', '2025-01-29', '2025-01-30', '2024-02-09', '2024-02-10', '2024-02-11'])
})
