import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../db.ts'

/** The keys of the feeds that were ever heard to the end. */
export async function feedsWithDoneRun(db: Db): Promise<Set<string>> {
  const rows = await db
    .selectFrom('feed')
    .select('key')
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('run').select('run.id').whereRef('run.feed_id', '=', 'feed.id').where('run.status', '=', 'done')),
    )
    .execute()
  return new Set(rows.map(({ key }) => key))
}

/** The keys of the feeds whose newest pull gave way to others and has yet to go on. */
export async function feedsGivingWay(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('feed')
    .select('key')
    .where(
      ({ selectFrom }) =>
        selectFrom('run').select('status').whereRef('run.feed_id', '=', 'feed.id').orderBy('id', 'desc').limit(1),
      '=',
      'yielded',
    )
    .execute()
  return rows.map(({ key }) => key)
}

/** Whether a feed was ever heard to the end. */
export async function hasDoneRun(db: Db, feedId: number): Promise<boolean> {
  const run = await db
    .selectFrom('run')
    .select('id')
    .where('feed_id', '=', feedId)
    .where('status', '=', 'done')
    .limit(1)
    .executeTakeFirst()
  return run !== undefined
}

/** Whether a source is at telling its past for the first time just now. */
export async function isHistoryPouringIn(db: Db): Promise<boolean> {
  const { rows } = await sql<{ pouring: boolean }>`
    select exists (
      select from run where status in ('running', 'yielded') and trigger = 'schedule'
        and not exists (select from run done where done.feed_id = run.feed_id and done.status = 'done')
        and id = (select max(id) from run newest where newest.feed_id = run.feed_id)
    ) as pouring`.execute(db)
  return rows[0]?.pouring ?? false
}

/**
 * Whether the clock asks for a feed it has only just heard to the end as it is now: a feed that is new, or waits in another lane
 * from now on, would be asked twice within seconds.
 */
export async function wasJustPulled(db: Db, key: string): Promise<boolean> {
  const { rows } = await sql<{ just: boolean }>`
    select run.status = 'done' and run.trigger = 'schedule' and run.feed_version = feed.version
      and run.started_at > now() - least(interval '1 minute', make_interval(secs => (feed.spec ->> 'every')::numeric / 2)) as just
    from feed join run on run.feed_id = feed.id
    where feed.key = ${key} order by run.id desc limit 1`.execute(db)
  return rows[0]?.just ?? false
}

/** Whether a feed had by a moment begun to read what its source has, given way, and never yet come to its end: what it has read is not the newest. */
export const isFirstTelling = (feedId: RawBuilder<unknown>, by: Date | string): RawBuilder<boolean> => sql`(
  exists (select from run where feed_id = ${feedId} and status in ('yielded', 'abandoned') and started_at <= ${by}::timestamptz)
  and not exists (select from run where feed_id = ${feedId} and status = 'done' and finished_at <= ${by}::timestamptz)
)`
