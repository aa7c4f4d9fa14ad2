import { median } from '../../baseline/spike.ts'
import { readUnitSeries } from '../../readings/series/series.ts'
import { addDays, dayOf, startOfDay } from '../../time/hanoi.ts'
import type { Condition } from '../rule.ts'
import { type AskOf, type Finding, weigh } from '../sight.ts'
import { isTold } from './threshold.ts'

type Anomaly = Extract<Condition, { is: 'anomaly' }>

const DAYS_A_WEEK = 7
const LEAST_DAYS = 4
/** From the median absolute deviation to a standard deviation, were the days normal. */
const NORMAL = 1.4826

/**
 * How far yesterday lies from what is usual on such a day: the same day of the week over the weeks before, working days among working
 * days and days off among days off, by their median and median absolute deviation. What has never varied is measured by a
 * hundredth of itself, or nothing could be far from it.
 */
export async function anomaly(ask: AskOf<Anomaly>): Promise<Finding[]> {
  const { house, subject, indicator, when, units, moment } = ask
  const yesterday = addDays(dayOf(moment.at), -1)
  const first = addDays(yesterday, -DAYS_A_WEEK * when.weeks)
  const span = { from: startOfDay(first), to: startOfDay(dayOf(moment.at)) }
  const alike = (day: string) => house.calendar.isWorkingDay(day) === house.calendar.isWorkingDay(yesterday)
  const isUsual = Array.from({ length: when.weeks }, (_, n) => addDays(first, DAYS_A_WEEK * n)).filter(alike)
  const series = await readUnitSeries(house.db, house.units, indicator, units, moment, span, 'day')
  return series.map(({ unit, points }) => {
    const byDay = new Map(points.filter(isTold).map(({ at, value }) => [dayOf(at), value]))
    const usual = isUsual.flatMap((day) => byDay.get(day) ?? [])
    const z = farFrom(byDay.get(yesterday) ?? null, usual)
    const measured = z === null || when.worse !== 'both' ? z : Math.abs(z)
    return weigh(ask, when, when.worse === 'fall' ? 'fall' : 'rise', { subject, unit, measured })
  })
}

/** In spreads of what is usual; null where too little is known of that. */
function farFrom(value: number | null, usual: readonly number[]): number | null {
  if (value === null || usual.length < LEAST_DAYS) return null
  const middle = median(usual)
  const spread = Math.max(NORMAL * median(usual.map((each) => Math.abs(each - middle))), Math.abs(middle) / 100)
  if (spread === 0) return value === middle ? 0 : null
  return (value - middle) / spread
}
