import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { Term } from '../indicators/formula.ts'
import type { UnitTree } from '../units/tree.ts'
import type { Span } from './period.ts'

export interface TermQuery {
  /** Units to answer for, each with everything below it. */
  roots: number[]
  span: Span
  /** Where `begun` draws the line. */
  at: Date
  /** Splits the span into slots; one slot for all of it where absent. */
  step?: 'hour' | 'day'
}

export interface TermValue {
  root: number
  slot: Date | null
  value: number
  /** A figure its source has not called final. */
  provisional: boolean
  /** The last bucket that counted, for measures whose newest figure replaces the ones before. */
  bucket: Date | null
}

/** A term's values from the totals: the one query behind every reading, chart and map. */
export async function readTerm(db: Db, tree: UnitTree, term: Term, query: TermQuery): Promise<TermValue[]> {
  const pairs = query.roots.flatMap((root) => tree.within(root).map((unit) => ({ root, unit })))
  const selected = sql`
    select w.root, w.unit, cell.bucket, cell.value, dims.dims
    from unnest(${pairs.map((p) => p.root)}::int[], ${pairs.map((p) => p.unit)}::int[]) as w (root, unit)
    join cell on cell.unit_id = w.unit and cell.measure_id = (select id from measure where code = ${term.measure.id})
      and ${bucketsOf(term, query)}
    join dims on dims.id = cell.dims_id
    where cell.value <> 0 and ${valuesOf(term)}`
  const slot = query.step ? sql`date_trunc(${query.step}, bucket, 'Asia/Ho_Chi_Minh')` : sql`null::timestamptz`
  const statement =
    term.measure.time === 'last'
      ? sql<TermValue>`
          with figure as (
            select root, unit, ${slot} as slot, bucket, sum(value) as value, bool_or(dims->>'final' = 'false') as provisional
            from (${selected}) s group by root, unit, 3, bucket
          ), newest as (
            select distinct on (root, unit, slot) * from figure order by root, unit, slot, bucket desc
          )
          select root, slot, sum(value)::float8 as value, coalesce(bool_or(provisional), false) as provisional, max(bucket) as bucket
          from newest group by root, slot`
      : sql<TermValue>`
          select root, ${slot} as slot, sum(value)::float8 as value, false as provisional, null::timestamptz as bucket
          from (${selected}) s group by root, 2`
  return (await statement.execute(db)).rows
}

function bucketsOf(term: Term, { span, at }: TermQuery) {
  if (term.begun) return sql`cell.bucket <= ${at}`
  // A stock without `begun` is all that is open, whenever it falls due.
  if (span.from.getTime() === span.to.getTime()) return sql`true`
  return sql`cell.bucket >= ${span.from} and cell.bucket < ${span.to}`
}

function valuesOf({ dim, values }: Term) {
  return dim ? sql`dims.dims->>${dim} = any(${values ?? []}::text[])` : sql`true`
}
