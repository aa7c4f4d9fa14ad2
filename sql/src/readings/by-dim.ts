import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { Measure } from '../pack/pack.ts'
import type { UnitTree } from '../units/tree.ts'
import type { Span } from './period.ts'

/** A counted measure split by the values of one dimension, largest first. */
export async function readByDim(db: Db, tree: UnitTree, measure: Measure, dim: string, unitId: number, span: Span, rows: number) {
  if (measure.time !== 'sum') throw new Error(`${measure.id} does not add up over time, so it has no split over a period.`)
  const result = await sql<{ key: string; value: number }>`
    select coalesce(dims.dims->>${dim}, '') as key, sum(cell.value)::float8 as value
    from cell join dims on dims.id = cell.dims_id
    where cell.measure_id = (select id from measure where code = ${measure.id}) and cell.unit_id = any(${tree.within(unitId)}::int[])
      and cell.bucket >= ${span.from} and cell.bucket < ${span.to}
    group by 1 having sum(cell.value) <> 0 order by 2 desc, 1 limit ${rows}`.execute(db)
  return result.rows
}
