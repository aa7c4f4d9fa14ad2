import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { NotFound } from '../errors.ts'
import { findFeed } from '../feeds/find.ts'
import { contributionsOver } from '../ledger/install-rule.ts'
import { findDomain, findKind } from '../pack/load.ts'
import type { Kind } from '../pack/load-kind.ts'
import type { Measure } from '../pack/pack.ts'
import { loadUnitRegistry } from '../units/registry.ts'
import { countsIn, hideCounts } from './hide-counts.ts'
import { type FactReview, reviewOf } from './review.ts'

/** A version of a fact, and where its words came from. */
export interface FactVersion {
  /** The domain's own columns. */
  fact: Record<string, unknown>
  /** The newest version is the one that stands, unless the row was removed. */
  stands: boolean
  /** From the write that brought it to the one that replaced it; null while it stands. */
  since: Date | null
  until: Date | null
  run: number
  feedVersion: number
  page: { id: number; name: string; sha256: string; redacted: string[]; receivedAt: Date }
  place: number
  /** Counts in it that are told by readings alone, for what they would tell of persons beside other records. */
  untold: ReadonlySet<number>
}

export interface FactHistory {
  feed: string
  domain: string
  externalId: string
  unit: string
  /** What a person may say, or has said, of it in place of the machine; null where that may not be. */
  review: FactReview | null
  /** Newest first. */
  versions: FactVersion[]
}

const PROVENANCE = ['feed_id', 'external_id', 'run_id', 'page_id', 'place', 'inserted_by', 'confirmed']

/** A fact with every version it has had, each with its run, the feed's version and the page it was read from. */
export async function findFact(db: Db, feedKey: string, externalId: string): Promise<FactHistory> {
  const feed = await findFeed(db, feedKey)
  const { pack } = await findDomain(feed.spec.domain)
  const kind = await findKind(feed.spec.domain, feed.spec.kind)
  const { domain, table } = kind
  const { rows } = await sql<Row>`
    with version as (
      select to_jsonb(fact) as fact, null::bigint as until from ${sql.table(table)} fact
      where feed_id = ${feed.id} and external_id = ${externalId}
      union all
      select fact, until from former_fact
      where fact_table = ${table} and feed_id = ${feed.id} and external_id = ${externalId}
    ), dated as (
      select fact, until, (fact->>'inserted_by')::bigint as inserted_by,
             lag(until) over (partition by fact->>'inserted_by' order by until nulls last) as since
      from version
    )
    select fact, ended.recorded_at as until, began.recorded_at as since, run.id as run, run.feed_version,
           page.id as page, page.name, encode(page.sha256, 'hex') as sha256, page.redacted, page.received_at, unit.key as unit
    from dated
    left join insertion on insertion.id = dated.inserted_by
    left join ledger_batch began on began.position = coalesce(dated.since, insertion.position)
    left join ledger_batch ended on ended.position = dated.until
    join run on run.id = (fact->>'run_id')::bigint
    join page on page.id = (fact->>'page_id')::bigint
    join unit on unit.id = (fact->>'unit_id')::integer
    order by dated.until desc nulls first`.execute(db)
  const [newest] = rows
  if (!newest)
    throw new NotFound({
      vi: `Nguồn «${feedKey}» chưa từng đưa vào bản ghi «${externalId}».`,
      en: `The feed «${feedKey}» never brought the record «${externalId}».`,
    })
  const isGuarded = await tellsPersons(db, kind, pack.measures, rows)
  return {
    feed: feedKey,
    domain,
    externalId,
    unit: newest.unit,
    review: reviewOf(kind, pack, newest.fact, await loadUnitRegistry(db)),
    versions: rows.map(({ fact, until, since, run, feed_version, page, name, sha256, redacted, received_at }) => {
      const own = Object.entries(fact).filter(([column]) => !PROVENANCE.includes(column))
      const untold = new Set(isGuarded ? own.flatMap(([, value]) => (isGroup(value) ? countsIn(value) : [])) : [])
      return {
        fact: Object.fromEntries(
          own.map(([column, value]) => [column, isGroup(value) ? hideCounts(value, (count) => untold.has(count)) : value]),
        ),
        untold,
        stands: until === null,
        since,
        until,
        run,
        feedVersion: feed_version,
        page: { id: page, name, sha256, redacted, receivedAt: received_at },
        place: fact.place as number,
      }
    }),
  }
}

/** Whether a version of a record counts in what is guarded for persons (see small-counts). */
async function tellsPersons(
  db: Db,
  { table, contributions }: Kind,
  measures: readonly Measure[],
  versions: readonly Row[],
): Promise<boolean> {
  const guarded = measures.flatMap(({ id, smallest }) => (smallest === undefined ? [] : [id]))
  if (guarded.length === 0) return false
  const facts = JSON.stringify(versions.map(({ fact }) => fact))
  const { rows } = await sql`
    with version as (
      select fact.* from jsonb_array_elements(${facts}::jsonb) each, jsonb_populate_record(null::${sql.table(table)}, each) fact
    )
    select from ${sql.raw(contributionsOver('version', contributions))} c where measure = any(${guarded}::text[]) limit 1`.execute(
    db,
  )
  return rows.length > 0
}

/** Several figures in one column. */
function isGroup(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}

interface Row {
  fact: Record<string, unknown>
  until: Date | null
  since: Date | null
  run: number
  feed_version: number
  page: number
  name: string
  sha256: string
  redacted: string[]
  received_at: Date
  unit: string
}
