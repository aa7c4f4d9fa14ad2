import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { forgetMetBefore } from '../held/met.ts'
import type { RunFault, RunStatus } from '../schema.ts'

export interface RunCounts {
  read: number
  inserted: number
  updated: number
  unchanged: number
  held: number
  rejected: number
}

/** How a run ended: well, or otherwise with why. */
export type RunOutcome =
  | { status: 'done' }
  | { status: 'failed' | 'abandoned'; error: string; fault?: RunFault }
  | { status: 'stopped' }
  | { status: 'yielded'; fault?: RunFault }

/** Closes a run with its outcome and answers what it did. */
export async function finishRun(db: Db, runId: number, outcome: RunOutcome): Promise<RunCounts & { seconds: number }> {
  return db.transaction().execute((trx) => finish(trx, runId, outcome))
}

/** The same within a transaction that is under way. */
export async function finish(db: Db, runId: number, outcome: RunOutcome): Promise<RunCounts & { seconds: number }> {
  const isDone = outcome.status === 'done'
  const run = await db
    .updateTable('run')
    .set({
      // Asked to end, it has: had it got to its end meanwhile, the clock starts none until a person does all the same.
      status: sql<RunStatus>`case when stop_asked_at is not null then 'stopped' else ${outcome.status} end`,
      finished_at: sql`clock_timestamp()`,
      heartbeat_at: sql`clock_timestamp()`,
      // What gives way still has that much to tell.
      ...(outcome.status === 'yielded' ? {} : { remaining: isDone ? 0 : null }),
      error: 'error' in outcome ? outcome.error : null,
      fault: 'fault' in outcome && outcome.fault ? JSON.stringify(outcome.fault) : null,
    })
    .where('id', '=', runId)
    .returning(['read', 'inserted', 'updated', 'unchanged', 'held', 'rejected', 'started_at', 'finished_at'])
    .executeTakeFirstOrThrow()
  if (run.held + run.rejected > 0) await forgetMetBefore(db, runId)
  if (isDone) await noteHeard(db, runId)
  if (isDone && run.read === run.unchanged) await dropIdleRunsBefore(db, runId)
  const { started_at, finished_at, ...counts } = run
  return { ...counts, seconds: ((finished_at as Date).getTime() - started_at.getTime()) / 1000 }
}

/** Goes on with the stretch in which the feed kept its promise, or begins another: after a silence, and under a new version. */
async function noteHeard(db: Db, runId: number): Promise<void> {
  await sql`
    with heard as (
      select feed.id, run.finished_at as at, (feed.spec->>'promise')::float8 as promise, feed.spec->>'counted' as counted,
             (select max(applied_at) from feed_version where feed_version.feed_id = feed.id) as applied_at
      from run join feed on feed.id = run.feed_id where run.id = ${runId} and run.trigger not in ('correction', 'reprocess', 'backfill') and feed.spec->>'connector' not in ('file', 'folder', 'sftp')
    ), continued as (
      update feed_heard set heard_to = greatest(heard_to, heard.at) from heard
      where feed_id = heard.id and kept_until(heard_to, heard.promise, heard.counted) >= heard.at and heard_to >= coalesce(heard.applied_at, heard_to) returning feed_id
    )
    insert into feed_heard (feed_id, heard_from, heard_to)
    select id, at, at from heard where not exists (select from continued) on conflict do nothing`.execute(db)
}

/** Asking and hearing «nothing new» every few seconds leaves one run, the latest, not millions. */
async function dropIdleRunsBefore(db: Db, runId: number): Promise<void> {
  await sql`
    delete from run using run latest
    where latest.id = ${runId} and run.feed_id = latest.feed_id and run.trigger = 'schedule' and latest.trigger = 'schedule' and run.id < latest.id
      and run.status = 'done' and run.read = run.unchanged and run.warned = 0 and not exists (select from page where page.run_id = run.id)`.execute(
    db,
  )
}
