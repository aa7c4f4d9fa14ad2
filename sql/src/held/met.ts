import { sql } from 'kysely'
import type { Db } from '../db.ts'

/** So many runs of a feed that met held rows know which they met; of those before, the pages say it. */
const RUNS_THAT_KNOW = 50
/** More than one run a run falls out of these where some before it ended without a word. */
const FORGOTTEN_AT_ONCE = 10

/** Forgets which held rows the runs before the last ones met again: a source that tells all its rows every time meets all of them. */
export async function forgetMetBefore(db: Db, run: number): Promise<void> {
  await sql`
    delete from held_in_run met using held_record held where held.id = met.held_id and held.run_id <> met.run_id and met.run_id in (
      select id from run where feed_id = (select feed_id from run where id = ${run}) and held + rejected > 0 and id <= ${run}
      order by id desc offset ${RUNS_THAT_KNOW} limit ${FORGOTTEN_AT_ONCE})`.execute(db)
}

/** Whether a run still knows every held row it met. */
export async function knowsWhatItMet(db: Db, run: number): Promise<boolean> {
  const { rows } = await sql<{ later: number }>`
    select count(*)::int as later from (
      select from run where feed_id = (select feed_id from run where id = ${run}) and held + rejected > 0 and id > ${run}
      limit ${RUNS_THAT_KNOW}) later`.execute(db)
  return (rows[0]?.later ?? 0) < RUNS_THAT_KNOW
}
