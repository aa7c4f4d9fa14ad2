// What a year comes to, as a distribution and not as one number, from how past years went on from the same day. Pure.

import { type Curve, curvesOf, LEAST_YEARS, type PastYear } from './year-pace.ts'

/** Of a hundred years like it, ten come to less than `p10` and ten to more than `p90`. */
export interface Prediction {
  p10: number
  p50: number
  p90: number
}

/** A past year as it would have been predicted on the same day, by the others alone. */
interface Retold extends Prediction {
  year: number
  came: number
  inside: boolean
}

export interface Prospect {
  prediction: Prediction | null
  /** How many past years there are to go by, and how many a prediction needs. */
  years: number
  needed: number
  /** Each past year on the same day. */
  retold: Retold[]
  /** The same at the end of each month but the last: of so many predictions, so many had the outcome between P10 and P90. */
  atMonthEnds: { tested: number; inside: number }
}

/** Of a year of 365 days, but for December’s. */
const MONTH_ENDS = [31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]
const END_OF_FEBRUARY = 59

/** Where a year stands at the end of a day of it. */
export interface Standing {
  year: number
  day: number
  total: number
}

/**
 * By how much a total still grows until the year is over is taken as log-normal over the past years, whose mean and spread are
 * only known from them: the next one then lies as Student’s t with one degree of freedom fewer than there are years, the spread
 * widened by √(1 + 1/n) (Geisser, Predictive Inference, 1993, §2.2). Three years give a wide band, as they should.
 */
export function prospect(now: Standing, past: readonly PastYear[]): Prospect {
  const curves = curvesOf(past)
  const nothing = {
    prediction: null,
    years: curves.length,
    needed: LEAST_YEARS,
    retold: [],
    atMonthEnds: { tested: 0, inside: 0 },
  }
  if (curves.length < LEAST_YEARS) return nothing
  const prediction = predict(curves, now)
  if (!prediction) return nothing
  const retold = retell(curves, ({ year }) => sameDay(now.day, now.year, year))
  return { ...nothing, prediction, retold, atMonthEnds: testedAtMonthEnds(curves) }
}

/** How often past years came to lie between P10 and P90 as predicted by the others alone, at the end of each month but the last. */
export function backTested(past: readonly PastYear[]): { years: number; tested: number; inside: number } {
  const curves = curvesOf(past)
  const tests = curves.length < LEAST_YEARS ? { tested: 0, inside: 0 } : testedAtMonthEnds(curves)
  return { years: curves.length, ...tests }
}

function testedAtMonthEnds(curves: readonly Curve[]): { tested: number; inside: number } {
  const monthEnds = MONTH_ENDS.flatMap((end) => retell(curves, ({ year }) => sameDay(end, COMMON_YEAR, year)))
  return { tested: monthEnds.length, inside: monthEnds.filter(({ inside }) => inside).length }
}

/** What the running total is predicted to be at the end of later days. */
export function prospectPath(
  now: Standing,
  past: readonly PastYear[],
  days: readonly number[],
): (Prediction & { day: number })[] {
  const curves = curvesOf(past)
  return days.flatMap((later) => {
    const prediction = predict(curves, now, later)
    return prediction ? [{ day: later, ...prediction }] : []
  })
}

/** Every past year predicted on a day of it by all the others, from what it had told by then: neither what it came to nor what it told later helps. */
function retell(curves: readonly Curve[], dayOf: (curve: Curve) => number): Retold[] {
  return curves.flatMap((curve) => {
    const others = curves.filter((other) => other !== curve)
    const known = curve.toldBy(dayOf(curve))
    const told = known && predict(others, { year: curve.year, ...known })
    const came = curve.outcome
    return told ? [{ year: curve.year, ...told, came, inside: isWithin(told, came) }] : []
  })
}

const COMMON_YEAR = 2001

/** The day of another year that a day of a year is set beside: the end of February beside the end of February, and of what follows the same date. */
function sameDay(day: number, from: number, to: number): number {
  const [leaps, leapsThere] = [isLeap(from), isLeap(to)]
  if (leaps === leapsThere) return day
  return leaps ? day - (day > END_OF_FEBRUARY ? 1 : 0) : day + (day >= END_OF_FEBRUARY ? 1 : 0)
}

const isLeap = (year: number) => new Date(Date.UTC(year, 1, 29)).getUTCDate() === 29

/** A hair’s breadth beyond an end that rounding alone made is within. */
function isWithin({ p10, p90 }: Prediction, came: number): boolean {
  const hair = 1e-9 * Math.abs(came)
  return p10 - hair <= came && came <= p90 + hair
}

/** From a day to a later one, the end of the year where none is named; null where nothing has come yet, or had by then in any of too few years. */
function predict(curves: readonly Curve[], { year, day, total }: Standing, later?: number): Prediction | null {
  const growth = curves.flatMap((curve) => {
    const there = (each: number) => curve.at(sameDay(each, year, curve.year))
    const [then, end] = [there(day), later === undefined ? 1 : there(later)]
    return then > 0 && end > 0 ? [Math.log(end / then)] : []
  })
  const n = growth.length
  if (n < 2 || total <= 0) return null
  const mean = growth.reduce((sum, each) => sum + each, 0) / n
  const spread = Math.sqrt(growth.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (n - 1))
  const half = t90(n - 1) * spread * Math.sqrt(1 + 1 / n)
  // What never fell in a past year is not predicted to fall.
  const floor = growth.every((each) => each >= 0) ? total : 0
  const at = (log: number) => Math.max(floor, total * Math.exp(log))
  return { p10: at(mean - half), p50: at(mean), p90: at(mean + half) }
}

/** The ninth decile of Student’s t by its degrees of freedom, from 1. */
const T90 = [3.0777, 1.8856, 1.6377, 1.5332, 1.4759, 1.4398, 1.4149, 1.3968, 1.383, 1.3722, 1.3634, 1.3562]
const NORMAL90 = 1.2816

const t90 = (degrees: number) => T90[degrees - 1] ?? NORMAL90
