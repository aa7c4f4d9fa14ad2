import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { Month } from './months.ts'

/** Seconds of a month for which a feed had given its word, and those in which it kept it. */
export interface LiveTime {
  feedId: number
  month: string
  kept: number
  of: number
}

/**
 * When a feed kept its promise, in time. What is asked kept it from each stretch in which it was heard until its promise ran out
 * after that stretch; what is dropped as files, from each page on. Time counts since the end of its first run, good
 * or bad, however often the reading of a long history gave way before that, up to now or until it was
 * switched off. `kept` and `due` are columns of multiranges and ranges, by `feed_id`, of the present configuration's promise;
 * `kept` has no more than what reaches past `from`.
 */
const PROMISED = ({ now, feed, from }: { now: Date; feed: string | null; from: Date | undefined }) => sql`
  promised as (
    select feed.id as feed_id, (spec->>'promise')::float8 as promise, spec->>'counted' as counted,
           spec->>'connector' in ('file', 'folder', 'sftp') as is_dropped,
           tstzrange(first.at, greatest(first.at, least(${now}, case when not enabled then disabled_at end))) as due
    from feed cross join lateral (
      select least((select min(finished_at) from run where feed_id = feed.id and status in ('done', 'failed', 'stopped', 'abandoned')),
                   (select min(heard_from) from feed_heard where feed_id = feed.id),
                   case when spec->>'connector' in ('file', 'folder', 'sftp')
                     then (select received_at from page where feed_id = feed.id order by id limit 1) end) as at
    ) first where first.at is not null and (${feed}::text is null or key = ${feed})
  ), kept as (
    select feed_id, range_agg(span) as spans from (
      select feed_id, tstzrange(heard_from, kept_until(heard_to, promise, counted)) as span from feed_heard join promised using (feed_id)
      where not is_dropped and kept_until(heard_to, promise, counted) > ${from}
      union all
      select feed_id, tstzrange(at, kept_until(at, promise, counted)) from page join promised using (feed_id)
      left join page_heard on page_id = page.id cross join lateral (values (received_at), (heard_at)) heard (at)
      where is_dropped and kept_until(at, promise, counted) > ${from}
    ) span group by feed_id
  )`

export async function liveTimes(
  db: Db,
  { months, now, feed }: { months: Month[]; now: Date; feed: string | null },
): Promise<LiveTime[]> {
  const { rows } = await sql<LiveTime>`
    with ${PROMISED({ now, feed, from: months[0]?.from })}, month as (
      select * from unnest(${months.map(({ month }) => month)}::text[], ${months.map(({ from }) => from)}::timestamptz[],
                           ${months.map(({ to }) => to)}::timestamptz[]) as month (month, starts, ends)
    )
    select feed_id as "feedId", month, coalesce(extract(epoch from upper(of) - lower(of)), 0)::float8 as of,
           coalesce((select sum(extract(epoch from upper(span) - lower(span))) from unnest(spans * tstzmultirange(of)) span), 0)::float8 as kept
    from promised left join kept using (feed_id) cross join month
    cross join lateral (select due * tstzrange(starts, ends) as of) within
    where not isempty(of)`.execute(db)
  return rows
}

/** The longest stretches of a month in which a feed did not keep its promise. */
export async function silences(
  db: Db,
  { month, now, feed, limit }: { month: Month; now: Date; feed: string; limit: number },
): Promise<{ from: Date; to: Date }[]> {
  const { rows } = await sql<{ from: Date; to: Date }>`
    with ${PROMISED({ now, feed, from: month.from })}
    select lower(span) as from, upper(span) as to from promised left join kept using (feed_id),
      unnest(tstzmultirange(due * tstzrange(${month.from}, ${month.to})) - coalesce(spans, '{}'::tstzmultirange)) span
    order by upper(span) - lower(span) desc limit ${limit}`.execute(db)
  return rows
}
