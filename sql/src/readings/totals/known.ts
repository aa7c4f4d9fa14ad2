import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../db.ts'
import type { Term } from '../../indicators/formula.ts'

// What was known at an instant. Since anything was recorded it is what had been recorded by then: one position of the ledger.
// Before that nothing was; what is told of it is what sources have said of their own past since, each by its own clock: one
// position a feed, for no feed waited for another.

/** When the ledger began. */
export const BEGAN = sql<Date | null>`(select recorded_at from ledger_batch order by position limit 1)`

/** Whether anything had been recorded by an instant, so that it says what was known then and not what has been told of it since. */
export async function isRecordedBy(db: Db, asOf: Date): Promise<boolean> {
  const { rows } = await sql<{ began: Date | null }>`select ${BEGAN} as began`.execute(db)
  const began = rows[0]?.began
  return began != null && began <= asOf
}

/** Whether a `batch` of the ledger was known. */
export function isKnown(asOf: Date | null): RawBuilder<boolean> {
  return asOf === null ? sql`true` : sql`case when ${asOf} < ${BEGAN} then batch.known_at else batch.recorded_at end <= ${asOf}`
}

/** The position recorded by an instant: no row before the ledger began. */
const recordedBy = (asOf: Date) =>
  sql<{
    position: number
  }>`select position from ledger_batch where recorded_at <= ${asOf} order by recorded_at desc, position desc limit 1`

/** The position up to which a feed has told of what was before an instant, itself before the ledger began. */
const toldBy = (feed: RawBuilder<unknown>, asOf: Date) => sql`
  select position from ledger_batch where feed_id = ${feed} and known_at <= ${asOf} and ${asOf} < ${BEGAN}
  order by known_at desc, position desc limit 1`

/**
 * A table `known` of the position that an as-of means to a measure, with no row where nothing of it was known. Where it is
 * `shared`, one position does not say what was known: several feeds tell of the measure, of their past or not, and each of its
 * totals is added up from what was known of theirs.
 */
export function knownAt(
  { measure }: { measure: Pick<Term['measure'], 'id'> },
  { asOf }: { asOf: Date | null },
): RawBuilder<unknown> {
  return asOf === null ? sql`` : knownOf(sql`(select id from measure where code = ${measure.id})`, asOf)
}

/** The same of a measure by the number it has in the database. */
export function knownOf(measureId: RawBuilder<unknown>, asOf: Date): RawBuilder<unknown> {
  const tellers = sql`(select distinct feed_id from told where measure_id = ${measureId}) teller`
  return sql`
    cross join lateral (
      select max(position) as position, ${asOf} < ${BEGAN} and (select count(*) > 1 from ${tellers}) as shared from (
        (${recordedBy(asOf)})
        union all
        select told.position from ${tellers} cross join lateral (${toldBy(sql`teller.feed_id`, asOf)}) told
      ) each having count(*) > 0
    ) known`
}

/** What a `cell` held by the `known` position while no feed shares it: as it stands where it was not touched since, or as its last entry left it. */
const RECORDED = sql`
  select cell.value, cell.facts where cell.position <= known.position
  union all (
    select balance, entry.facts from ledger_entry entry
    where cell.position > known.position and entry.cell_id = cell.id and entry.position <= known.position
    order by entry.position desc limit 1
  )`

/** What of a `cell` was known of several feeds, each by its own clock. */
const told = (asOf: Date) => sql`
  select sum(delta) as value, sum(facts) as facts from (
    select position, delta, facts - lag(facts, 1, 0) over (order by position) as facts from ledger_entry entry
    where entry.cell_id = cell.id and entry.position <= known.position
  ) entry join ledger_batch batch using (position) where batch.known_at <= ${asOf}`

/** What one `cell` held, for whoever stops at the first that held something. */
export function asKnown(asOf: Date): RawBuilder<unknown> {
  return sql`(
    select * from (${RECORDED}) recorded where not known.shared
    union all select * from (${told(asOf)}) told where known.shared
  )`
}

/**
 * What totals held (id, bucket, dims_id, value, facts); `mine` picks them out of `cell`. Of what was not there yet all is null. Two
 * walks, of which one is never taken, so that a total costs no more than its own way; and one that was not touched since, as nearly
 * all, no more than it does now.
 */
export function totalsAsKnown(mine: RawBuilder<unknown>, asOf: Date): RawBuilder<unknown> {
  return sql`
    select id, bucket, dims_id, case when past is null then value else past[1] end as value,
           case when past is null then facts else past[2]::integer end as facts
    from (
      select id, bucket, dims_id, value, facts, case when cell.position > known.position then coalesce((
               select array[balance, entry.facts] from ledger_entry entry
               where entry.cell_id = cell.id and entry.position <= known.position order by entry.position desc limit 1
             ), '{}') end as past
      from cell where not known.shared and ${mine} offset 0
    ) recorded
    union all
    select cell.id, cell.bucket, cell.dims_id, past.value, past.facts
    from (select * from cell where known.shared and ${mine} offset 0) cell cross join lateral (${told(asOf)}) past`
}

/** Up to which position the facts of each feed were known. */
export interface KnownPositions {
  /** As SQL of a feed's id. */
  of(feedId: string): string
  /** By feed, where they differ; a feed that is not among them was not known. */
  byFeed: Map<number, number> | null
  /** The furthest. */
  last: number
}

export async function positionsAsOf(db: Db, asOf: Date): Promise<KnownPositions> {
  const [recorded] = (await recordedBy(asOf).execute(db)).rows
  if (recorded) return { last: recorded.position, byFeed: null, of: () => String(recorded.position) }
  const { rows } = await sql<{ feed: number; position: number }>`
    select feed.id as feed, told.position from feed cross join lateral (${toldBy(sql`feed.id`, asOf)}) told`.execute(db)
  const byFeed = new Map(rows.map(({ feed, position }) => [Number(feed), Number(position)]))
  const cases = [...byFeed].map(([feed, position]) => `when ${feed} then ${position}`).join(' ')
  return { last: Math.max(0, ...byFeed.values()), byFeed, of: (feedId) => (cases ? `(case ${feedId} ${cases} else 0 end)` : '0') }
}
