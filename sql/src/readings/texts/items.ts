import type pg from 'pg'
import type { Database } from '../../db.ts'
import type { Domain } from '../../pack/load.ts'
import type { UnitRegistry } from '../../units/registry.ts'
import type { Moment } from '../asked/moment.ts'
import { factsAsOf } from '../totals/facts-as-of.ts'
import { positionsAsOf } from '../totals/known.ts'

/** What a select of a domain's own finds among the facts of its first kind as they were known: of units $1, at most $2, at $3. */
export async function readItems<T extends pg.QueryResultRow>(
  { pool, db }: Database,
  units: UnitRegistry,
  { kinds: [first] }: Domain,
  select: string,
  unitId: number,
  { at, geo, asOf }: Moment,
  most: number,
): Promise<T[]> {
  const members = units.members([unitId], geo, 'people').map(({ unit }) => unit)
  const facts = factsAsOf(first.table, asOf && (await positionsAsOf(db, asOf)))
  const { rows } = await pool.query<T>(`with fact as not materialized (select * from ${facts}) select * from (${select}) item`, [
    members,
    most,
    at,
  ])
  return rows
}
