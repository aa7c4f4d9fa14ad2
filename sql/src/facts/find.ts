import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { NotFound } from '../errors.ts'
import { findFeed } from '../feeds/find.ts'
import { findDomain, findKind } from '../pack/load.ts'
import { hideSmall } from '../readings/state.ts'
import { loadUnitRegistry } from '../units/registry.ts'
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
}

export interface FactHistory {
  feed: string
  domain: string
  externalId: string
  unit: string
  /** What a person may say, or has said, of it in place of the machine; null where that may not be. */
  review: FactReview | null
  /** Counts in it below this point at persons; null where it holds none such. */
  smallest: number | null
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
  const smallest = pack.measures.reduce((least, measure) => Math.max(least, measure.smallest ?? 0), 0) || null
  if (!newest)
    throw new NotFound({
      vi: `Nguồn «${feedKey}» chưa từng đưa vào bản ghi «${externalId}».`,
      en: `The feed «${feedKey}» never brought the record «${externalId}».`,
    })
  return {
    feed: feedKey,
    domain,
    externalId,
    unit: newest.unit,
    review: reviewOf(kind, pack, newest.fact, await loadUnitRegistry(db)),
    smallest,
    versions: rows.map(({ fact, until, since, run, feed_version, page, name, sha256, redacted, received_at }) => ({
      fact: Object.fromEntries(
        Object.entries(fact)
          .filter(([column]) => !PROVENANCE.includes(column))
          .map(([column, value]) => [column, smallest !== null && isGroup(value) ? hideSmall(value, smallest) : value]),
      ),
      stands: until === null,
      since,
      until,
      run,
      feedVersion: feed_version,
      page: { id: page, name, sha256, redacted, receivedAt: received_at },
      place: fact.place as number,
    })),
  }
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
