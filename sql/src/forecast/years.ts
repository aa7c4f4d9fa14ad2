import { type Day, numberOfDay } from '../calendar/day.ts'
import type { Db } from '../db.ts'
import type { DefinedIndicator } from '../indicators/registry.ts'
import type { Moment } from '../readings/asked/moment.ts'
import { readSeries, type SeriesPoint } from '../readings/series/series.ts'
import { addDays, dayOf, startOfDay } from '../time/hanoi.ts'
import { following } from '../time/slots.ts'
import type { UnitRegistry } from '../units/registry.ts'
import type { PastYear } from './year-pace.ts'

/**
 * An indicator's running totals up to a day, by year: as reported, where its figures are running totals, else added up from the
 * first of January. A year some of which nobody told is not added up beyond it.
 */
export async function readYears(
  db: Db,
  units: UnitRegistry,
  indicator: DefinedIndicator,
  unitId: number,
  { last, back }: { last: Day; back: number },
  moment: Moment,
): Promise<PastYear[]> {
  const step = indicator.grain === 'month' || indicator.grain === 'year' ? indicator.grain : 'day'
  const span = { from: startOfDay(`${Number(last.slice(0, 4)) - back}-01-01`), to: startOfDay(addDays(last, 1)) }
  const years = new Map<number, SeriesPoint[]>()
  for (const point of await readSeries(db, units, indicator, unitId, span, step, moment)) {
    // A month under way is no whole one.
    if (following(point.at, step) > span.to) continue
    const year = Number(dayOf(point.at).slice(0, 4))
    years.set(year, [...(years.get(year) ?? []), point])
  }
  return [...years].map(([year, points]) => {
    const dayAt = (at: Date) => dayOfYear(addDays(dayOf(following(at, step)), -1))
    return {
      year,
      steps: (indicator.additive.time ? summed(points) : told(points)).map(({ at, total }) => ({ day: dayAt(at), total })),
    }
  })
}

const told = (points: SeriesPoint[]) => points.flatMap(({ at, value }) => (value === null ? [] : [{ at, total: value }]))

function summed(points: SeriesPoint[]) {
  const gap = points.findIndex(({ value }) => value === null)
  let total = 0
  return told(gap < 0 ? points : points.slice(0, gap)).map((point) => {
    total += point.total
    return { at: point.at, total }
  })
}

/** From 1. */
export function dayOfYear(day: Day): number {
  return numberOfDay(day) - numberOfDay(`${day.slice(0, 4)}-01-01`) + 1
}
