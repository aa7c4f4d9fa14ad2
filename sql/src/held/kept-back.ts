import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { Problem } from '../pack/normalise.ts'

/** Rows of a feed that some rules hold, or that a person put aside since, by the fact they speak of. */
export async function keptBackBy(
  db: Db,
  feedId: number,
  rules: string[],
): Promise<Map<string, { fingerprint: string; reasons: Problem[] }[]>> {
  const { rows } = await sql<{ record: string; fingerprint: string; reasons: Problem[] }>`
    select external_id as record, encode(fingerprint, 'hex') as fingerprint, reasons from held_record
    where feed_id = ${feedId} and external_id is not null and status in ('held', 'awaiting', 'dismissed')
      and exists (select from jsonb_array_elements(reasons) reason where reason->>'code' = any(${rules}::text[]))`.execute(db)
  const kept = new Map<string, { fingerprint: string; reasons: Problem[] }[]>()
  for (const { record, ...row } of rows) kept.set(record, [...(kept.get(record) ?? []), row])
  return kept
}
