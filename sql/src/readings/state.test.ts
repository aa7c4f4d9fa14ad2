import { expect, test } from 'vitest'
import { levelOf, stateOf } from './state.ts'

const reading = (over: object) => stateOf({ value: 5, provisional: false, lateBy: 0, ...over })

test('no number is missing, never 0, however fresh the source', () => {
  expect(reading({ value: null })).toBe('missing')
  expect(reading({ value: null, lateBy: 9 })).toBe('missing')
})

test('a real 0 says so', () => {
  expect(reading({ value: 0 })).toBe('zero')
})

test('none of what there is, such as a share of 0 %, is a number like any other', () => {
  expect(reading({ value: 0, isPart: true })).toBe('ok')
})

test('a share of no cases is no number, yet nobody is waited for', () => {
  expect(reading({ value: null, nothing: true })).toBe('zero')
  for (const doubt of [{ lateBy: 1 }, { provisional: true }])
    expect(reading({ value: null, nothing: true, ...doubt })).toBe('missing')
})

test('a source past its promise makes every number stale, 0 and provisional ones too', () => {
  for (const value of [0, 5]) expect(reading({ value, provisional: true, lateBy: 1 })).toBe('stale')
})

test('a figure its source has not called final is provisional', () => {
  expect(reading({ provisional: true })).toBe('provisional')
})

test('a level is the severest threshold passed, and standing on one is not passing it', () => {
  const levels = { watch: 98, warn: 95, critical: 90 }
  const at = (value: number) => levelOf(value, levels, 'up')
  expect([99, 98, 97.9, 95, 94.9, 90, 89.9].map(at)).toEqual(['good', 'good', 'watch', 'watch', 'warn', 'warn', 'critical'])
  expect(levelOf(12, { watch: 5, warn: 10 }, 'down')).toBe('warn')
})

test('without thresholds, direction or number there is no level', () => {
  expect(levelOf(5, {}, 'up')).toBeNull()
  expect(levelOf(5, { watch: 9 }, 'none')).toBeNull()
  expect(levelOf(null, { watch: 9 }, 'up')).toBeNull()
})
