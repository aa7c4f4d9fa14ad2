import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { StoredFeed } from '../feeds/find.ts'
import { RETRIES, waitSeconds } from './wait.ts'

export interface FeedTrouble {
  /** Failed pulls one after another. */
  failures: number
  /** Whether it may mend itself; otherwise a person must. */
  isTransient: boolean
  nextTryAt: Date
  /** Whether the clock may start a pull again. */
  isDue: boolean
}

/** What goes wrong with a feed in its present configuration. */
export async function feedTrouble(db: Db, { id, version }: StoredFeed): Promise<FeedTrouble | null> {
  const found = await db
    .selectFrom('feed_trouble')
    .select(['failures', 'is_transient as isTransient', 'next_try_at as nextTryAt'])
    .select(sql<boolean>`next_try_at <= now()`.as('isDue'))
    .where('feed_id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return found ?? null
}

export interface Failure {
  isTransient: boolean
  host: string | null
  /** It was not even asked: its host is left alone until then, which is no failure of the feed's own. */
  until?: Date | undefined
  /** It got somewhere before it failed: that is not one failure after another. */
  gotSomewhere: boolean
}

/** Notes that a pull failed and answers when it may be tried again; called under the feed's lock. */
export async function noteFailure(db: Db, feed: StoredFeed, failure: Failure): Promise<FeedTrouble> {
  const before = await feedTrouble(db, feed)
  const known = failure.gotSomewhere ? 0 : (before?.failures ?? 0)
  const failures = failure.until ? Math.max(1, known) : known + 1
  const wait = sql`make_interval(secs => ${waitSeconds(failure.until ? 1 : failures, Math.random())})`
  const next_try_at = failure.until ? sql<Date>`${failure.until}::timestamptz + ${wait}` : sql<Date>`now() + ${wait}`
  const { isTransient: is_transient, host } = failure
  const noted = { version: feed.version, failures, is_transient, next_try_at, host }
  const { at } = await db
    .insertInto('feed_trouble')
    .values({ feed_id: feed.id, ...noted })
    .onConflict((conflict) => conflict.column('feed_id').doUpdateSet(noted))
    .returning('next_try_at as at')
    .executeTakeFirstOrThrow()
  return { failures, isTransient: is_transient, nextTryAt: at, isDue: false }
}

export async function clearTrouble(db: Db, feedId: number): Promise<void> {
  await db.deleteFrom('feed_trouble').where('feed_id', '=', feedId).execute()
}

/** Whether a failed pull is tried again without waiting for the feed's own time. */
export function isTriedAgain({ failures, isTransient }: Pick<FeedTrouble, 'failures' | 'isTransient'>): boolean {
  return isTransient && failures <= RETRIES
}

/** Feeds whose next try is due, whatever became of the job that should have made it. */
export async function dueRetries(db: Db): Promise<{ feed: string; failures: number }[]> {
  return db
    .selectFrom('feed_trouble')
    .innerJoin('feed', (join) =>
      join.onRef('feed.id', '=', 'feed_trouble.feed_id').onRef('feed.version', '=', 'feed_trouble.version'),
    )
    .select(['feed.key as feed', 'failures'])
    .where('feed.enabled', '=', true)
    .where('is_transient', '=', true)
    .where('failures', '<=', RETRIES)
    .where('next_try_at', '<=', sql<Date>`now()`)
    .execute()
}
