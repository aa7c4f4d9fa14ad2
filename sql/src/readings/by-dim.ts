import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { Invalid } from '../errors.ts'
import type { Measure } from '../pack/pack.ts'
import type { UnitRegistry } from '../units/registry.ts'
import type { Moment } from './moment.ts'
import type { Span } from './period.ts'
import { countedCells } from './term.ts'

/** A counted measure split by the values of one dimension, largest first. */
export async function readByDim(
  db: Db,
  units: UnitRegistry,
  measure: Measure,
  dim: string,
  unitId: number,
  span: Span,
  { at, geo, asOf }: Moment,
  rows: number,
) {
  if (measure.time !== 'sum') throw new Invalid(`${measure.id} does not add up over time, so it has no split over a period.`)
  if (!measure.dims.includes(dim))
    throw new Invalid(`${measure.id} has no dimension «${dim}» (${measure.dims.join(', ') || 'none'}).`)
  const cells = countedCells(units, [{ measure, begun: false }], { roots: [unitId], geo, span, at, asOf })
  const result = await sql<{ key: string; value: number }>`
    select coalesce(dims->>${dim}, '') as key, sum(value * weight)::float8 as value from (${cells}) s
    group by 1 having sum(value * weight) <> 0 order by 2 desc, 1 limit ${rows}`.execute(db)
  return result.rows
}
