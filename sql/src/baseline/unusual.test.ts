import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Random } from '../pack/random.ts'
import { standOf } from './unusual.ts'

const SIXTEEN = [31, 28, 30, 29, 33, 30, 27, 31, 30, 32, 29, 30, 31, 28, 30, 29]
const none = () => 0
const counted = (middle: number) => Math.sqrt(Math.max(middle, 1))

test('among about thirty a day, sixty is far above, three far below, and twenty-five is nothing', () => {
  const sides = [60, 3, 25].map((figure) => standOf(figure, SIXTEEN, counted)?.side)
  expect(sides).toEqual(['above', 'below', null])
})

test('one storm among those that are alike does not hide the next', () => {
  expect(standOf(90, [...SIXTEEN.slice(1), 95], counted)?.side).toBe('above')
})

test('where one is told on most days, three are no alarm', () => {
  expect(standOf(3, Array(16).fill(1), counted)?.side).toBeNull()
  expect(standOf(9, Array(16).fill(1), counted)?.side).toBe('above')
})

test('with fewer than seven to set it against nothing is said', () => {
  expect(standOf(1_000, SIXTEEN.slice(0, 6), none)).toBeNull()
  expect(standOf(1_000, SIXTEEN.slice(0, 7), none)).toMatchObject({ middle: 30, side: 'above' })
})

test('what is said does not change with the unit of measurement, and turns over with the sign', () => {
  const figures = fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 7, maxLength: 30 })
  fc.assert(
    fc.property(figures, fc.integer({ min: -2_000, max: 2_000 }), fc.integer({ min: 1, max: 8 }), (alike, figure, by) => {
      const scale = 2 ** by
      const said = standOf(figure, alike, () => 3)
      const scaled = standOf(
        scale * figure,
        alike.map((each) => scale * each),
        () => 3 * scale,
      )
      expect(scaled?.side).toBe(said?.side)
      const turned = standOf(
        -figure,
        alike.map((each) => -each),
        () => 3,
      )
      expect(turned?.side).toBe(said?.side === 'above' ? 'below' : said?.side === 'below' ? 'above' : said?.side)
    }),
  )
})

test('of two thousand ordinary days fewer than one in fifty is called unusual', () => {
  const random = new Random(7)
  const poisson = (mean: number) => {
    let [count, left] = [0, Math.exp(-mean)]
    for (let part = random.next(); part > left; part *= random.next()) count++
    return count
  }
  for (const mean of [2, 12, 40]) {
    const days = Array.from({ length: 2_000 }, () =>
      standOf(
        poisson(mean),
        Array.from({ length: 16 }, () => poisson(mean)),
        counted,
      ),
    )
    expect(days.filter((day) => day?.side).length / days.length).toBeLessThan(1 / 50)
  }
})
