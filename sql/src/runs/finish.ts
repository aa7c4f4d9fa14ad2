import { sql } from 'kysely'
import type { Db } from '../db.ts'

export interface RunCounts {
  read: number
  inserted: number
  updated: number
  unchanged: number
  held: number
  rejected: number
}

/** Closes a run with its outcome and answers what it did. */
export async function finishRun(db: Db, runId: number, error: string | null): Promise<RunCounts & { seconds: number }> {
  const run = await db
    .updateTable('run')
    .set({
      status: error === null ? 'done' : 'failed',
      finished_at: sql`clock_timestamp()`,
      heartbeat_at: sql`clock_timestamp()`,
      remaining: error === null ? 0 : null,
      error,
    })
    .where('id', '=', runId)
    .returning(['read', 'inserted', 'updated', 'unchanged', 'held', 'rejected', 'started_at', 'finished_at'])
    .executeTakeFirstOrThrow()
  if (error === null && run.read === run.unchanged) await dropIdleRunsBefore(db, runId)
  const { started_at, finished_at, ...counts } = run
  return { ...counts, seconds: ((finished_at as Date).getTime() - started_at.getTime()) / 1000 }
}

/** Asking and hearing «nothing new» every few seconds leaves one run, the latest, not millions. */
async function dropIdleRunsBefore(db: Db, runId: number): Promise<void> {
  await sql`
    delete from run using run latest
    where latest.id = ${runId} and run.feed_id = latest.feed_id and run.trigger = 'schedule' and latest.trigger = 'schedule' and run.id < latest.id
      and run.status = 'done' and run.read = run.unchanged and not exists (select from page where page.run_id = run.id)`.execute(
    db,
  )
}
