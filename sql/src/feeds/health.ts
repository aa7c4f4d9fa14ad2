import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { Localised } from '../pack/pack.ts'
import { isFirstTelling } from '../runs/of-feeds.ts'

export interface FeedHealth {
  key: string
  title: Localised
  owner: string
  simulated: boolean
  promise: number
  state: 'ok' | 'running' | 'waiting' | 'failing' | 'stopped' | 'late'
  lastContactAt: Date | null
  lastChangeAt: Date | null
  read: number
  held: number
  error: string | null
}

/** How each scheduled feed was doing at a moment: what a steward asks first. */
export async function feedHealth(db: Db, at: Date): Promise<FeedHealth[]> {
  const { rows } = await sql<FeedHealth>`
    with last as (
      select distinct on (feed_id) feed_id, error, case when finished_at > ${at} then 'running' else status end as status
      from run where started_at <= ${at} and trigger not in ('correction', 'reprocess', 'backfill') order by feed_id, id desc
    ), day as (
      select feed_id, sum(read) as read, sum(held + rejected) as held
      from run where started_at > ${at}::timestamptz - interval '1 day' and finished_at <= ${at} group by feed_id
    ), heard as (
      select feed.id, case when spec->>'connector' in ('file', 'folder', 'sftp')
        then (select max(received_at) from page where page.feed_id = feed.id and received_at <= ${at} and not ${isFirstTelling(sql`feed.id`, at)})
        else (select max(least(heard_to, ${at})) from feed_heard where feed_id = feed.id and heard_from <= ${at}) end as at
      from feed
    )
    select feed.key, spec->'title' as title, coalesce(unit.name, spec->>'owner') as owner,
           coalesce((spec->>'simulated')::boolean, false) as simulated, (spec->>'promise')::float8 as promise,
           case
             when last.status = 'failed' then 'failing'
             when last.status = 'stopped' then 'stopped'
             when heard.at is null then case when last.status in ('running', 'yielded') then 'running' else 'waiting' end
             when kept_until(heard.at, (spec->>'promise')::float8, spec->>'counted') < ${at}::timestamptz then 'late'
             else 'ok'
           end as state,
           heard.at as "lastContactAt",
           (select max(recorded_at) from ledger_batch join run on run.id = ledger_batch.run_id
             where run.feed_id = feed.id and ledger_batch.recorded_at between ${at}::timestamptz - interval '7 days' and ${at}) as "lastChangeAt",
           coalesce(day.read, 0)::float8 as read, coalesce(day.held, 0)::float8 as held, last.error
    from feed join heard on heard.id = feed.id
    left join last on last.feed_id = feed.id left join day on day.feed_id = feed.id
    left join unit on unit.key = spec->>'owner'
    where enabled and spec ? 'every'
    order by feed.key`.execute(db)
  return rows
}
