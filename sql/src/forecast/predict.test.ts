import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { prospect, prospectPath } from './predict.ts'
import type { PastYear, Step } from './year-pace.ts'

const MONTH_ENDS = [31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365]

/** A year that comes evenly to its end but for what a share of it waits for December. */
const late = (year: number, outcome: number, share: number): PastYear => ({
  year,
  steps: MONTH_ENDS.map((day) => ({ day, total: day === 365 ? outcome : (outcome * (1 - share) * day) / 334 })),
})

/** Where a year stands that no past one is. */
const at = (day: number, total: number) => ({ year: 2031, day, total })

/** Normal chances from a seed, so that a test says the same every day. */
function normals(seed: number): () => number {
  let state = seed
  const uniform = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state + 1) / 4_294_967_297
  }
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
}

describe('what a year comes to', () => {
  test('lies between P10 and P90 in four of five years that were not seen, if only a few were', () => {
    const normal = normals(1)
    const years = 2_000
    for (const seen of [3, 4, 6]) {
      let inside = 0
      for (let n = 0; n < years; n++) {
        // By the end of November a hundred had come; December multiplies it by so much.
        const growth = () => Math.exp(0.3 + 0.1 * normal())
        const past = Array.from({ length: seen }, (_, k) => {
          const outcome = 100 * growth()
          return late(2000 + k, outcome, 1 - 100 / outcome)
        })
        const { prediction } = prospect(at(334, 100), past)
        const came = 100 * growth()
        if (prediction && prediction.p10 <= came && came <= prediction.p90) inside++
      }
      expect(inside / years, `of ${seen} years seen`).toBeGreaterThan(0.77)
      expect(inside / years, `of ${seen} years seen`).toBeLessThan(0.83)
    }
  })

  test('is as much as has come once the year is over, whatever the past', () => {
    const past = [late(2021, 100, 0.1), late(2022, 200, 0.2), late(2023, 300, 0.3)]
    expect(prospect(at(365, 77), past).prediction).toEqual({ p10: 77, p50: 77, p90: 77 })
  })

  test('is never less than has come where the past never fell, grows with it, and its deciles stand in order', () => {
    const year = fc.record({
      outcome: fc.integer({ min: 1, max: 1_000_000 }),
      share: fc.double({ min: 0, max: 0.9, noNaN: true }),
    })
    fc.assert(
      fc.property(
        fc.array(year, { minLength: 3, maxLength: 8 }),
        fc.integer({ min: 1, max: 365 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        (years, day, total) => {
          const past = years.map(({ outcome, share }, n) => late(2010 + n, outcome, share))
          const { prediction } = prospect(at(day, total), past)
          const twice = prospect(at(day, 2 * total), past).prediction
          if (!prediction || !twice) return false
          const { p10, p50, p90 } = prediction
          return total <= p10 && p10 <= p50 && p50 <= p90 && Math.abs(twice.p50 - 2 * p50) <= 1e-9 * twice.p50
        },
      ),
    )
  })

  test('is not told by two years, nor by a year told in part, nor of a year in which nothing has come', () => {
    const two = [late(2021, 100, 0.1), late(2022, 200, 0.2)]
    expect(prospect(at(200, 50), two)).toMatchObject({ prediction: null, years: 2, needed: 3, retold: [] })
    expect(prospect(at(200, 50), [...two, { year: 2023, steps: [{ day: 200, total: 60 }] }])).toMatchObject({
      prediction: null,
      years: 2,
    })
    expect(prospect(at(200, 0), [...two, late(2023, 300, 0.3)]).prediction).toBe(null)
  })
})

describe('how good such predictions were', () => {
  test('is told by each past year predicted by the others alone: one unlike them is missed', () => {
    const alike = [0.1, 0.11, 0.12, 0.1, 0.11].map((share, n) => late(2015 + n, 100, share))
    const { retold, atMonthEnds } = prospect(at(334, 90), [...alike, late(2020, 100, 0.6)])
    expect(retold.map(({ year, inside }) => [year, inside])).toEqual([
      [2015, true],
      [2016, true],
      [2017, true],
      [2018, true],
      [2019, true],
      [2020, false],
    ])
    expect(atMonthEnds.tested).toBe(66)
    expect(atMonthEnds.inside).toBeLessThan(66)
  })

  test('does not depend on what the year itself came to: made anew without it, its prediction is the same', () => {
    const past = [0.1, 0.2, 0.15, 0.3].map((share, n) => late(2015 + n, 100 + n, share))
    for (const { year, p10, p50, p90 } of prospect(at(200, 50), past).retold) {
      const own = past.find((each) => each.year === year) as PastYear
      // By the two-hundredth day the end of June was told, and nothing after it.
      const june = own.steps.find(({ day }) => day === 181) as Step
      const without = prospect(
        { year, ...june },
        past.filter((each) => each !== own),
      ).prediction
      expect(without?.p10).toBeCloseTo(p10)
      expect(without?.p50).toBeCloseTo(p50)
      expect(without?.p90).toBeCloseTo(p90)
    }
  })
})

describe('a past year on a day of it', () => {
  const past = [0.1, 0.2, 0.15, 0.3].map((share, n) => late(2017 + n, 100 + n, share))

  test('knows nothing of what was told after: whatever that was, it is predicted the same', () => {
    const otherwise = past.map(({ year, steps }) => ({
      year,
      steps:
        year === 2018 ? steps.map((step) => (step.day > 200 && step.day < 365 ? { ...step, total: 0.99 * 101 } : step)) : steps,
    }))
    const of2018 = (years: PastYear[]) => prospect(at(200, 50), years).retold.find(({ year }) => year === 2018)
    expect(of2018(otherwise)).toEqual(of2018(past))
  })

  test('before its first report is not predicted at all', () => {
    expect(prospect(at(20, 5), past).retold).toEqual([])
    expect(prospect(at(31, 5), past).retold).toHaveLength(4)
  })
})

test('the end of a month is the end of that month in a leap year too', () => {
  const leap = (year: number, outcome: number, share: number): PastYear => ({
    year,
    steps: late(year, outcome, share).steps.map(({ day, total }) => ({ day: day >= 59 ? day + 1 : day, total })),
  })
  const [ended, leapt] = [late, leap].map((of) =>
    [2019, 2020, 2021, 2022].map((year, n) => (year === 2020 ? of : late)(year, 100, 0.1 + n / 20)),
  ) as [PastYear[], PastYear[]]
  const common = ended.map((each) => ({ ...each, year: each.year === 2020 ? 2018 : each.year }))
  const told = (years: PastYear[]) => prospect({ year: 2023, day: 59, total: 20 }, years)
  const of = ({ prediction, retold, atMonthEnds }: ReturnType<typeof prospect>) => [
    prediction,
    retold.map(({ year: _, ...rest }) => rest),
    atMonthEnds,
  ]
  expect(of(told(leapt))).toEqual(of(told(common)))
  expect(prospect({ year: 2024, day: 60, total: 20 }, leapt).prediction).toEqual(told(leapt).prediction)
})

test('the path begins where the year stands, widens, and ends in the prediction', () => {
  const past = [late(2021, 100, 0.1), late(2022, 200, 0.2), late(2023, 300, 0.3)]
  const { prediction } = prospect(at(200, 50), past)
  const [now, , end] = prospectPath(at(200, 50), past, [200, 300, 365])
  expect(now).toEqual({ day: 200, p10: 50, p50: 50, p90: 50 })
  expect(end).toEqual({ day: 365, ...prediction })
})
