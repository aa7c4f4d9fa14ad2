import { sql } from 'kysely'
import type { Db } from '../db.ts'

export interface BackfillProgress {
  read: number
  /** What the sources say is still to come; of those that were not asked yet nothing. */
  remaining: number
  /** At the pace each feed has shown so far; null before any has. */
  secondsLeft: number | null
  /** Feeds that have not ended a run well yet. */
  waiting: string[]
  /** How many of them have not said what is to come. */
  untold: number
}

/** How far the first pull of every scheduled feed has got, at the pace since a moment. */
export async function backfillProgress(db: Db, since: Date): Promise<BackfillProgress> {
  const { rows } = await sql<Fed & { key: string; done: boolean; all: number }>`
    select feed.key, coalesce(bool_or(run.status = 'done'), false) as done, coalesce(sum(run.read), 0)::float8 as all,
           coalesce(sum(run.read) filter (where run.started_at >= ${since}), 0)::float8 as read,
           coalesce(sum(extract(epoch from coalesce(run.finished_at, now()) - run.started_at))
             filter (where run.started_at >= ${since}), 0)::float8 as seconds,
           (array_agg(run.remaining order by run.id desc) filter (where run.remaining is not null))[1]::float8 as remaining
    from feed left join run on run.feed_id = feed.id
    where feed.enabled and feed.spec ? 'every' group by feed.key`.execute(db)
  const waiting = rows.filter((row) => !row.done)
  return {
    read: waiting.reduce((sum, row) => sum + row.all, 0),
    remaining: waiting.reduce((sum, row) => sum + (row.remaining ?? 0), 0),
    secondsLeft: secondsLeft(rows, waiting, (Date.now() - since.getTime()) / 1000),
    waiting: waiting.map((row) => row.key),
    untold: waiting.filter((row) => row.remaining === null).length,
  }
}

interface Fed {
  /** Records taken in, and seconds its runs took. */
  read: number
  seconds: number
  remaining: number | null
}

/** Below so many records a feed's own pace is chance. */
const TOLD_BY = 500

/**
 * Feeds differ tenfold in how long a record takes, and the slow ones are left for last: so each feed's rest is reckoned at its own
 * pace, and all by how many of them run at once; but no feed runs beside itself.
 */
export function secondsLeft(all: Fed[], waiting: Fed[], wallSeconds: number): number | null {
  const [read, seconds] = [sum(all, (feed) => feed.read), sum(all, (feed) => feed.seconds)]
  if (read === 0 || seconds === 0) return null
  const paceOf = (feed: Fed) => (feed.read >= TOLD_BY ? feed.seconds / feed.read : seconds / read)
  const rests = waiting.map((feed) => (feed.remaining ?? 0) * paceOf(feed))
  const atOnce = Math.max(1, seconds / Math.max(1, wallSeconds))
  return Math.max(rests.reduce((rest, own) => rest + own, 0) / atOnce, ...rests)
}

function sum(feeds: Fed[], of: (feed: Fed) => number): number {
  return feeds.reduce((all, feed) => all + of(feed), 0)
}
