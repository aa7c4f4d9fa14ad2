import { expect, test } from 'vitest'
import { replayedAt } from './replay-clock.ts'

const DAY_MS = 86_400_000

test('a replay runs as many times faster as it is told, and stands still at none', () => {
  const start = { at: 0, since: 2 * DAY_MS }
  expect(replayedAt({ ...start, speed: 600 }, 2 * DAY_MS + 1_000)).toBe(600_000)
  expect(replayedAt({ ...start, speed: 0 }, 2 * DAY_MS + 1_000)).toBe(0)
})

test('a replay stops at the present', () => {
  expect(replayedAt({ at: 0, since: DAY_MS, speed: 86_400 }, DAY_MS + 5_000)).toBe(DAY_MS + 5_000)
})
