import { expect, test } from 'vitest'
import { isEngineLate } from './option.ts'

test('whoever asks the rules is believed for some minutes, and of the past nobody is asked', () => {
  const engine = { askedAt: '2026-11-28T00:00:00Z', watches: 1, failing: 0, lateBy: 10 }
  expect(isEngineLate(engine)).toBe(false)
  expect(isEngineLate({ ...engine, lateBy: 601 })).toBe(true)
  expect(isEngineLate({ ...engine, askedAt: null })).toBe(true)
  expect(isEngineLate(null)).toBe(false)
})
