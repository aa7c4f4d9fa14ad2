import { sql } from 'kysely'
import type { Db } from '../db.ts'

/** What stands in the ledger behind a position, and since when the oldest of it does. */
export async function unheardSince(db: Db, position: number): Promise<{ batches: number; ms: number }> {
  const { rows } = await sql<{ batches: number; ms: number }>`
    select count(*) as batches, coalesce(1000 * extract(epoch from now() - min(recorded_at)), 0)::float8 as ms
    from ledger_batch where position > ${position}`.execute(db)
  return rows[0] as { batches: number; ms: number }
}

/** Who writes to the ledger just now, one after the other: how many stand before its lock, and since when the oldest of them is at it. */
export async function writingNow(db: Db): Promise<{ writing: number; waiting: number; ms: number }> {
  const { rows } = await sql<{ writing: number; waiting: number; ms: number }>`
    select count(*) filter (where granted) as writing, count(*) filter (where not granted) as waiting,
           coalesce(1000 * extract(epoch from now() - min(xact_start)), 0)::float8 as ms
    from pg_locks join pg_stat_activity using (pid)
    where locktype = 'advisory' and objsubid = 1 and ((classid::bigint << 32) | objid::bigint) = hashtext('ledger')
      and database = (select oid from pg_database where datname = current_database())`.execute(db)
  return rows[0] as { writing: number; waiting: number; ms: number }
}
