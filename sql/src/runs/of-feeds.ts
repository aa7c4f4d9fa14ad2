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

interface Unfinished {
  feed: string
  /** Its newest. */
  run: number
}

/** The feeds whose newest run gave way to others and has yet to go on. */
export const feedsGivingWay = (db: Db): Promise<Unfinished[]> => newestThat(db, sql`newest.status = 'yielded'`)

/** Those whose newest pull a process that was told to end, or a database that was gone, cut short: they are asked again, whenever their time is. */
export const feedsCutShort = (db: Db): Promise<Unfinished[]> =>
  newestThat(db, sql`newest.status = 'abandoned' and newest.trigger = 'schedule'`)

async function newestThat(db: Db, holds: RawBuilder<unknown>): Promise<Unfinished[]> {
  const { rows } = await sql<Unfinished>`
    select feed.key as feed, newest.id as run
    from feed cross join lateral (select id, status, trigger from run where feed_id = feed.id order by id desc limit 1) newest
    where ${holds} order by feed.key`.execute(db)
  return rows
}

/** Whether a feed's newest pull gave way to others and has yet to go on. */
export async function isGivingWay(db: Db, key: string): Promise<boolean> {
  return (await feedsGivingWay(db)).some(({ feed }) => feed === key)
}

/** The fault of a pull that gave way because its source kept it waiting. */
export const KEPT_WAITING = 'kept_waiting'
/** A pull that takes longer keeps those waiting that take moments. */
const LINGERS_AFTER_S = 5

/**
 * The keys of the feeds that would keep others waiting: the clock asks them where all wait. Their source kept the last pull waiting, or it
 * is in trouble; or its past is told and a pull takes long all the same. One that answers as it should again is out of it.
 */
export async function feedsThatLinger(db: Db): Promise<Set<string>> {
  const { rows } = await sql<{ key: string }>`
    select feed.key
    from feed
    left join feed_trouble trouble on trouble.feed_id = feed.id and trouble.version = feed.version
    left join lateral (
      select fault ->> 'code' as code, status, finished_at - started_at as took
      from run where feed_id = feed.id and trigger = 'schedule' and finished_at is not null order by id desc limit 1
    ) last on true
    where trouble.feed_id is not null or last.code = ${KEPT_WAITING}
      or (last.status in ('done', 'failed') and last.took >= make_interval(secs => ${LINGERS_AFTER_S})
          and exists (select from run where feed_id = feed.id and status = 'done' and id < (select max(id) from run where feed_id = feed.id)))`.execute(
    db,
  )
  return new Set(rows.map(({ key }) => key))
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
