import type { Db } from '../db.ts'
import type { Measure } from '../pack/pack.ts'
import type { UnitRegistry } from '../units/registry.ts'
import type { Moment } from './moment.ts'
import type { Span } from './period.ts'
import { readTerms } from './read-terms.ts'

const HOUR_MS = 3_600_000

/** A counted measure hour by hour, every hour of the span present. */
export async function readHours(
  db: Db,
  units: UnitRegistry,
  measure: Measure,
  unitId: number,
  span: Span,
  { geo, asOf }: Moment,
): Promise<{ at: Date; value: number }[]> {
  const term = { measure, begun: false }
  const [rows = []] = await readTerms(db, units, [term], { roots: [unitId], geo, span, at: span.to, step: 'hour', asOf })
  const values = new Map(rows.map((row) => [row.slot?.getTime(), row.value]))
  const hours = []
  for (let at = span.from.getTime(); at < span.to.getTime(); at += HOUR_MS)
    hours.push({ at: new Date(at), value: values.get(at) ?? 0 })
  return hours
}
