import { sql } from 'kysely'
import type { Db } from '../db.ts'

export interface HeldReason {
  feed: string
  status: 'held' | 'rejected'
  /** Of the first reason. */
  field: string
  code: string
  count: number
  /** The sentence for the steward, of the first record that has it. */
  message: string
  en: string | null
  /** What that record says, as both sentences quote it. */
  word: string | null
  /** Where that record stands in its source. */
  at: string | null
}

/** Why records wait or were turned away, most frequent first; of one run that met them, of one feed, or of all. */
export async function heldReasons(
  db: Db,
  { run, feed, limit = 50 }: { run?: number; feed?: string; limit?: number },
): Promise<HeldReason[]> {
  const { rows } = await sql<HeldReason>`
    select feed.key as feed, status, reasons->0->>'field' as field, reasons->0->>'code' as code, count(*)::float8 as count,
           (array_agg(reasons->0->>'message' order by held_record.id))[1] as message,
           (array_agg(reasons->0->>'en' order by held_record.id))[1] as en,
           (array_agg(reasons->0->>'word' order by held_record.id))[1] as word,
           (array_agg(at order by held_record.id))[1] as at
    from held_record join feed on feed.id = held_record.feed_id
    where status in ('held', 'rejected')
      and (${run ?? null}::bigint is null or held_record.last_run_id = ${run ?? null}::bigint)
      and (${feed ?? null}::text is null or feed.key = ${feed ?? null}::text)
    group by feed.key, status, reasons->0->>'field', reasons->0->>'code'
    order by count(*) desc, feed.key limit ${limit}`.execute(db)
  return rows
}
