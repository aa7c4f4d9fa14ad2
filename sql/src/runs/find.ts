import type { Db } from '../db.ts'
import { NotFound } from '../errors.ts'
import type { RunCounts } from './finish.ts'

export interface RunReport extends RunCounts {
  run: number
  feed: string
  /** Of the feed's configuration. */
  version: number
  status: string
  error: string | null
}

/** What a run has done so far. */
export async function findRun(db: Db, id: number): Promise<RunReport> {
  const run = await db
    .selectFrom('run')
    .innerJoin('feed', 'feed.id', 'run.feed_id')
    .select([
      'run.id as run',
      'feed.key as feed',
      'feed_version as version',
      'status',
      'read',
      'inserted',
      'updated',
      'unchanged',
      'held',
      'rejected',
      'error',
    ])
    .where('run.id', '=', id)
    .executeTakeFirst()
  if (!run) throw new NotFound({ vi: `Không có lượt chạy số ${id}.`, en: `There is no run ${id}.` })
  return run
}
