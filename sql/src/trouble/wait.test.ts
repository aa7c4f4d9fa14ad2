import { expect, test } from 'vitest'
import { waitSeconds } from './wait.ts'

test('each try waits three times as long as the one before, never more than a quarter of an hour', () => {
  expect([1, 2, 3, 4, 5, 6, 1_000].map((failures) => waitSeconds(failures, 0))).toEqual([10, 30, 90, 270, 810, 900, 900])
})

test('feeds that failed together are spread over half of the wait', () => {
  for (const failures of [1, 4, 9]) {
    expect(waitSeconds(failures, 0.999)).toBeGreaterThan(waitSeconds(failures, 0) / 2)
    expect(waitSeconds(failures, 0.5)).toBeLessThan(waitSeconds(failures, 0.25))
  }
})
