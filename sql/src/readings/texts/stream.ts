import type { Database } from '../../db.ts'
import type { Domain } from '../../pack/load.ts'
import type { UnitRegistry } from '../../units/registry.ts'
import type { Moment } from '../asked/moment.ts'
import { readItems } from './items.ts'

export interface StreamItem {
  id: string
  feed: string
  at: Date
  title: string
  outlet: string
  copies: number
}

/** The newest items a domain's stream had at a moment and as they were known then, by their own time, for a unit and everything below it. */
export function readStream(
  database: Database,
  units: UnitRegistry,
  domain: Domain,
  unitId: number,
  moment: Moment,
  rows: number,
): Promise<StreamItem[]> {
  if (!domain.stream) throw new Error(`sql/domains/${domain.pack.id} declares a stream tile and has no stream.sql.`)
  return readItems(database, units, domain, domain.stream, unitId, moment, rows)
}
