import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { Moment } from './moment.ts'

/** How the feeds behind a number keep their promise. */
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
  /** The moment lies before we listened: what is shown is what the source later told of its own past. */
  reconstructed: boolean
  /** False where the source told only how things stood last, not what came before: what was open then is not known. */
  stepsKnown: boolean
}

interface Heard {
  promise: number
  simulated: boolean
  owner: string
  heard: Date | null
  source_as_of: Date | null
  reconstructed: boolean
  steps_known: boolean
}

/**
 * Hearing from a source that is asked means a run that ended well; from one that drops files, a new page, since looking
 * into an empty folder says nothing of the source. As of a moment before the first run, it means the newest thing known then.
 * A feed run by hand promises nothing. Without `behind` the domain's scheduled feeds answer.
 * What was promised, and by whom, is as the feed said then; before its first version, as that one says.
 */
export async function readFreshness(
  db: Db,
  domain: string,
  { at, asOf }: Pick<Moment, 'at' | 'asOf'>,
  behind: number[] | null = null,
): Promise<Freshness> {
  const by = asOf ?? 'infinity'
  const isMeant = behind ? sql`feed.id = any(${behind}::int[])` : sql`enabled and spec->>'domain' = ${domain} and spec ? 'every'`
  const { rows } = await sql<Heard>`
    with promised as (
      select feed.id, enabled, coalesce(version.spec, feed.spec) as spec from feed
      left join lateral (
        select spec from feed_version where feed_id = feed.id and (version = 1 or applied_at <= ${by}::timestamptz) order by version desc limit 1
      ) version on ${asOf !== null}
    )
    select case when spec ? 'every' then (spec->>'promise')::float8 else 'infinity' end as promise, coalesce((select name from unit where key = spec->>'owner'), spec->>'owner') as owner,
           coalesce((spec->>'simulated')::boolean, false) as simulated,
           coalesce(heard.at, known.at) as heard, heard.at is null and known.at is not null as reconstructed,
           heard.at is not null or ${by}::timestamptz >= (select min(run.started_at) from run where run.feed_id = feed.id)
             - make_interval(days => coalesce((spec->>'journalDays')::int, 0)) as steps_known,
           (select run.source_as_of from run
            where run.feed_id = feed.id and run.source_as_of is not null and run.started_at <= ${by}::timestamptz order by run.id desc limit 1) as source_as_of
    from promised feed
    cross join lateral (
      select case when spec->>'connector' = 'file' or not spec ? 'every'
        then (select max(page.received_at) from page where page.feed_id = feed.id and page.received_at <= ${by}::timestamptz)
        else (select max(least(heard_to, ${by}::timestamptz)) from feed_heard where feed_heard.feed_id = feed.id and heard_from <= ${by}::timestamptz)
      end as at
    ) heard
    left join lateral (
      select known_at as at from ledger_batch join run on run.id = ledger_batch.run_id and run.feed_id = feed.id
      where ledger_batch.domain = ${domain} and known_at <= ${by}::timestamptz order by known_at desc, position desc limit 1
    ) known on ${asOf !== null}
    where ${isMeant}`.execute(db)
  const heard = rows.map((row) => row.heard)
  return {
    feeds: rows.length,
    receivedAt: heard.includes(null) ? null : earliest(heard.filter((at) => at !== null)),
    sourceAsOf: earliest(rows.map((row) => row.source_as_of).filter((at) => at !== null)),
    // How late a source was before we listened, nobody knows.
    lateBy: Math.max(
      0,
      ...rows.map((row) => (row.heard && !row.reconstructed ? (at.getTime() - row.heard.getTime()) / 1000 - row.promise : 0)),
    ),
    simulated: rows.some((row) => row.simulated),
    owner: rows.sort((a, b) => Number(a.heard) - Number(b.heard))[0]?.owner ?? null,
    reconstructed: rows.some((row) => row.reconstructed),
    stepsKnown: rows.every((row) => row.steps_known !== false),
  }
}

function earliest(times: Date[]): Date | null {
  return times.length === 0 ? null : new Date(Math.min(...times.map(Number)))
}
