import { expect, test } from 'vitest'
import { secondsLeft } from './backfill.ts'

const fed = (read: number, seconds: number, remaining: number | null) => ({ read, seconds, remaining })

test('each feed’s rest is reckoned at its own pace: a slow one that is left for last is not told by a quick one', () => {
  const [quick, slow] = [fed(100_000, 50, 10_000), fed(5_000, 50, 95_000)]
  // One after the other: five seconds of the quick one and 950 of the slow one, where the mean pace would say 100.
  expect(secondsLeft([quick, slow], [quick, slow], 100)).toBeCloseTo(955, 6)
  // Two at once take half, but the slow one alone takes as long as it takes.
  expect(secondsLeft([quick, fed(5_000, 50, 5_000)], [quick, fed(5_000, 50, 500)], 50)).toBeCloseTo(5, 6)
  expect(secondsLeft([quick, slow], [quick, slow], 50)).toBeCloseTo(950, 6)
})

test('a feed that has hardly begun goes by the pace of all, and one that says nothing adds nothing', () => {
  const done = fed(10_000, 100, 0)
  expect(secondsLeft([done, fed(10, 90, 1_000)], [fed(10, 90, 1_000), fed(0, 0, null)], 190)).toBeCloseTo(
    (1_000 * 190) / 10_010,
    6,
  )
})

test('before anything has come in nobody can say', () => {
  expect(secondsLeft([fed(0, 3, 500)], [fed(0, 3, 500)], 3)).toBeNull()
})
