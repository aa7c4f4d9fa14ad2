import type { Database } from '../../db.ts'
import type { Domain } from '../../pack/load.ts'
import type { UnitRegistry } from '../../units/registry.ts'
import type { Moment } from '../asked/moment.ts'
import { readItems } from './items.ts'

/** A matter several texts speak of. */
export interface Issue {
  /** Its first text. */
  id: string
  feed: string
  title: string
  topic: string
  unit: number
  copies: number
  outlets: number
  negative: number
  neutral: number
  positive: number
  first_at: Date
  last_at: Date
  /** Copies of the last three hours. */
  latest: number
  interactions: number | null
  handling: 'waiting' | 'late' | 'answered' | null
  /** From the first text to the answer. */
  minutes: number | null
}

export const LATEST_HOURS = 3

/** What was most spoken of in the 24 hours before a moment, as it was known then, for a unit and everything below it. */
export function readIssues(
  database: Database,
  units: UnitRegistry,
  domain: Domain,
  unitId: number,
  moment: Moment,
  rows: number,
): Promise<Issue[]> {
  if (!domain.issues) throw new Error(`sql/domains/${domain.pack.id} declares a tile of what is spoken of and has no issues.sql.`)
  return readItems(database, units, domain, domain.issues, unitId, moment, rows)
}
