import { alikeTo } from '../../baseline/usual.ts'
import type { Calendar } from '../../calendar/calendar.ts'
import type { Db } from '../../db.ts'
import type { DefinedIndicator } from '../../indicators/registry.ts'
import { addDays, dayOf, startOfDay } from '../../time/hanoi.ts'
import { following } from '../../time/slots.ts'
import type { UnitRegistry } from '../../units/registry.ts'
import type { Moment } from '../asked/moment.ts'
import type { Span } from '../asked/period.ts'
import { readSeries, type SeriesPoint } from '../series/series.ts'

export type UsualStep = 'day' | 'month'

/** A point of a series, and the figures of the days or months before that it is alike to. */
export interface Alike {
  point: SeriesPoint
  figures: { at: Date; value: number }[]
}

/** Days that lie further apart are read apart: those of Tết are a year from each other. */
const APART_DAYS = 40

/**
 * What each point of a series is alike to, as it is told at the same moment: what is held back, missing or not final by then is not counted, and
 * what another definition counts is not alike; what runs up through its year has no step alike but one of each year, which are too few. Nothing of
 * a step under way, which is not to be set against whole ones, nor where some of them are too small to be told.
 */
export async function readAlike(
  db: Db,
  units: UnitRegistry,
  indicator: DefinedIndicator,
  unitId: number,
  { points, step }: { points: readonly SeriesPoint[]; step: UsualStep },
  moment: Moment,
  calendar: Calendar,
): Promise<Alike[]> {
  const whole = points.filter(({ at }) => following(at, step) <= moment.at)
  const alike = new Map(whole.map((point) => [point, alikeOf(indicator, dayOf(point.at), step, calendar)]))
  const known = new Map(points.map((point) => [dayOf(point.at), point]))
  const wanted = [...new Set([...alike.values()].flat())].filter((day) => !known.has(day)).sort()
  const read = await Promise.all(
    stretchesOf(wanted, step).map((span) => readSeries(db, units, indicator, unitId, span, step, moment)),
  )
  for (const point of read.flat()) if (!known.has(dayOf(point.at))) known.set(dayOf(point.at), point)
  return whole.flatMap((point) => {
    const definition = indicator.definitionOn(dayOf(point.at))
    const others = (alike.get(point) ?? [])
      .filter((day) => indicator.definitionOn(day) === definition)
      .flatMap((day) => known.get(day) ?? [])
    // Without those too small to be told, the rest would look usual.
    if (others.some(({ state }) => state === 'suppressed')) return []
    return {
      point,
      figures: others.flatMap(({ at, value, provisional }) => (value === null || provisional ? [] : { at, value })),
    }
  })
}

function alikeOf(indicator: DefinedIndicator, day: string, step: UsualStep, calendar: Calendar): string[] {
  const runsUp = indicator.definitionOn(day).compiled.terms.some(({ measure }) => measure.runsFrom === 'year')
  return runsUp ? [] : alikeTo(day, step, calendar)
}

/** Days in their order as few stretches, each up to where the step of its last day ends. */
export function stretchesOf(days: readonly string[], step: UsualStep): Span[] {
  const stretches: Span[] = []
  for (const day of days) {
    const [from, last] = [startOfDay(day), stretches.at(-1)]
    const to = following(from, step)
    if (last && from <= startOfDay(addDays(dayOf(last.to), APART_DAYS))) last.to = to
    else stretches.push({ from, to })
  }
  return stretches
}
