import type { Db } from '../db.ts'
import type { DefinedIndicator } from '../indicators/registry.ts'
import type { UnitTree } from '../units/tree.ts'
import { evaluate } from './evaluate.ts'
import { readFreshness } from './freshness.ts'
import type { Span } from './period.ts'

export interface SeriesPoint {
  at: Date
  value: number | null
  provisional: boolean
}

const STEP_MS = { hour: 3_600_000, day: 86_400_000 }

/** An indicator over time, one point a step. The step under way is provisional; a gap stays a gap unless a count was truly 0. */
export async function readSeries(
  db: Db,
  tree: UnitTree,
  indicator: DefinedIndicator,
  unitId: number,
  span: Span,
  step: 'hour' | 'day',
  at: Date,
): Promise<SeriesPoint[]> {
  const rows = await evaluate(db, tree, indicator.compiled, { roots: [unitId], span, at, step })
  const bySlot = new Map(rows.map((row) => [row.slot?.getTime(), row]))
  const { receivedAt } = await readFreshness(db, indicator.domain, at)
  const counts = indicator.unit !== 'percent' && indicator.compiled.terms.every((term) => term.measure.time === 'sum')
  const points: SeriesPoint[] = []
  for (let slot = span.from.getTime(); slot < span.to.getTime(); slot += STEP_MS[step]) {
    const row = bySlot.get(slot)
    const underWay = slot + STEP_MS[step] > at.getTime()
    const value = row ? row.value : counts && receivedAt !== null ? 0 : null
    points.push({ at: new Date(slot), value, provisional: underWay || (row?.provisional ?? false) })
  }
  return points
}
