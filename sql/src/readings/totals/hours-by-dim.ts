import { sql } from 'kysely'
import type { Db } from '../../db.ts'
import type { Measure } from '../../pack/pack.ts'
import type { UnitRegistry } from '../../units/registry.ts'
import type { Moment } from '../asked/moment.ts'
import type { Span } from '../asked/period.ts'
import { countedCells } from './term.ts'

export interface HourOfDims {
  at: Date
  unit: number
  dims: Record<string, string>
  value: number
}

/** A measure counted by the hour, in several spans at once, by unit and with all its dimensions. */
export async function readHoursByDim(
  db: Db,
  units: UnitRegistry,
  measure: Measure,
  unitId: number,
  spans: Span[],
  { at, geo, asOf }: Moment,
): Promise<HourOfDims[]> {
  if (spans.length === 0) return []
  const term = { measure, begun: false }
  const cells = spans.map((span) => countedCells(units, term, { roots: [unitId], geo, span, at, asOf }))
  const { rows } = await sql<HourOfDims>`
    select bucket as at, unit, dims, sum(value * weight)::float8 as value
    from (${sql.join(cells, sql` union all `)}) s group by bucket, unit, dims`.execute(db)
  return rows
}
