import type { Database } from '../db.ts'
import type { Domain } from '../pack/load.ts'
import type { UnitRegistry } from '../units/registry.ts'
import { factsAsOf, positionAsOf } from './facts-as-of.ts'
import type { Moment } from './moment.ts'

export interface StreamItem {
  id: string
  feed: string
  at: Date
  title: string
  outlet: string
  copies: number
}

/** The newest items a domain's stream had at a moment and as they were known then, by their own time, for a unit and everything below it. */
export async function readStream(
  { pool, db }: Database,
  units: UnitRegistry,
  domain: Domain,
  unitId: number,
  { at, geo, asOf }: Moment,
  rows: number,
): Promise<StreamItem[]> {
  if (!domain.stream) throw new Error(`sql/domains/${domain.pack.id} declares a stream tile and has no stream.sql.`)
  const members = units.members([unitId], geo, 'people').map(({ unit }) => unit)
  const position = asOf && (await positionAsOf(db, domain.pack.id, asOf))
  const facts = factsAsOf(domain.table, position)
  const result = await pool.query<StreamItem>(`with fact as not materialized (select * from ${facts}) ${domain.stream}`, [
    members,
    rows,
    at,
  ])
  return result.rows
}
