import { sql } from 'kysely'
import type { Db } from '../db.ts'

export interface BackfillProgress {
  read: number
  /** What the sources say is still to come. */
  remaining: number
  /** Feeds that have not ended a run well yet. */
  waiting: string[]
}

/** How far the first pull of every scheduled feed has got. */
export async function backfillProgress(db: Db): Promise<BackfillProgress> {
  const { rows } = await sql<{ key: string; done: boolean; read: number; remaining: number }>`
    select feed.key, coalesce(bool_or(run.status = 'done'), false) as done, coalesce(sum(run.read), 0)::float8 as read,
           coalesce((array_agg(run.remaining order by run.id desc) filter (where run.remaining is not null))[1], 0)::float8 as remaining
    from feed left join run on run.feed_id = feed.id
    where feed.enabled and feed.spec ? 'every' group by feed.key`.execute(db)
  const waiting = rows.filter((row) => !row.done)
  return {
    read: waiting.reduce((sum, row) => sum + row.read, 0),
    remaining: waiting.reduce((sum, row) => sum + row.remaining, 0),
    waiting: waiting.map((row) => row.key),
  }
}
