import { type Database, findFeed } from '@ioc/sql'

/** Makes every feed that is scheduled or has told something look heard at a moment: a run that ended well, and a page for those that drop files. */
export async function heard(database: Database, at: Date) {
  await database.pool.query(
    `with ended as (
       insert into run (feed_id, feed_version, trigger, status, started_at, finished_at)
       select id, 1, 'schedule', 'done', $1, $1 from feed where spec ? 'every' or exists (select from told where feed_id = feed.id) returning id, feed_id
     ), noted as (
       insert into feed_heard select feed_id, $1, $1 from ended
     )
     insert into page (feed_id, run_id, sha256, name, bytes, received_at)
     select feed_id, id, sha256($1::text::bytea), 'page', 0, $1 from ended`,
    [at],
  )
}

const BUDGET = {
  id: 'b',
  title: { vi: 'b', en: 'b' },
  domain: 'budget',
  kind: 'budget_figure',
  connector: 'file',
  promise: 60,
  owner: 'x',
}

/** A reported running total of revenue, the province's unless said otherwise, in đồng; each source is a feed of its own. */
export async function figure(
  database: Database,
  {
    asOf,
    amount,
    final = true,
    unit = 'hung-yen',
    source = 'treasury',
    item = 'revenue',
    scope = 'actual',
    late = false,
  }: {
    late?: boolean
    asOf: string
    amount: number
    final?: boolean
    unit?: string
    source?: string
    item?: string
    scope?: string
  },
) {
  const key = source === 'treasury' ? 'b' : source
  await database.pool.query('insert into feed (key, version, spec) values ($2, 1, $1) on conflict do nothing', [
    JSON.stringify({ ...BUDGET, id: key }),
    key,
  ])
  const feed = await findFeed(database.db, key)
  await database.pool.query(
    `insert into budget_fact (feed_id, external_id, source_version, unit_id, run_id, page_id, place, item, scope, as_of, amount, amount_reported, unit_reported, final, source, late)
     select $1, $5::text || $7::text || $8::text || $9::text || $2, 1, unit.id, 1, 1, 1, $7::text, $8::text, $2::text::date, $3::numeric, $3::numeric, 'đồng', $4, $6, $9::boolean from unit where key = $5`,
    [feed.id, asOf, amount, final, unit, source, item, scope, late],
  )
}
