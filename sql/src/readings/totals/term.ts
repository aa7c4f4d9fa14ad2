import { type RawBuilder, sql } from 'kysely'
import type { Term } from '../../indicators/formula.ts'
import type { Step } from '../../time/slots.ts'
import type { UnitRegistry } from '../../units/registry.ts'
import type { Span } from '../asked/period.ts'
import { releasedBuckets } from './embargoed.ts'
import { knownAt, totalsAsKnown } from './known.ts'
import { membersOf, pairsOf } from './members.ts'

export interface TermQuery {
  /** Units to answer for, each with everything below it. */
  roots: number[]
  /** Units to answer for without what lies below them: what was reported for the unit itself. */
  alone?: number[]
  /** Of each root only what lies in this unit: of a commune across two former districts, the part in one of them. */
  within?: number | undefined
  /** The day whose map the roots are on: what was reported for other units is carried over by succession. */
  geo: string
  span: Span
  /** Where `begun` draws the line. */
  at: Date
  /** Splits the span into slots; one slot for all of it where absent. */
  step?: Step
  /** Data as known at this instant; null for now. */
  asOf: Date | null
  /** As of Moment. */
  isForDuty?: true
  /** Where the newest figure of the span ends: how far the year before is read. The span's end where absent. */
  upTo?: Date
}

export interface TermValue {
  root: number
  slot: Date | null
  value: number
  /** A figure its source has not called final. */
  provisional: boolean
  /** Part of it was shared out between the successors of a split unit. */
  estimate: boolean
  /** Someone who told of the stretch before has not told of this one. */
  awaited: boolean
  /** The last bucket that counted, for measures whose newest figure replaces the ones before. */
  bucket: Date | null
}

export const DAY_MS = 86_400_000
/** What is told by the week is told on about the same day each year. */
export const NEAR_DAYS = 7

/** Where a term's numbers come from: (root, unit, standing, heir, weight, later, bucket, value, dims). */
export type Counted = RawBuilder<unknown>

/** A root and slot, with `value` and `estimate` of each term by its number. */
export type Sums = Record<string, unknown> & Pick<TermValue, 'root' | 'slot' | 'provisional' | 'awaited' | 'bucket'>

/** The newest figure that stands, of each unit; `standing` are the units of the map that it comes through. */
export function addUpNewest(units: UnitRegistry, term: Term, query: TermQuery): RawBuilder<Sums> {
  return sql`
    select root, slot, value0, estimate0, provisional, coalesce(not before <@ told, false) as awaited, bucket
    from (
      select root, slot, ${added(sql`value * weight`)} as value0, bool_or(whole < 1) as estimate0,
             coalesce(bool_or(dims->>'final' = 'false'), false) as provisional, max(bucket) as bucket,
             array_agg(distinct standing) as told, ${toldBefore(units, term, query)} as before
      from ${standing(term, query, countedCells(units, term, query))} s group by root, slot
    ) summed`
}

/** Shares that re-add to a whole are the whole, to the last digit. */
export const added = (weighed: RawBuilder<unknown>, counts: RawBuilder<unknown> = sql`true`) =>
  sql`round(sum(${weighed}) filter (where ${counts}), 12)::float8`

/** Longer stretches have had time enough. */
const LONGEST_AWAITED_DAYS = 366

/** Who told of the slot before or, without slots, of as long a stretch before; of what is nobody's sum, nobody is awaited. */
export function toldBefore(units: UnitRegistry, term: Term, query: TermQuery): RawBuilder<unknown> {
  if (term.measure.units !== 'sum' || term.yearBefore) return sql`null::int[]`
  if (query.step) return sql`lag(array_agg(distinct standing)) over (partition by root order by slot)`
  const { from, to } = query.span
  const length = to.getTime() - from.getTime()
  if (length === 0 || length > LONGEST_AWAITED_DAYS * DAY_MS) return sql`null::int[]`
  const before = { ...query, span: { from: new Date(from.getTime() - length), to: from } }
  return sql`(
    select array_agg(distinct w.standing)
    from ${pairsOf(units, membersOf(units, term, query))} ${knownAt(term, query)}
    where w.root = s.root and exists (select from ${totalsOf(term, before)} total join dims on dims.id = total.dims_id where ${valuesOf(term)})
  )`
}

/** The slot of a `bucket`; null where all is one. */
export function slotOf({ step }: Pick<TermQuery, 'step'>): RawBuilder<unknown> {
  return step ? sql`date_trunc(${step}, bucket, 'Asia/Ho_Chi_Minh')` : sql`null::timestamptz`
}

/**
 * Of figures that replace the ones before, those that stand: the newest a unit gave of a thing, by the most trusted of those
 * who told it, and of a unit that has ended only the share of which none that came after it has told the same thing. Of all
 * others, every one. `whole` is how much of a unit counts in all.
 */
