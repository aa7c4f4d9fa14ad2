import { expect, test } from 'vitest'
import { everyNth, roundAxis, roundStep } from './axis.ts'

test('an axis ends at round numbers', () => {
  expect(roundAxis([12, 87], { fromZero: true, parts: 3 })).toEqual({ min: 0, max: 100, interval: 50 })
  expect(roundAxis([10, 4_312], { fromZero: true, parts: 3 })).toEqual({ min: 0, max: 5_000, interval: 1_000 })
})

test('a finer step is taken where it leaves less room empty', () => {
  expect(roundAxis([0, 1_027], { fromZero: false, parts: 3 })).toEqual({ min: 0, max: 1_250, interval: 250 })
  expect(roundAxis([0, 73], { fromZero: true, parts: 2 })).toEqual({ min: 0, max: 75, interval: 25 })
})

test('whole things are counted in whole steps', () => {
  expect(roundAxis([0, 1], { fromZero: true, parts: 3 })).toEqual({ min: 0, max: 1, interval: 1 })
  expect(roundAxis([0, 7], { fromZero: true, parts: 3 }).interval % 1).toBe(0)
  expect(roundAxis([0.2, 0.9], { fromZero: true, parts: 3 }).interval).toBeLessThan(1)
})

test('a line that moves little high above zero gets a closer axis', () => {
  expect(roundAxis([3_400, 4_600], { fromZero: false, parts: 3 })).toEqual({ min: 3_000, max: 5_000, interval: 500 })
})

test('one value, or the same again and again, stands above zero in as many steps as any', () => {
  expect(roundAxis([566], { fromZero: false, parts: 4 })).toEqual({ min: 0, max: 600, interval: 200 })
  expect(roundAxis([96.1, 96.1], { fromZero: false, parts: 4 })).toEqual({ min: 0, max: 100, interval: 25 })
})

test('bars begin at zero whatever they hold', () => {
  expect(roundAxis([3_400, 4_600], { fromZero: true, parts: 3 }).min).toBe(0)
})

test('nothing to draw still has an axis', () => {
  expect(roundAxis([], { fromZero: true, parts: 3 })).toEqual({ min: 0, max: 0.5, interval: 0.5 })
  expect(roundAxis([0, 0], { fromZero: false, parts: 3 }).max).toBeGreaterThan(0)
})

test('steps are 1, 2, 2.5 or 5 of some power of ten', () => {
  expect([0.7, 1, 1.1, 21, 260, 7_000].map(roundStep)).toEqual([1, 1, 2, 25, 500, 10_000])
})

test('labels keep a regular distance that fits', () => {
  expect(everyNth(24, 5, [1, 2, 3, 6, 12])).toBe(6)
  expect(everyNth(3, 5, [1, 2, 3])).toBe(1)
})
