import { sql } from 'kysely'
import type { Db } from '../../db.ts'
import { isFirstTelling } from '../../runs/of-feeds.ts'
import type { Moment } from '../asked/moment.ts'
import { BEGAN } from '../totals/known.ts'
import { askOnce } from './once.ts'

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
  /** Since when some of that past is not known yet, as it was told together with what came after the moment; null where all is. */
  partialFrom: Date | null
  /** False where the source told only how things stood last, not what came before: what was open then is not known. */
  stepsKnown: boolean
}

/** What was heard of a feed by a moment. */
export interface Heard {
  feed: number
  /** It is asked for the domain by itself, so that silence is its own. */
  scheduled: boolean
  /** When its promise runs out, by the time that counts in it; null where it was never heard or promised nothing. */
  until: Date | null
  simulated: boolean
  owner: string
  heard: Date | null
  /** It was there to be heard by then. */
  configured: boolean
  source_as_of: Date | null
  reconstructed: boolean
  partial_from: Date | null
  steps_known: boolean
}

/** How the scheduled feeds of some domains keep their promise. */
export async function readFreshness(db: Db, domains: string[], moment: Pick<Moment, 'at' | 'asOf'>): Promise<Freshness> {
  return freshnessOf(await readHeard(db, domains, moment), moment)
}

/**
 * What was heard of the scheduled feeds of some domains and of others behind its numbers. Hearing from a source that is asked means a
 * run that ended well; from one that drops files, a new page, since looking into an empty folder says nothing of the source, once all it had
 * dropped before was read. As
 * of a moment before the ledger began, it means the newest thing known then, once the source has told its past to the end. A feed run by hand promises nothing.
 * What was promised, and by whom, is as the feed said then; before its first version, as that one says.
 */
export async function readHeard(
  db: Db,
  domains: string[],
  { asOf }: Pick<Moment, 'asOf'>,
  behind: ReadonlySet<number> = new Set(),
): Promise<Heard[]> {
  const own = await heardOfDomains(db, domains, asOf)
  const others = [...behind].filter((id) => !own.some(({ feed }) => feed === id)).sort((a, b) => a - b)
  const heard = others.length === 0 ? own : [...own, ...(await askHeard(db, domains, asOf, others))]
  return heard.filter(({ feed, scheduled }) => scheduled || behind.has(feed))
}

/** Of every feed of some domains, scheduled or not: nearly every answer about them needs no other. */
const heardOfDomains = (db: Db, domains: string[], asOf: Date | null): Promise<Heard[]> =>
  askOnce(db, ['heard', domains, asOf], () => askHeard(db, domains, asOf, null))

