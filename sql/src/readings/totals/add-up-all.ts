import { type RawBuilder, sql } from 'kysely'
import { pickedBy, type Term } from '../../indicators/formula.ts'
import { type Step, slotsOf } from '../../time/slots.ts'
import type { UnitRegistry } from '../../units/registry.ts'
import type { Span } from '../asked/period.ts'
import { knownAt } from './known.ts'
import { membersOf, pairsOf } from './members.ts'
import { isSummed, summedTotals } from './summed-totals.ts'
import { added, type Sums, slotOf, type TermQuery, totalsOf, valuesOf } from './term.ts'

/** Where every total counts: each unit's are added up first and carried over by weight after. */
export function addUpAll(units: UnitRegistry, terms: Term[], query: TermQuery): RawBuilder<Sums> {
  return sql`
    ${combinations(units, terms, query)}
    select root, slot, ${sumsOf(terms)}, false as provisional, false as awaited, null::timestamptz as bucket
    from part join pick on pick.id = dims_id
    group by root, slot`
}

/**
 * A table `part` of terms alike: what each unit's totals add up to, by slot and combination of dimensions; and a table `pick` of which
 * terms count a combination, with `more` columns of its own `dims`. That is asked once a combination: not once a total, nor once a unit.
 */
export function combinations(
  units: UnitRegistry,
  terms: Term[],
  query: TermQuery,
  more?: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const [first] = terms as [Term]
  const members = membersOf(units, first, query)
  // What is asked for by some dimension is not told by those that are picked.
  const picked = more ? null : [...new Set(terms.flatMap(pickedBy))]
  const told = [...new Set(members.map(({ unit }) => unit))]
  const own = isSummed(first, query)
    ? sql`join ${summedTotals(first, query, told, picked)} own on own.unit = w.unit`
    : sql`${knownAt(first, query)} cross join lateral ${eachTotal(first, query)} own`
  return sql`
    with part as materialized (
      select w.root, w.weight, own.* from ${pairsOf(units, members)} ${own}
    ), pick as materialized (
      select id, ${more ?? sql`null as more`}, ${sql.join(terms.map((term, n) => sql`${valuesOf(term)} as ${counts(n)}`))}
      from (select id, dims from dims union all select id, dims from picked_dims) kind where id in (select dims_id from part)
    )`
}

/** What the totals of w.unit come to (slot, dims_id, value, bucket), each of them read. */
function eachTotal(term: Term, query: TermQuery): RawBuilder<unknown> {
  const { span, step } = query
  const isOverTime = term.stood && step
  return sql`(
    select ${isOverTime ? sql`slot` : slotOf(query)} as slot, dims_id, sum(value) as value, max(bucket) as bucket
    from ${totalsOf(term, query)} total ${isOverTime ? endsOf(span, step) : sql``}
    group by 1, 2
  )`
}

/** Whether the nth term counts a combination. */
export const counts = (n: number) => sql.id(`counts${n}`)

/** Of each term by its number what its combinations come to, and whether part of it was shared out. */
export const sumsOf = (terms: Term[]) =>
  sql.join(
    terms.map(
      (_, n) => sql`${added(sql`value * weight`, counts(n))} as ${sql.id(`value${n}`)},
        bool_or(weight < 1) filter (where ${counts(n)}) as ${sql.id(`estimate${n}`)}`,
    ),
  )

/** What stood at the end of each slot counts in every slot from its bucket on. */
function endsOf(span: Span, step: Step): RawBuilder<unknown> {
  const slots = slotsOf(span, step)
  return sql`join unnest(${slots.map(({ from }) => from)}::timestamptz[], ${slots.map(({ to }) => to)}::timestamptz[]) as slots (slot, until)
    on total.bucket < slots.until`
}
