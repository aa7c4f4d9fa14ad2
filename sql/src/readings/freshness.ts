import { sql } from 'kysely'
import type { Db } from '../db.ts'

/** How a domain's scheduled feeds keep their promise. */
export interface Freshness {
  /** Feeds that should deliver; 0 means nobody promised anything. */
  feeds: number
  /** When the feed that has been silent longest was last heard; null while one has never been. */
  receivedAt: Date | null
  sourceAsOf: Date | null
  /** Seconds the worst feed is past its promise. */
  lateBy: number
  simulated: boolean
  /** Who answers for the feed that was heard longest ago. */
  owner: string | null
}

/**
 * Hearing from a source that is asked means a run that ended well; from one that drops files, a new page, since looking
 * into an empty folder says nothing of the source.
 */
export async function readFreshness(db: Db, domain: string, at: Date): Promise<Freshness> {
  const { rows } = await sql<{
    promise: number
    simulated: boolean
    owner: string
    heard: Date | null
    source_as_of: Date | null
  }>`
    select (spec->>'promise')::float8 as promise, coalesce((select name from unit where key = spec->>'owner'), spec->>'owner') as owner, coalesce((spec->>'simulated')::boolean, false) as simulated,
           case when spec->>'connector' = 'file'
             then (select max(page.received_at) from page where page.feed_id = feed.id)
             else (select run.finished_at from run where run.feed_id = feed.id and run.status = 'done' order by run.id desc limit 1)
           end as heard,
           (select run.source_as_of from run where run.feed_id = feed.id and run.source_as_of is not null order by run.id desc limit 1) as source_as_of
    from feed where enabled and spec->>'domain' = ${domain} and spec ? 'every'`.execute(db)
  const heard = rows.map((row) => row.heard)
  return {
    feeds: rows.length,
    receivedAt: heard.includes(null) ? null : earliest(heard.filter((at) => at !== null)),
    sourceAsOf: earliest(rows.map((row) => row.source_as_of).filter((at) => at !== null)),
    lateBy: Math.max(0, ...rows.map((row) => (row.heard ? (at.getTime() - row.heard.getTime()) / 1000 - row.promise : 0))),
    simulated: rows.some((row) => row.simulated),
    owner: rows.sort((a, b) => Number(a.heard) - Number(b.heard))[0]?.owner ?? null,
  }
}

function earliest(times: Date[]): Date | null {
  return times.length === 0 ? null : new Date(Math.min(...times.map(Number)))
}
