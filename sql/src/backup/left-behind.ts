import { sql } from 'kysely'
import { auditHead, type Head } from '../audit/verify.ts'
import type { Database } from '../db.ts'
import { Conflict } from '../errors.ts'
import { type InForce, missingFrom, signingsInForce } from '../signoff/in-force.ts'

/** What a database has that one restored in its place may not have. */
export interface LeftBehind {
  /** How far its audit had got; null where it had none. */
  audit: Head | null
  /** Signings in force there and not in what is restored: their periods are open again. */
  signings: Pick<InForce, 'round' | 'unit' | 'period' | 'by' | 'at'>[]
}

/** Compares what is restored with the database it takes the place of. Throws what PostgreSQL says where that one can't be read. */
export async function leftBehind({ db }: Database, restored: Database): Promise<LeftBehind> {
  const { rows } = await sql<{ exists: boolean }>`select to_regclass('audit_link') is not null as exists`.execute(db)
  const lost = missingFrom(await signingsInForce(restored.db), await signingsInForce(db))
  return {
    audit: rows[0]?.exists ? await auditHead(db) : null,
    signings: lost.map(({ round, unit, period, by, at }) => ({ round, unit, period, by, at })),
  }
}

const NAMED = 5

/** Throws Conflict with the signings that would be lost. */
export function assertNothingSigned({ signings }: LeftBehind): void {
  if (signings.length === 0) return
  const named = signings.slice(0, NAMED).map(({ round, unit, period, by }) => `«${round}», ${unit}, ${period} (${by})`)
  const more = signings.length > NAMED ? ` and ${signings.length - NAMED} more` : ''
  throw new Conflict(
    `Signed since this backup, and open again with it: ${named.join('; ')}${more}. Nothing was replaced. Take a newer backup, or say --lose-signings and have them signed anew.`,
  )
}
