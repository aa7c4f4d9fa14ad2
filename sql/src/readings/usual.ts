import { alikeTo, USUAL_WEEKS, USUAL_YEARS, type Usual, usualOf } from '../baseline/usual.ts'
import type { Calendar } from '../calendar/calendar.ts'
import type { Db } from '../db.ts'
import type { DefinedIndicator } from '../indicators/registry.ts'
import { addDays, dayOf, startOfDay } from '../time/hanoi.ts'
import type { UnitRegistry } from '../units/registry.ts'
import type { Moment } from './moment.ts'
import { monthStart, type Span } from './period.ts'
import { readSeries, type SeriesPoint } from './series.ts'
import { following } from './slots.ts'

type Step = 'day' | 'month'
export type UsualPoint = Usual & { at: Date }

/**
 * Where an indicator usually lies at the points of a series of it, by its own figures before each as they are told at the same moment: what is held
 * back, missing or not final by then is not counted, and what another definition counts is not alike. Nothing of a step under way, which is
 * not to be set against whole ones, nor where too few are alike or some of them are too small to be told.
 */
export async function readUsual(
  db: Db,
  units: UnitRegistry,
  indicator: DefinedIndicator,
  unitId: number,
  { points, span, step }: { points: readonly SeriesPoint[]; span: Span; step: Step },
  moment: Moment,
  calendar: Calendar,
): Promise<UsualPoint[]> {
  const before = await readSeries(db, units, indicator, unitId, beforeIt(span, step), step, moment)
  const known = new Map([...before, ...points].map((point) => [dayOf(point.at), point]))
  return points.flatMap(({ at }) => {
    if (following(at, step) > moment.at) return []
    const day = dayOf(at)
    const definition = indicator.definitionOn(day)
    const alike = alikeTo(day, step, calendar)
      .filter((other) => indicator.definitionOn(other) === definition)
      .flatMap((other) => known.get(other) ?? [])
    // Without those too small to be told, the rest would look usual.
    if (alike.some(({ state }) => state === 'suppressed')) return []
    const usual = usualOf(alike.flatMap(({ value, provisional }) => (value === null || provisional ? [] : [value])))
    return usual ? [{ at, ...usual }] : []
  })
}

function beforeIt({ from }: Span, step: Step): Span {
  const first = dayOf(from)
  // A month is set against the one after it, too, in the years before.
  const since = step === 'day' ? startOfDay(addDays(first, -7 * USUAL_WEEKS)) : monthStart(first, -12 * USUAL_YEARS - 1)
  return { from: since, to: from }
}
