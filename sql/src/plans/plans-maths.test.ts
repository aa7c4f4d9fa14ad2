import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Forecast, forecastLevel, forecastSum } from './forecast.ts'
import { type Goal, isReached, neededRate, shareDone } from './reach.ts'
import { type ClauseStatus, statusOf } from './status.ts'

const figure = fc.double({ min: 0.1, max: 1000, noNaN: true })
const operator = fc.constantFrom<Goal['operator']>('≥', '>', '≤', '<', '=')
const goal = fc.record({ operator, value: figure })
const atLeast = (value: number): Goal => ({ operator: '≥', value })

describe('how far it is', () => {
  test('the share done lies between nothing and all, and is all exactly where the goal is reached', () => {
    fc.assert(
      fc.property(figure, goal, fc.option(figure), (actual, to, baseline) => {
        const share = shareDone(actual, to, baseline)
        expect(share).toBeGreaterThanOrEqual(0)
        expect(share).toBeLessThanOrEqual(1)
        if (isReached(actual, to)) expect(share).toBe(1)
      }),
    )
  })

  test('more of what is wanted is never less of the way', () => {
    fc.assert(
      fc.property(figure, figure, figure, (actual, more, value) => {
        expect(shareDone(actual + more, atLeast(value), null)).toBeGreaterThanOrEqual(shareDone(actual, atLeast(value), null))
      }),
    )
  })

  test('going at the needed rate arrives on the day', () => {
    fc.assert(
      fc.property(figure, goal, fc.integer({ min: 1, max: 2000 }), (actual, to, days) => {
        const rate = neededRate(actual, to, days)
        if (isReached(actual, to)) expect(rate).toBeNull()
        else expect(actual + (rate?.perDay ?? 0) * days).toBeCloseTo(to.value, 6)
      }),
    )
  })

  test('nothing is needed any more when the day has passed', () => {
    expect(neededRate(10, atLeast(20), 0)).toBeNull()
  })
})

describe('where a level is going', () => {
  const line = (from: number, step: number, length: number) => Array.from({ length }, (_, at) => from + step * at)

  test('a straight line goes on straight, and says it would have been right every time', () => {
    const found = forecastLevel(line(40, 2, 20), 3, atLeast(60)) as Forecast
    expect(found).toMatchObject({ method: 'trend', reaches: true })
    expect(found.value).toBeCloseTo(40 + 2 * 22)
    expect(found.right).toBe(found.tested)
  })

  test('what stands still stays, and of two guesses as good the one that claims less is taken', () => {
    expect(forecastLevel(line(50, 0, 20), 6, atLeast(60))).toMatchObject({ method: 'steady', value: 50, reaches: false })
  })

  test('a rate does not rise past the whole', () => {
    expect(forecastLevel(line(30, 3, 20), 12, atLeast(95), 100) as Forecast | string).not.toMatchObject({ value: 123 })
  })

  test('too little past, too far ahead, and a past that contradicts the guess each say so', () => {
    expect(forecastLevel([1, 2, 3], 1, atLeast(4))).toBe('too_little_past')
    expect(forecastLevel(line(0, 1, 9), 6, atLeast(4))).toBe('too_little_past')
    expect(forecastLevel(line(0, 1, 60), 13, atLeast(4))).toBe('too_far')
    const jumping = Array.from({ length: 24 }, (_, at) => (at % 2 === 0 ? 40 : 80))
    expect(forecastLevel(jumping, 1, atLeast(61))).toBe('too_often_wrong')
  })

  test('counting in other units changes nothing but the units', () => {
    const history = fc.array(figure, { minLength: 10, maxLength: 30 })
    fc.assert(
      fc.property(history, fc.integer({ min: 0, max: 4 }), figure, (past, ahead, value) => {
        const forecast = (by: number) =>
          forecastLevel(
            past.map((each) => each * by),
            ahead,
            atLeast(value * by),
          )
        const [plain, scaled] = [forecast(1), forecast(1024)]
        if (typeof plain === 'string') expect(scaled).toBe(plain)
        else expect(scaled).toEqual({ ...plain, value: plain.value * 1024 })
      }),
    )
  })

  test('it never claims more right guesses than it made, and more than half were right', () => {
    fc.assert(
      fc.property(fc.array(figure, { maxLength: 30 }), fc.integer({ min: 0, max: 14 }), goal, (past, ahead, to) => {
        const found = forecastLevel(past, ahead, to)
        if (typeof found === 'string') return
        expect(found.right).toBeLessThanOrEqual(found.tested)
        expect(found.right * 2).toBeGreaterThan(found.tested)
        expect(found.reaches).toBe(isReached(found.value, to))
      }),
    )
  })
})

describe('what a sum comes to', () => {
  test('as its past periods went: a third by now was the whole in the end', () => {
    const past = [
      { soFar: 30, total: 90 },
      { soFar: 40, total: 120 },
    ]
    expect(forecastSum(50, 0.5, past, atLeast(140))).toMatchObject({ value: 150, reaches: true, tested: 2, right: 2 })
  })

  test('nobody can tell from the first days of a period, from no past, or from one that went otherwise', () => {
    expect(forecastSum(5, 0.05, [{ soFar: 5, total: 100 }], atLeast(100))).toBe('too_little_past')
    expect(forecastSum(50, 0.5, [], atLeast(100))).toBe('too_little_past')
    expect(forecastSum(50, 0.5, [{ soFar: 10, total: 100 }], atLeast(100))).toBe('too_often_wrong')
  })
})

describe('a clause in one word', () => {
  const ORDER: ClauseStatus[] = ['late', 'at_risk', 'on_track', 'done']
  const standing = { isFinal: false, elapsed: 0.5, forecast: null }

  test('before its day it is as its forecast says, after it done or late', () => {
    const forecast: Forecast = { method: 'steady', value: 1, reaches: false, tested: 8, right: 7 }
    expect(statusOf({ ...standing, reached: true, done: 1, isOver: false, forecast })).toBe('at_risk')
    expect(statusOf({ ...standing, reached: true, done: 1, isOver: true, forecast })).toBe('done')
    expect(statusOf({ ...standing, reached: false, done: 0.9, isOver: true, forecast })).toBe('late')
  })

  test('a mark without a day is kept or it is not, and may be kept no longer', () => {
    const falling: Forecast = { method: 'trend', value: 1, reaches: false, tested: 8, right: 7 }
    expect(statusOf({ ...standing, reached: true, done: 1, isOver: null, forecast: falling })).toBe('at_risk')
    expect(statusOf({ ...standing, reached: true, done: 1, isOver: null })).toBe('on_track')
    expect(statusOf({ ...standing, reached: false, done: 0.99, isOver: null })).toBe('late')
  })

  test('before its first day nothing is asked of it', () => {
    expect(statusOf({ ...standing, reached: false, done: 0.9, elapsed: 0, isOver: false })).toBe('not_begun')
  })

  test('getting further never makes it worse', () => {
    fc.assert(
      fc.property(figure, figure, figure, fc.constantFrom(true, false, null), (actual, more, value, isOver) => {
        const rank = (now: number) =>
          ORDER.indexOf(
            statusOf({
              ...standing,
              isOver,
              reached: isReached(now, atLeast(value)),
              done: shareDone(now, atLeast(value), null),
            }),
          )
        expect(rank(actual + more)).toBeGreaterThanOrEqual(rank(actual))
      }),
    )
  })
})
