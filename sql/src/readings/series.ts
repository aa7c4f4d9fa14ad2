import type { Db } from '../db.ts'
import type { DefinedIndicator } from '../indicators/registry.ts'
import { dayOf } from '../time/hanoi.ts'
import type { UnitRegistry } from '../units/registry.ts'
import { lateArrival } from './arrival.ts'
import { coveredFrom } from './coverage.ts'
import { evaluate } from './evaluate.ts'
import { readFreshness } from './freshness.ts'
import type { Moment } from './moment.ts'
import type { Span } from './period.ts'
import { nothingHappened } from './read.ts'
import { slotsOf } from './slots.ts'
import { isTooSmall } from './state.ts'
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
  const since = receivedAt && (await coveredFrom(db, units, indicator.compiled, indicator.domain, unitId, moment))
  const isCovered = (from: Date, to: Date) =>
    since !== null && since < to && from <= at && (indicator.definedFrom === null || dayOf(from) >= indicator.definedFrom)
  const late = await latest(db, indicator)
  return slotsOf(span, step).map(({ from, to }) => {
    const row = bySlot.get(from.getTime())
    const arriving = to.getTime() + late > at.getTime()
    const told = row ? row.value : isCovered(from, to) ? nothingHappened(indicator.definitionOn(dayOf(from)).compiled) : null
    const value = isTooSmall(indicator, told) ? null : told
    return { at: from, value, provisional: arriving || (row?.provisional ?? false), estimate: row?.estimate ?? false }
  })
}

async function latest(db: Db, { compiled }: DefinedIndicator): Promise<number> {
  const counted = compiled.terms.filter(({ measure }) => measure.time === 'sum')
  const lags = await Promise.all(counted.map(({ measure }) => lateArrival(db, measure)))
  return 1000 * Math.max(0, ...lags.map((lag) => lag ?? 0))
}