/** Of some feeds; of all that are or were of the domains where none are named. */
async function askHeard(db: Db, domains: string[], asOf: Date | null, feeds: number[] | null): Promise<Heard[]> {
  const by = asOf ?? 'infinity'
  // «offset 0» keeps what was heard from being planned and looked up again wherever it is named.
  const { rows } = await sql<Heard>`
    with promised as (
      select feed.id, enabled or disabled_at > ${by}::timestamptz as enabled, coalesce(version.spec, feed.spec) as spec,
             feed.spec->>'domain' = any(${domains}::text[]) as is_own from feed
      left join lateral (
        select spec from feed_version where feed_id = feed.id and (version = 1 or applied_at <= ${by}::timestamptz) order by version desc limit 1
      ) version on ${asOf !== null}
    ), meant as (
      select *, enabled and spec->>'domain' = any(${domains}::text[]) and spec ? 'every' as scheduled,
             spec->>'connector' in ('file', 'folder', 'sftp') or not spec ? 'every' as drops from promised
    )
    select feed.id as feed, scheduled, case when spec ? 'every' then kept_until(said.heard, (spec->>'promise')::float8, spec->>'counted') end as until,
           coalesce((select name from unit where key = spec->>'owner'), spec->>'owner') as owner,
           coalesce((spec->>'simulated')::boolean, false) as simulated,
           said.heard,
           (select min(applied_at) from feed_version where feed_id = feed.id) <= ${by}::timestamptz as configured,
           heard.at is null and known.at is not null as reconstructed, known.partial_from,
           heard.at is not null or ${by}::timestamptz >= (select min(run.started_at) from run where run.feed_id = feed.id)
             - make_interval(days => coalesce((spec->>'journalDays')::int, 0)) as steps_known,
           (select run.source_as_of from run
            where run.feed_id = feed.id and run.source_as_of is not null and run.started_at <= ${by}::timestamptz order by run.id desc limit 1) as source_as_of
    from meant feed
    cross join lateral (
      select case when drops then (
          select max(page.received_at) from page where page.feed_id = feed.id and page.received_at <= ${by}::timestamptz
            and not ${isFirstTelling(sql`feed.id`, by)})
        else (select max(least(heard_to, ${by}::timestamptz)) from feed_heard where feed_heard.feed_id = feed.id and heard_from <= ${by}::timestamptz)
      end as at offset 0
    ) heard
    left join lateral (
      select known_at as at, (
        select min(known_from) from ledger_batch where feed_id = feed.id and known_at > ${by}::timestamptz and known_from <= ${by}::timestamptz
      ) as partial_from
      from ledger_batch where feed_id = feed.id and known_at <= ${by}::timestamptz order by known_at desc, position desc limit 1
    ) known on ${asOf !== null} and ${by}::timestamptz < ${BEGAN}
    cross join lateral (
      select coalesce(heard.at, case when drops or exists (select from feed_heard where feed_id = feed.id) then known.at end) as heard offset 0
    ) said
    where case when ${feeds}::int[] is null then scheduled or is_own else feed.id = any(${feeds}::int[]) end`.execute(db)
  return rows
}

/**
 * All that hearing may change of what is said of some domains, of each of their feeds: two instants of one text, with the same
 * totals, judge every number of them alike. Silence has grown too long, or has not, within any `maxAge` as within a promise.
 */
export async function sayHeard(
  db: Db,
  domains: string[],
  maxAges: number[],
  { at, asOf }: Pick<Moment, 'at' | 'asOf'>,
): Promise<string> {
  const heard = await heardOfDomains(db, domains, asOf)
  const isOlder = (heard: Date | null, seconds: number) => heard !== null && at.getTime() - heard.getTime() > 1000 * seconds
  return JSON.stringify(
    [...heard]
      .sort((a, b) => a.feed - b.feed)
      .map((each) => [each, each.until !== null && each.until < at, ...maxAges.map((maxAge) => isOlder(each.heard, maxAge))]),
  )
}

/** Of the feeds behind a number; without them, of those that are scheduled. */
export function freshnessOf(
  heardOf: Heard[],
  { at, asOf }: Pick<Moment, 'at' | 'asOf'>,
  behind?: Set<number> | undefined,
): Freshness {
  const meant = heardOf.filter(({ feed, scheduled }) => (behind ? behind.has(feed) : scheduled))
  // As of a moment, who was connected later was not waited for.
  const rows = asOf
    ? meant.filter(({ heard, configured, reconstructed }) => heard !== null || configured || reconstructed)
    : meant
  const heard = rows.map((row) => row.heard)
  return {
    feeds: rows.length,
    receivedAt: heard.includes(null) ? null : earliest(heard.filter((at) => at !== null)),
    sourceAsOf: earliest(rows.map((row) => row.source_as_of).filter((at) => at !== null)),
    // How late a source was before we listened, nobody knows.
    lateBy: Math.max(
      0,
      ...rows.map((row) => (row.until && !row.reconstructed ? (at.getTime() - row.until.getTime()) / 1000 : 0)),
    ),
    simulated: rows.some((row) => row.simulated),
    owner: rows.sort((a, b) => Number(a.heard) - Number(b.heard))[0]?.owner ?? null,
    reconstructed: rows.some((row) => row.reconstructed),
    partialFrom: earliest(rows.map((row) => row.partial_from).filter((at) => at !== null)),
    stepsKnown: rows.every((row) => row.steps_known !== false),
  }
}

function earliest(times: Date[]): Date | null {
  return times.length === 0 ? null : new Date(Math.min(...times.map(Number)))
}
