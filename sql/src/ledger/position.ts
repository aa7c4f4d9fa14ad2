import { sql } from 'kysely'
import type { Db } from '../db.ts'

export interface LedgerBatch {
  position: number
  domain: string
  recorded_at: Date
  /** The trace it is part of, where it is followed. */
  traceparent: string | null
}

/** How far the ledger has got; 0 before its first batch. */
export async function ledgerPosition(db: Db): Promise<number> {
  const row = await db
    .selectFrom('ledger_batch')
    .select((eb) => eb.fn.coalesce(eb.fn.max('position'), sql<number>`0`).as('position'))
    .executeTakeFirstOrThrow()
  return row.position
}

/** What was committed after a position, in the order it was committed. Nothing is ever committed behind a position read. */
export async function readLedgerSince(db: Db, position: number, limit = 1_000): Promise<LedgerBatch[]> {
  return db
    .selectFrom('ledger_batch')
    .select(['position', 'domain', 'recorded_at', 'traceparent'])
    .where('position', '>', position)
    .orderBy('position')
    .limit(limit)
    .execute()
}
