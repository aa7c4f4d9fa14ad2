import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { HeldStatus } from '../held/life.ts'

/** So many days are looked back on. */
export const CAUGHT_DAYS = 30

export interface Caught {
  /** dossiers.dossier */
  kind: string
  rule: string
  held: number
  warned: number
  blocked: number
}

/** A row that a rule caught: where it is, and what has become of it since where it is held. */
export interface CaughtRow {
  did: 'block' | 'hold' | 'warn'
  feed: string
  run: number
  page: { id: number; name: string }
  place: number
  at: string | null
  record: string | null
  message: string
  foundAt: Date
  /** Of a held row. */
  held: number | null
  status: HeldStatus | null
}

const SINCE = sql`now() - make_interval(days => ${sql.lit(CAUGHT_DAYS)})`

/** Every row that rules caught in the last days, once a rule. A page kept out again is caught again. */
const CAUGHT = sql`
  select 'hold' as did, held.feed_id, held.last_run_id as run_id, held.page_id, held.place, held.at, held.external_id as record,
         reason->>'code' as rule, reason->>'message' as message, held.first_seen as found_at, held.id as held, held.status
  from held_record held cross join lateral (
    select distinct on (reason->>'code') reason from jsonb_array_elements(held.reasons) reason order by reason->>'code'
  ) reasons where held.first_seen > ${SINCE}
  union all
  select severity, feed_id, run_id, page_id, place, at, record, rule, message, found_at, null, null
  from rule_finding where found_at > ${SINCE}`

const KIND = sql`(feed.spec->>'domain') || '.' || (feed.spec->>'kind')`

/** How many rows every rule caught in the last days. */
export async function caughtByRule(db: Db): Promise<Caught[]> {
  const { rows } = await sql<Caught>`
    select ${KIND} as kind, rule, count(*) filter (where did = 'hold')::float8 as held,
           count(*) filter (where did = 'warn')::float8 as warned, count(*) filter (where did = 'block')::float8 as blocked
    from (${CAUGHT}) caught join feed on feed.id = caught.feed_id group by 1, 2`.execute(db)
  return rows
}

/** The rows a rule caught in the last days, the newest first; those after so many. */
export async function rowsCaught(
  db: Db,
  { kind, rule, skip, limit }: { kind: string; rule: string; skip: number; limit: number },
): Promise<CaughtRow[]> {
  const { rows } = await sql<CaughtRow>`
    select did, feed.key as feed, caught.run_id::float8 as run, json_build_object('id', page.id, 'name', page.name) as page, place, at, record,
           message, found_at as "foundAt", held::float8 as held, status
    from (${CAUGHT}) caught join feed on feed.id = caught.feed_id join page on page.id = caught.page_id
    where rule = ${rule} and ${KIND} = ${kind} order by found_at desc, caught.page_id desc, place, held offset ${skip} limit ${limit}`.execute(
    db,
  )
  return rows
}

/** The rows a run stored although they break a rule, or for which its page was kept out: each once, with all it breaks. */
export async function findingsOfRun(
  db: Db,
  { run, severity, skip, limit }: { run: number; severity: 'warn' | 'block'; skip: number; limit: number },
) {
  const { rows } = await sql<{
    record: string | null
    page: { id: number; name: string }
    place: number
    at: string | null
    reasons: { field: string; code: string; message: string }[]
    status: null
  }>`
    select record, json_build_object('id', page.id, 'name', page.name) as page, place, at, null as status,
           json_agg(json_build_object('field', '', 'code', rule, 'message', message) order by rule_finding.id) as reasons
    from rule_finding join page on page.id = page_id where rule_finding.run_id = ${run} and severity = ${severity}
    group by record, page.id, page.name, place, at order by page.id, place offset ${skip} limit ${limit}`.execute(db)
  return rows
}
