import { type RawBuilder, sql } from 'kysely'
import { dimsOf, type Term } from '../../indicators/formula.ts'
import type { UnitRegistry } from '../../units/registry.ts'
import { combinations, counts } from './add-up-all.ts'
import type { Sums, TermQuery } from './term.ts'

// How many values of a dimension occur: of a unit with everything below it a union, and no sum.

/** A term that counts the values of a dimension. */
export type DistinctTerm = Term & Required<Pick<Term, 'distinct'>>

export const isDistinct = (term: Term): term is DistinctTerm => term.distinct !== undefined

/** What adds up to so little is a rest of shares that cancel out. */
export const LEAST = 1e-9

/** How many values each root and slot has. */
export function addUpDistinct(units: UnitRegistry, term: DistinctTerm, query: TermQuery): RawBuilder<Sums> {
  return sql`
    select root, slot, ${COUNTED}, false as provisional, false as awaited, null::timestamptz as bucket
    from ${valuesCounted(units, term, query)} v group by root, slot`
}

/** The same by the values of another dimension, or of the same one: (key, root, value0, estimate0, newest0). */
export function splitDistinct(units: UnitRegistry, term: DistinctTerm, dim: string, query: TermQuery): RawBuilder<unknown> {
  return sql`
    select key, root, ${COUNTED}, max(bucket) as newest0
    from ${valuesCounted(units, term, query, dim)} v where key is not null group by key, root`
}

const COUNTED = sql`count(*) filter (where counts)::float8 as value0, coalesce(bool_or(not sure) filter (where counts), false) as estimate0`

/**
 * The values (root, slot, key, value, counts, sure, bucket) of which a term counts something, and whether they are among those that may
 * count; `sure` where not all it has came by way of a share of a split unit. `by` tells apart what counts by another dimension.
 */
export function valuesCounted(units: UnitRegistry, term: DistinctTerm, query: TermQuery, by?: string): RawBuilder<unknown> {
  const { among } = term.distinct
  const of = occurring(units, term, term.distinct.dim, query, by)
  if (!among) return of
  const isOwn = by !== undefined && term.measure.dims.includes(by)
  const isOther = by !== undefined && dimsOf(among).includes(by)
  const alike = ['root', 'value', ...(query.step ? ['slot'] : []), ...(isOwn && isOther ? ['key'] : [])].map((name) =>
    sql.ref(name),
  )
  // Each by itself: joined as they come, sorted by unit, every value would be compared with every other of its unit.
  return sql`(
    with own as materialized ${of}, other as materialized ${occurring(units, among, term.distinct.dim, query, by)}
    select root, own.slot, ${isOwn || !isOther ? sql`own.key` : sql`other.key`} as key, value, own.bucket,
           own.counts and coalesce(other.counts, false) as counts, own.sure and other.sure as sure
    from own left join other using (${sql.join(alike)})
  )`
}

/** The same without looking at what is among. What is picked is told rather than filtered by, so that it is asked once a combination. */
function occurring(units: UnitRegistry, term: Term, dim: string, query: TermQuery, by?: string): RawBuilder<unknown> {
  const key = by !== undefined && term.measure.dims.includes(by) ? sql`coalesce(dims->>${by}, '')` : sql`null::text`
  return sql`(
    ${combinations(units, [term], query, sql`${key} as key, dims->>${dim} as value`)}
    select root, slot, key, pick.value, sum(part.value * weight) > ${LEAST} as counts,
           bool_or(weight >= 1 and part.value > 0) as sure, max(bucket) as bucket
    from part join pick on pick.id = dims_id
    where ${counts(0)} and pick.value is not null
    group by root, slot, key, pick.value
  )`
}
