import { type RawBuilder, sql } from 'kysely'
import { dimsOf, type Term } from '../indicators/formula.ts'
import type { UnitRegistry } from '../units/registry.ts'
import { knownAt } from './known.ts'
import { membersOf, pairsOf } from './members.ts'
import { endsOf, type Sums, slotOf, type TermQuery, totalsOf, valuesOf } from './term.ts'

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
  const of = occurring(units, term, query, by)
  if (!among) return of
  const isOwn = by !== undefined && term.measure.dims.includes(by)
  const isOther = by !== undefined && dimsOf(among).includes(by)
  return sql`(
    select o.root, o.slot, ${isOwn || !isOther ? sql`o.key` : sql`a.key`} as key, o.value, o.bucket,
           o.counts and coalesce(a.counts, false) as counts, o.sure and a.sure as sure
    from ${of} o left join ${occurring(units, among as DistinctTerm, query, by)} a
      on a.root = o.root and a.slot is not distinct from o.slot and a.value = o.value ${isOwn && isOther ? sql`and a.key = o.key` : sql``}
  )`
}

/** The same without looking at what is among: each unit's are added up first, and carried over by weight after. */
function occurring(units: UnitRegistry, term: DistinctTerm, query: TermQuery, by?: string): RawBuilder<unknown> {
  const isOverTime = term.stood && query.step
  const key = by !== undefined && term.measure.dims.includes(by) ? sql`coalesce(dims->>${by}, '')` : sql`null::text`
  return sql`(
    select w.root, part.slot, part.key, part.value, sum(part.amount * w.weight) > ${LEAST} as counts,
           bool_or(w.weight >= 1 and part.amount > 0) as sure, max(part.bucket) as bucket
    from ${pairsOf(units, membersOf(units, term, query))} ${knownAt(term, query)}
    cross join lateral (
      select ${isOverTime ? sql`slot` : slotOf(query)} as slot, picked.key, picked.value, sum(total.value) as amount, max(bucket) as bucket
      from ${totalsOf(term, query)} total ${isOverTime && query.step ? endsOf(query.span, query.step) : sql``}
      join (
        select id, dims->>${term.distinct.dim} as value, ${key} as key from dims
        where dims ? ${term.distinct.dim} and ${valuesOf(term)} offset 0
      ) picked on picked.id = total.dims_id
      group by 1, 2, 3
    ) part
    group by 1, 2, 3, 4
  )`
}
