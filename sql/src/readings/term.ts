import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../db.ts'
import { Invalid } from '../errors.ts'
import type { Term } from '../indicators/formula.ts'
import { addDays, dayOf } from '../time/hanoi.ts'
import type { Lineage } from '../units/crosswalk.ts'
import type { UnitRegistry } from '../units/registry.ts'
import type { Span } from './period.ts'

export type Step = 'hour' | 'day' | 'month' | 'year'

export interface TermQuery {
  /** Units to answer for, each with everything below it. */
  roots: number[]
  /** The day whose map the roots are on: what was reported for other units is carried over by succession. */
  geo: string
  span: Span
  /** Where `begun` draws the line. */
  at: Date
  /** Splits the span into slots; one slot for all of it where absent. */
  step?: Step
  /** Data as known at this instant; null for now. */
  asOf: Date | null
}

export interface TermValue {
  root: number
  slot: Date | null
  value: number
  /** A figure its source has not called final. */
  provisional: boolean
  /** Part of it was shared out between the successors of a split unit. */
  estimate: boolean
  /** The last bucket that counted, for measures whose newest figure replaces the ones before. */
  bucket: Date | null
}

/** Where a term's numbers come from: (root, unit, heir, weight, begins, ends, bucket, value, dims). */
export type Counted = RawBuilder<unknown>

/** Terms' values from the totals: the one query behind every reading, chart and map. Terms of one measure are read at once. */
export async function readTerms(db: Db, units: UnitRegistry, terms: Term[], query: TermQuery): Promise<TermValue[][]> {
  const groups = new Map<string, number[]>()
  for (const [index, { measure, begun }] of terms.entries()) {
    const key = measure.time === 'last' ? String(index) : `${measure.id} ${begun}`
    groups.set(key, [...(groups.get(key) ?? []), index])
  }
  const values: TermValue[][] = terms.map(() => [])
  const read = [...groups.values()].map(async (indexes) => {
    const group = indexes.map((index) => terms[index] as Term)
    const found = await addUp(db, group, query, countedCells(units, group, query))
    for (const [place, index] of indexes.entries()) values[index] = found[place] as TermValue[]
  })
  await Promise.all(read)
  return values
}

/** Adds up what counts for each of a measure's terms. */
async function addUp(db: Db, terms: Term[], query: TermQuery, counted: Counted): Promise<TermValue[][]> {
  const [first] = terms as [Term]
  const isLast = first.measure.time === 'last'
  const sums = terms.map((term, n) => {
    const mine = sql`filter (where ${valuesOf(term)})`
    return sql`sum(value * weight) ${mine}::float8 as ${sql.id(`value${n}`)}, bool_or(whole < 1) ${mine} as ${sql.id(`estimate${n}`)}`
  })
  const { rows } = await sql<Record<string, unknown> & Pick<TermValue, 'root' | 'slot' | 'provisional' | 'bucket'>>`
    select root, slot, ${sql.join(sums)},
           ${isLast ? sql`coalesce(bool_or(dims->>'final' = 'false'), false)` : sql`false`} as provisional,
           ${isLast ? sql`max(bucket)` : sql`null::timestamptz`} as bucket
    from ${standing(first, query, counted)} s group by root, slot`.execute(db)
  return terms.map((_, n) =>
    rows.flatMap(({ root, slot, provisional, bucket, [`value${n}`]: value, [`estimate${n}`]: estimate }) =>
      value === null ? [] : [{ root, slot, provisional, bucket, value: value as number, estimate: estimate as boolean }],
    ),
  )
}

/**
 * Of figures that replace the ones before, those that stand: the newest a unit gave of a thing, and of a unit that has ended
 * only the share of which no successor has given one. Of all others, every one. `whole` is how much of a unit counts in all.
 */
export function standing({ measure }: Term, { step }: Pick<TermQuery, 'step'>, counted: Counted): Counted {
  const slot = step ? sql`date_trunc(${step}, bucket, 'Asia/Ho_Chi_Minh')` : sql`null::timestamptz`
  if (measure.time !== 'last') return sql`(select *, ${slot} as slot, weight as whole from (${counted}) c)`
  return sql`(
    select *, round(sum(weight) over (partition by root, unit, slot, bucket, dims), 9) as whole from (
      select *, max(bucket) over (partition by root, heir, unit, slot, dims - 'final') as newest,
             max(begins) over (partition by root, heir, slot) as youngest
      from (select *, ${slot} as slot from (${counted}) c) slotted
    ) dated
    where bucket = newest and (ends is null or ends > youngest)
  )`
}