export function standing({ measure }: Term, query: Pick<TermQuery, 'step'>, counted: Counted): Counted {
  const slot = slotOf(query)
  if (measure.time !== 'last') return sql`(select *, ${slot} as slot, weight as whole from (${counted}) c)`
  const { sources = [] } = measure
  const trust = sql`coalesce(array_position(${sources}::text[], dims->>'source'), ${sources.length + 1})`
  const thing = sources.length === 0 ? sql`dims - 'final'` : sql`dims - 'final' - 'source'`
  const within = query.step ? sql`after.slot = dated.slot` : sql`true`
  return sql`(
    with dated as materialized (
      select *, max(bucket) over (partition by root, heir, unit, slot, thing) as newest,
             min(trust) over (partition by root, heir, unit, slot, bucket, thing) as best
      from (select *, ${slot} as slot, ${trust} as trust, ${thing} as thing from (${counted}) c) slotted
    )
    select *, round(sum(weight) over (partition by root, unit, slot, bucket, dims), 9) as whole
    from dated
    where bucket = newest and trust = best and (later is null or not exists (
      select from dated after
      where after.root = dated.root and after.heir = dated.heir and after.thing = dated.thing and after.unit = any(dated.later) and ${within}
    ))
  )`
}

/** The totals that a term adds up, with the dimensions of each. */
export function countedCells(units: UnitRegistry, term: Term, query: TermQuery): Counted {
  return sql`
    select w.*, total.bucket, total.value, dims.dims
    from ${pairsOf(units, membersOf(units, term, query))} ${knownAt(term, query)}
    cross join lateral ${totalsOf(term, query)} total
    join dims on dims.id = total.dims_id
    where ${valuesOf(term)}`
}

/** The totals (id, bucket, value, dims_id) of w.unit that have facts behind them, be they 0. */
export function totalsOf(term: Term, query: TermQuery): RawBuilder<unknown> {
  return totalsWith(sql`facts > 0`, term, query)
}

/** Those and the ones of which nothing is left, with how many `facts` stand behind each. */
export function everToldOf(term: Term, query: TermQuery): RawBuilder<unknown> {
  return totalsWith(sql`facts >= 0`, term, query)
}

/** One stretch of their index: «offset 0» keeps the planner from walking it once a combination of dims instead. */
function totalsWith(counts: RawBuilder<boolean>, term: Term, query: TermQuery): RawBuilder<unknown> {
  const mine = sql`
    cell.unit_id = w.unit and cell.measure_id = (select id from measure where code = ${term.measure.id}) and ${bucketsOf(term, query)}`
  const counted = term.count ? sql.id('facts') : sql.id('value')
  if (query.asOf === null)
    return sql`(select id, bucket, ${counted} as value, facts, dims_id from cell where ${mine} and ${counts} offset 0)`
  return sql`(
    select id, bucket, ${counted} as value, facts, dims_id from (${totalsAsKnown(mine, query.asOf)}) cell where ${counts}
  )`
}

/** Alike for terms that count the same of one measure, but for what they pick of it. */
export const bucketsCounted = ({ measure, begun, days, soFar, stood, yearBefore, count }: Term): string =>
  `${measure.id} ${begun} ${days} ${soFar} ${stood} ${yearBefore} ${count}`

/** Which buckets a term counts, over a span already its own. */
export function bucketsOf(term: Term, query: Pick<TermQuery, 'span' | 'at' | 'step'>) {
  return sql`(${bucketsWithin(term, query)} ${releasedBuckets(term.measure, query.at)})`
}

function bucketsWithin(term: Term, query: Pick<TermQuery, 'span' | 'at' | 'step'>) {
  const { begun, days = 0, soFar, stood } = term
  const { span, at } = query
  if (begun) return sql`bucket <= ${new Date(at.getTime() + days * DAY_MS)}`
  if (stood)
    return span.from.getTime() === span.to.getTime() ? sql`bucket <= ${at}` : sql`bucket < ${span.to} and bucket <= ${at}`
  // A stock without `begun` is all that is open, whenever it falls due.
  if (span.from.getTime() === span.to.getTime()) return sql`true`
  const passed = soFar ? sql`bucket <= ${at}` : sql`true`
  return sql`bucket >= ${span.from} and bucket < ${span.to} and ${passed} and ${isNearEnd(term, query)}`
}

/** A running total of the year before is told of about the day it is set beside, or says nothing. */
function isNearEnd(
  { measure, yearBefore }: Pick<Term, 'measure' | 'yearBefore'>,
  { span, step }: Pick<TermQuery, 'span' | 'step'>,
) {
  if (!yearBefore || measure.time !== 'last' || measure.grain !== 'day') return sql`true`
  const near = sql`bucket >= ${new Date(span.to.getTime() - NEAR_DAYS * DAY_MS)}`
  if (!step) return near
  const slot = (at: RawBuilder<unknown>) => sql`date_trunc(${step}, ${at}, 'Asia/Ho_Chi_Minh')`
  return sql`(${near} or ${slot(sql`bucket + ${`${NEAR_DAYS} days`}::interval`)} > ${slot(sql`bucket`)})`
}

/** Which dims a term counts: those its formula picks, of them those it is narrowed to, where a blank means none. */
export function valuesOf({ dim, values, where = {} }: Pick<Term, 'dim' | 'values' | 'where'>): RawBuilder<unknown> {
  const picked = dim ? [sql`dims->>${dim} = any(${values ?? []}::text[])`] : []
  const narrowed = Object.entries(where).map(([name, any]) => sql`coalesce(dims->>${name}, '') = any(${any}::text[])`)
  return picked.length + narrowed.length === 0 ? sql`true` : sql`(${sql.join([...picked, ...narrowed], sql` and `)})`
}
