import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { neededPerDay, outlook, type PastYear, pathOf } from './year-pace.ts'

const MONTH_ENDS = [31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365]

/** A year by its running totals at the ends of its months. */
const year = (number: number, totals: number[]): PastYear => ({
  year: number,
  steps: MONTH_ENDS.map((day, index) => ({ day, total: totals[index] as number })),
})
/** Money that comes evenly but for a share that waits for December. */
const late = (number: number, outcome: number, share: number) =>
  year(
    number,
    MONTH_ENDS.map((day) => (day === 365 ? outcome : (outcome * (1 - share) * day) / 334)),
  )

describe('where a year is heading', () => {
  test('is told by how much of the past years was still to come on the same day', () => {
    const past = [late(2021, 100, 0.1), late(2022, 200, 0.2), late(2023, 300, 0.3)]
    const { band } = outlook(334, 90, past)
    expect(band?.low).toBeCloseTo(100)
    expect(band?.middle).toBeCloseTo(112.5)
    expect(band?.high).toBeCloseTo(128.57, 2)
  })

  test('says how many past years lay in the band that the others would have given them', () => {
    // The middle one lies between its neighbours; the ones at the ends do not.
    expect(outlook(334, 90, [late(2021, 100, 0.1), late(2022, 100, 0.2), late(2023, 100, 0.3)]).band).toMatchObject({
      inside: 1,
      years: 3,
    })
    expect(outlook(100, 30, [late(2021, 100, 0.2), late(2022, 100, 0.2), late(2023, 400, 0.2)]).band).toMatchObject({
      inside: 3,
      years: 3,
    })
  })

  test('is not told by fewer than three years, nor by years told in part', () => {
    expect(outlook(334, 90, [late(2022, 100, 0.1), late(2023, 100, 0.2)])).toEqual({ band: null, years: 2, needed: 3 })
    const half = { year: 2021, steps: [{ day: 200, total: 60 }] }
    expect(outlook(334, 90, [half, late(2022, 100, 0.1), late(2023, 100, 0.2)])).toMatchObject({ band: null, years: 2 })
  })

  test('grows with what was reached, and never lies below it', () => {
    const past = [late(2021, 100, 0.1), late(2022, 200, 0.2), late(2023, 300, 0.3)]
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 365 }), fc.integer({ min: 1, max: 1_000_000 }), (day, total) => {
        const { band } = outlook(day, total, past)
        const twice = outlook(day, 2 * total, past).band
        return (
          band !== null && twice !== null && band.low >= total * 0.999 && Math.abs(twice.low - 2 * band.low) < 1e-6 * twice.low
        )
      }),
    )
  })

  test('has a path that begins where the year stands and ends in the band', () => {
    const past = [late(2021, 100, 0.1), late(2022, 200, 0.2), late(2023, 300, 0.3)]
    const [first, last] = pathOf(200, 50, past, [200, 365])
    const { band } = outlook(200, 50, past)
    expect(first?.low).toBeCloseTo(50)
    expect(first?.high).toBeCloseTo(50)
    expect(last?.low).toBeCloseTo(band?.low as number)
    expect(last?.high).toBeCloseTo(band?.high as number)
  })
})

test('a year whose money still comes in January comes to what it was by its end, and the band reaches there', () => {
  // Ten of a hundred are paid out after the year; by its end the three had come to as much as each other.
  const long = [2021, 2022, 2023].map((number, index) => {
    const { steps } = late(number, 90, 0.1 * index)
    return { year: number, steps: [...steps, { day: 396, total: 100 }] }
  })
  expect(outlook(365, 90, long).band).toMatchObject({ inside: 3, years: 3 })
  expect(outlook(365, 90, long).band?.middle).toBeCloseTo(100)
  expect(pathOf(365, 90, long, [396])[0]?.low).toBeCloseTo(100)
})

test('what each day must bring, until the plan is reached or the days are over', () => {
  expect(neededPerDay(80, 100, 10)).toBe(2)
  expect(neededPerDay(100, 100, 10)).toBe(null)
  expect(neededPerDay(80, 100, 0)).toBe(null)
})