/** The totals that one measure's terms add up: those with facts behind them, be they 0. */
export function countedCells(units: UnitRegistry, terms: Term[], query: TermQuery): Counted {
  const [term] = terms as [Term]
  const { measure } = term
  const wanted = sql`(${sql.join(terms.map(valuesOf), sql` or `)})`
  const pairs = pairsOf(units, membersOf(units, term, query))
  // One stretch of the totals' index a unit: «offset 0» keeps the planner from walking it once a combination of dims instead.
  const cells = sql`
    cross join lateral (
      select * from cell
      where cell.unit_id = w.unit and cell.measure_id = (select id from measure where code = ${measure.id})
        and ${bucketsOf(term, query)}
      offset 0
    ) cell
    join dims on dims.id = cell.dims_id`
  if (query.asOf === null) {
    return sql`
      select w.*, cell.bucket, cell.value, dims.dims from ${pairs} ${cells}
      where cell.facts > 0 and ${wanted}`
  }
  // A total not touched since reads as it stands; any other as its last entry at the time left it.
  return sql`
    select w.*, cell.bucket, past.value, dims.dims
    from (
      select position from ledger_batch
      where domain = (select domain from measure where code = ${measure.id}) and known_at <= ${query.asOf}
      order by known_at desc, position desc limit 1
    ) known, ${pairs} ${cells}
    cross join lateral (
      select cell.value, cell.facts where cell.position <= known.position
      union all (
        select balance, entry.facts from ledger_entry entry
        where cell.position > known.position and entry.cell_id = cell.id and entry.position <= known.position
        order by entry.position desc limit 1
      )
    ) past
    where past.facts > 0 and ${wanted}`
}

/** Members as a table w (root, unit, heir, weight, begins, ends). */
export function pairsOf(units: UnitRegistry, members: Lineage[]): RawBuilder<unknown> {
  const columns = <T>(pick: (member: Lineage) => T) => members.map(pick)
  return sql`unnest(
    ${columns((m) => m.root)}::int[], ${columns((m) => m.unit)}::int[], ${columns((m) => m.heir)}::int[],
    ${columns((m) => m.weight)}::numeric[], ${columns((m) => units.get(m.unit).valid_from)}::date[],
    ${columns((m) => units.get(m.unit).valid_to)}::date[]) as w (root, unit, heir, weight, begins, ends)`
}

/** Whose totals count for each root, and with what weight; of figures that successors replace, by successor. */
export function membersOf(
  units: UnitRegistry,
  { measure }: Term,
  { roots, geo, span }: Pick<TermQuery, 'roots' | 'geo' | 'span'>,
): Lineage[] {
  if (measure.units === 'sum' && measure.time === 'last') return units.lineages(roots, geo, measure.basis)
  if (measure.units === 'sum') return units.members(roots, geo, measure.basis).map((member) => ({ ...member, heir: member.unit }))
  for (const root of roots) {
    const { key, name, valid_from, valid_to } = units.get(root)
    const [first, last] = [dayOf(span.from), dayOf(new Date(Math.max(span.from.getTime(), span.to.getTime() - 1)))]
    if (first < valid_from || (valid_to !== null && last >= valid_to)) {
      const stood = `from ${valid_from}${valid_to === null ? '' : ` to ${addDays(valid_to, -1)}`}`
      throw new Invalid(
        `${measure.id} does not add up over units, so it can't be carried over a merger: ${name} (${key}) stood ${stood}. Ask for a period within that, or for a unit that stood then.`,
      )
    }
  }
  return roots.map((root) => ({ root, unit: root, heir: root, weight: 1 }))
}

export function bucketsOf({ begun }: Pick<Term, 'begun'>, { span, at }: Pick<TermQuery, 'span' | 'at'>) {
  if (begun) return sql`bucket <= ${at}`
  // A stock without `begun` is all that is open, whenever it falls due.
  if (span.from.getTime() === span.to.getTime()) return sql`true`
  return sql`bucket >= ${span.from} and bucket < ${span.to}`
}

export function valuesOf({ dim, values }: Pick<Term, 'dim' | 'values'>) {
  return dim ? sql`dims->>${dim} = any(${values ?? []}::text[])` : sql`true`
}
