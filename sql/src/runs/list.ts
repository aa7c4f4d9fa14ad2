import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { RunFault, RunStatus } from '../schema.ts'
import { CAN_RUN_AGAIN } from './again.ts'
import type { RunCounts } from './finish.ts'
import type { Trigger } from './start.ts'

export interface RunOfFeed extends RunCounts {
  run: number
  version: number
  trigger: Trigger
  status: RunStatus
  startedAt: Date
  finishedAt: Date | null
  /** Records the source says are still to come. */
  remaining: number | null
  /** Facts that no page gives any more, of a run that read them all again. */
  withdrawn: number
  /** Of what was inserted or updated, rows that break a rule that warns. */
  warned: number
  /** Rows for which a page was kept out; none of it was read in. */
  blocked: number
  pages: number
  bytes: number
  error: string | null
  fault: RunFault | null
  /** Which try after a failed one it was. */
  attempt: number | null
  /** The days its source was asked for again. */
  days: { from: string; to: string } | null
  askedBy: string | null
  /** Who wanted it ended, and why. */
  stop: { at: string; by: string; why: string } | null
  /** What of its pages was unlike all before, and held nothing up. */
  notices: { code: string; params: Record<string, string | number | null> }[]
  /** It can be run again without its source: see again.ts. */
  again: boolean
}

/** The runs of a feed, newest first; those before a run where one is given. */
export async function runsOf(
  db: Db,
  feed: string,
  { before, limit }: { before?: number | undefined; limit: number },
): Promise<RunOfFeed[]> {
  const { rows } = await sql<RunOfFeed>`
    select run.id::float8 as run, feed_version as version, trigger, status, started_at as "startedAt", finished_at as "finishedAt",
           remaining::float8 as remaining, read::float8 as read, inserted::float8 as inserted, updated::float8 as updated,
           unchanged::float8 as unchanged, held::float8 as held, rejected::float8 as rejected, withdrawn::float8 as withdrawn,
           warned::float8 as warned, blocked::float8 as blocked,
           pages.n::float8 as pages, pages.bytes::float8 as bytes, error, fault, attempt,
           case when days_from is not null then json_build_object('from', days_from, 'to', days_to) end as days,
           asked_by as "askedBy", ${CAN_RUN_AGAIN} as again,
           (select coalesce(json_agg(json_build_object('code', code, 'params', params) order by n), '[]') from run_log
            where run_id = run.id and code in ('columns_new', 'columns_gone')) as notices,
           case when stop_asked_at is not null then json_build_object('at', stop_asked_at, 'by', stop_by, 'why', stop_why) end as stop
    from run cross join lateral (
      select count(*) as n, coalesce(sum(bytes), 0) as bytes from page where page.run_id = run.id
    ) pages
    where feed_id = (select id from feed where key = ${feed}) and run.id < coalesce(${before ?? null}::bigint, 9223372036854775807)
    order by run.id desc limit ${limit}`.execute(db)
  return rows
}
