import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  atThisPace,
  type Change,
  changesOf,
  clearedAfter,
  decimalsOf,
  moreBy,
  openAfter,
  rateOf,
  verdictOf,
  writeChange,
} from './what-if.ts'

const unit = (key: string, value: number, perDay: number) => ({ key, name: key, value, perDay })
const amount = fc.integer({ min: 0, max: 10_000 })
const pace = fc.integer({ min: -50, max: 50 })
const units = fc
  .array(fc.record({ value: amount, perDay: pace }), { minLength: 1, maxLength: 12 })
  .map((all) => all.map(({ value, perDay }, n) => unit(`u${n}`, value, perDay)))
const whole = (all: ReturnType<typeof unit>[]) => ({
  value: all.reduce((sum, { value }) => sum + value, 0),
  perDay: all.reduce((sum, { perDay }) => sum + perDay, 0),
  units: all,
})

describe('what stands open', () => {
  test('begins as it stands, and is never less than nothing', () => {
    fc.assert(
      fc.property(units, pace, fc.integer({ min: 0, max: 300 }), (all, more, days) => {
        const changes = [{ unit: 'u0', perDay: more }]
        expect(openAfter(whole(all), changes, 0)).toBeCloseTo(whole(all).value)
        expect(openAfter(whole(all), changes, days)).toBeGreaterThanOrEqual(-1e-6)
      }),
    )
  })

  test('is never more for a unit that clears more', () => {
    fc.assert(
      fc.property(units, fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 300 }), (all, more, days) => {
        const [less, moreOf] = [[{ unit: 'u0', perDay: more }], [{ unit: 'u0', perDay: more + 1 }]]
        expect(openAfter(whole(all), moreOf, days)).toBeLessThanOrEqual(openAfter(whole(all), less, days) + 1e-6)
      }),
    )
  })

  test('of a unit is gone on the day it is said to be, and was not the day before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), pace, fc.integer({ min: 1, max: 90 }), (value, perDay, more) => {
        const one = unit('a', value, perDay)
        const changes = [{ unit: 'a', perDay: more }]
        const days = clearedAfter(one, changes)
        if (days === null) return openAfter(whole([one]), changes, 1_000) >= value
        return openAfter(whole([one]), changes, days) <= 1e-6 && openAfter(whole([one]), changes, days - 1) > 0
      }),
    )
  })

  test('falls as a whole where as a whole it fell, though what one unit has grows', () => {
    const ahead = { value: 10, perDay: -0.2, units: [unit('a', 4, -0.4), unit('b', 6, 0.2)] }
    expect(openAfter(ahead, [], 40)).toBeCloseTo(2)
    expect(openAfter(ahead, [], 60)).toBe(0)
    expect(openAfter(ahead, [{ unit: 'b', perDay: 0.1 }], 10)).toBeCloseTo(7)
  })

  test('at a unit whose pace nobody knows stays, but for what it clears more', () => {
    const unknown = { ...unit('a', 4, 0), perDay: null }
    expect(clearedAfter(unknown, [])).toBe(null)
    expect(clearedAfter(unknown, [{ unit: 'a', perDay: 0.5 }])).toBe(8)
    expect(openAfter({ value: 4, perDay: 0, units: [unknown] }, [{ unit: 'a', perDay: 0.5 }], 2)).toBe(3)
  })

  test('that no unit below answers for goes on at its own pace', () => {
    const ahead = { value: 100, perDay: 3, units: [unit('a', 60, 1)] }
    expect(openAfter(ahead, [], 10)).toBe(100 + 3 * 10)
    expect(openAfter(ahead, [{ unit: 'a', perDay: 7 }], 10)).toBe(40 + 2 * 10)
  })
})

describe('what a year comes to', () => {
  test('at the pace of late is what has come and that pace for every working day left', () => {
    expect(atThisPace({ total: 200, perDay: 4, workdaysLeft: 25 })).toBe(300)
    expect(atThisPace({ total: null, perDay: 4, workdaysLeft: 25 })).toBe(null)
    expect(
      moreBy(
        [
          { unit: 'a', perDay: 2 },
          { unit: 'b', perDay: -1 },
        ],
        25,
      ),
    ).toBe(25)
  })
})

test('a mark is to be reached, or where less is better not to be passed', () => {
  const ahead = { p10: 90, p50: 100, p90: 120 }
  expect([100, 110, 121].map((mark) => verdictOf(ahead, mark, false))).toEqual(['reaches', 'mayReach', 'misses'])
  expect([100, 95, 89].map((mark) => verdictOf(ahead, mark, true))).toEqual(['stays', 'mayPass', 'passes'])
})

test('a rate is typed with a comma or a point, and said with as many decimals as it has', () => {
  expect(['0,3', '0.3', ' 12 ', '−1,25', '-1.25'].map(rateOf)).toEqual([0.3, 0.3, 12, -1.25, -1.25])
  expect(['', 'ba', '1,2,3', '1.000,5', ',5'].map(rateOf)).toEqual([null, null, null, null, null])
  expect([0.3, 4, -1.25, 0.1 + 0.2].map(decimalsOf)).toEqual([1, 0, 2, 1])
})

test('changes come back from the address as they were written, and nonsense in it is left out', () => {
  const change = fc.record({
    unit: fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/),
    perDay: fc.integer({ min: -999, max: 999 }).filter(Boolean),
  })
  fc.assert(
    fc.property(fc.uniqueArray(change, { selector: ({ unit }) => unit, maxLength: 6 }), (changes: Change[]) => {
      expect(changesOf(changes.map(writeChange))).toEqual(changes)
    }),
  )
  expect(changesOf(['xa-a', 'xa-b:', ':5', 'xa-c:x', 'xa-d:0', 'xa-e:1.5', 'xa-e:2'])).toEqual([{ unit: 'xa-e', perDay: 2 }])
})
