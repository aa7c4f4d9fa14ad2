import type { Db } from '../db.ts'
import type { DefinedIndicator } from '../indicators/registry.ts'
import { addDays, dayOf, startOfDay } from '../time/hanoi.ts'
import type { UnitRegistry } from '../units/registry.ts'
import { lateArrival } from './arrival.ts'
import { evaluate } from './evaluate.ts'
import { readFreshness } from './freshness.ts'
import type { Moment } from './moment.ts'
import type { Span } from './period.ts'
import type { Step } from './term.ts'

export interface SeriesPoint {
  at: Date
  value: number | null
  provisional: boolean
  estimate: boolean
}

/**
 * An indicator over time, one point a step. The step under way is provisional, and so are those of which more may still
 * arrive; a gap stays a gap unless a count was truly 0.
 */
export async function readSeries(
  db: Db,
  units: UnitRegistry,
  indicator: DefinedIndicator,
  unitId: number,
  span: Span,
  step: Step,
  moment: Moment,
): Promise<SeriesPoint[]> {
  const { at, geo, asOf } = moment
  const rows = await evaluate(db, units, indicator, { roots: [unitId], geo, span, at, step, asOf })
  const bySlot = new Map(rows.map((row) => [row.slot?.getTime(), row]))
  const { receivedAt } = await readFreshness(db, indicator.domain, moment)
  const counts = indicator.unit !== 'percent' && indicator.compiled.terms.every((term) => term.measure.time === 'sum')
  const late = await latest(db, indicator)
  return slotsOf(span, step).map(({ from, to }) => {
    const row = bySlot.get(from.getTime())
    const arriving = to.getTime() + late > at.getTime()
    const value = row ? row.value : counts && receivedAt !== null && from <= at ? 0 : null
    return { at: from, value, provisional: arriving || (row?.provisional ?? false), estimate: row?.estimate ?? false }
  })
}

/** The steps of a span by the province's calendar; the first may begin before it. */
function slotsOf({ from, to }: Span, step: Step): Span[] {
  const slots: Span[] = []
  for (let start = floor(from, step); start < to; ) {
    const next = following(start, step)
    slots.push({ from: start, to: next })
    start = next
  }
  return slots
}

const HOUR_MS = 3_600_000

function floor(at: Date, step: Step): Date {
  if (step === 'hour') return new Date(Math.floor(at.getTime() / HOUR_MS) * HOUR_MS)
  const day = dayOf(at)
  return startOfDay(step === 'day' ? day : step === 'month' ? `${day.slice(0, 7)}-01` : `${day.slice(0, 4)}-01-01`)
}

function following(at: Date, step: Step): Date {
  if (step === 'hour') return new Date(at.getTime() + HOUR_MS)
  const day = dayOf(at)
  if (step === 'day') return startOfDay(addDays(day, 1))
  const [year, month] = day.split('-').map(Number) as [number, number]
  return startOfDay(step === 'month' && month < 12 ? `${year}-${String(month + 1).padStart(2, '0')}-01` : `${year + 1}-01-01`)
}

async function latest(db: Db, { compiled }: DefinedIndicator): Promise<number> {
  const counted = compiled.terms.filter(({ measure }) => measure.time === 'sum')
  const lags = await Promise.all(counted.map(({ measure }) => lateArrival(db, measure)))
  return 1000 * Math.max(0, ...lags.map((lag) => lag ?? 0))
}
