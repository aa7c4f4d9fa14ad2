import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { Invalid } from '../errors.ts'
import type { Measure } from '../pack/pack.ts'
import type { UnitRegistry } from '../units/registry.ts'
import type { Moment } from './moment.ts'
import type { Span } from './period.ts'
import { isTooSmall } from './state.ts'
import { countedCells, standing } from './term.ts'

export interface DimValue {
  key: string
  value: number
  /** The newest bucket that counted. */
  newest: Date
}

/** What a split is of: only where other dims have these values. */
export type Where = Record<string, string>

/**
 * A measure split by the values of one dimension, largest first: what adds up over the period, or of reported figures the
 * newest of each value.
 */
export async function readByDim(
  db: Db,
  units: UnitRegistry,
  measure: Measure,
  dim: string,
  unitId: number,
  span: Span,
  { at, geo, asOf }: Moment,
  rows: number,
  where: Where = {},
): Promise<DimValue[]> {
  if (measure.time === 'none') throw new Invalid(`${measure.id} does not add up over time, so it has no split over a period.`)
  for (const name of [dim, ...Object.keys(where)]) {
    if (!measure.dims.includes(name))
      throw new Invalid(`${measure.id} has no dimension «${name}» (${measure.dims.join(', ') || 'none'}).`)
  }
  const term = { measure, begun: false }
  const cells = countedCells(units, term, { roots: [unitId], geo, span, at, asOf })
  const result = await sql<DimValue>`
    select coalesce(dims->>${dim}, '') as key, sum(value * weight)::float8 as value, max(bucket) as newest from ${standing(term, {}, cells)} s
    where dims @> ${JSON.stringify(where)}::jsonb
    group by 1 having sum(value * weight) <> 0 order by 2 desc, 1 limit ${rows}`.execute(db)
  return result.rows.filter(({ value }) => !isTooSmall(measure, value))
}
