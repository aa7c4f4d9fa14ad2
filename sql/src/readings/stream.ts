import type { Database } from '../db.ts'
import type { Domain } from '../pack/load.ts'
import type { UnitTree } from '../units/tree.ts'

export interface StreamItem {
  id: string
  at: Date
  title: string
  outlet: string
  copies: number
}

/** The newest items of a domain that shows a stream, for a unit and everything below it. */
export async function readStream(
  { pool }: Database,
  tree: UnitTree,
  domain: Domain,
  unitId: number,
  rows: number,
): Promise<StreamItem[]> {
  if (!domain.stream) throw new Error(`sql/domains/${domain.pack.id} declares a stream tile and has no stream.sql.`)
  const result = await pool.query<StreamItem>(domain.stream, [tree.within(unitId), rows])
  return result.rows
}
