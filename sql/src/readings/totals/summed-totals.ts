import { type RawBuilder, sql } from 'kysely'
import type { Term } from '../../indicators/formula.ts'
import { endOfMonth, slotBefore, slotFrom } from '../../time/slots.ts'
import type { Span } from '../asked/period.ts'
import { isHeldBack } from './embargoed.ts'
import { bucketsOf, slotOf, type TermQuery } from './term.ts'

/** Whether a term counts days as known now that add up: those of months that are over stand added up beside them (sql/src/ledger/sum-months.ts). */
export const isSummed = ({ measure, begun, stood }: Term, { asOf, span }: Pick<TermQuery, 'asOf' | 'span'>): boolean =>
  measure.time === 'sum' && measure.grain === 'day' && !begun && !stood && asOf === null && span.from < span.to

/**
 * What the totals of units come to (unit, slot, dims_id, value, bucket), by as few of them as there are: of a whole month that is over
 * the one of all its days, and of a part of one those of its days by what is `picked`, where the terms ask by nothing else. Of a month
 * that changed since it was added up, or is under way, each total of a day is read.
 */
export function summedTotals(term: Term, query: TermQuery, units: number[], picked: string[] | null): RawBuilder<unknown> {
  const { measure, count } = term
  const isMeasure = (table: string) => sql`${sql.ref(`${table}.measure_id`)} = (select id from about)`
  const of = (table: string) =>
    sql`${isMeasure(table)} and ${sql.ref(`${table}.unit_id`)} = any((select units from about)::int[])`
  const value = sql`${count ? sql.id('facts') : sql.id('value')} as value`
  const { whole, edges } = monthsOf(term, query)
  const isWhole = sql`month >= ${whole.from} and month < ${whole.to}`
  const edge = sql`unnest(${edges.map(({ from }) => from)}::timestamptz[], ${edges.map(({ to }) => to)}::timestamptz[]) as edge (since, until)`
  const isPicked = picked ? sql`(select picked @> ${picked}::text[] from about)` : sql`false`
  return sql`(
    with about as materialized (
      select id, picked, ${units}::int[] as units from measure where code = ${measure.id}
    ), changed as materialized (
      select unit_id, month, ${endOfMonth(sql.ref('month'))} as ends from month_changed where ${of('month_changed')} and month < ${query.span.to}
    ), anew as (
      select unit_id, month as since, ends as until from changed where ${isWhole}
      union all
      select unit_id, greatest(month, since), least(ends, until) from changed join ${edge} on month < until and ends > since where ${isPicked}
      union all
      select unnest(units), since, until from about, ${edge} where not ${isPicked}
    )
    select unit_id as unit, ${slotOf(query)} as slot, dims_id, sum(value) as value, max(newest) as bucket from (
      select unit_id, month as bucket, dims_id, ${value}, newest from month_total
      where ${of('month_total')} and ${isWhole} and (unit_id, month) not in (select unit_id, month from changed)
      union all
      select unit_id, bucket, picked_id, ${value}, bucket from ${edge} join day_total on bucket >= since and bucket < until
      where ${of('day_total')} and ${isPicked} and ${bucketsOf(term, query)}
        and (unit_id, date_trunc('month', bucket, 'Asia/Ho_Chi_Minh')) not in (select unit_id, month from changed)
      union all
      select unit_id, day.* from anew cross join lateral (
        select bucket, dims_id, ${value}, bucket from cell
        where ${isMeasure('cell')} and cell.unit_id = anew.unit_id
          and bucket >= since and bucket < until and ${bucketsOf(term, query)} and facts > 0 offset 0
      ) day
    ) total group by 1, 2, 3
  )`
}

/** Of a span the months that one total may answer for, all of whose days count, and what is left before and after them. */
function monthsOf({ measure, soFar }: Term, { span, step, at }: TermQuery): { whole: Span; edges: Span[] } {
  const from = slotFrom(span.from, 'month')
  const isByMonth = step !== 'day' && step !== 'hour' && !isHeldBack(measure, at)
  const to = isByMonth ? slotBefore(soFar && at < span.to ? at : span.to, 'month') : from
  if (from >= to) return { whole: { from, to: from }, edges: [span] }
  const edges = [
    { from: span.from, to: from },
    { from: to, to: span.to },
  ]
  return { whole: { from, to }, edges: edges.filter(({ from, to }) => from < to) }
}
