import { type RawBuilder, sql } from 'kysely'
import type { Term } from '../indicators/formula.ts'
import { endOfMonth, slotBefore, slotFrom, slotsOf } from '../time/slots.ts'
import { isHeldBack } from './embargoed.ts'
import type { Span } from './period.ts'
import { bucketsOf, type TermQuery, totalsOf } from './term.ts'

/**
 * The totals of w.unit that a term adds up (bucket, value, dims_id, newest), by as few of them as there are (sql/src/ledger/sum-months.ts).
 * The days of a whole month that is over are one total beginning with it; a day of a part of one, one total by what is `picked`, where
 * the terms ask by nothing else. Of a month that changed since it was added up, or is under way, each total of a day is.
 */
export function summedTotals(term: Term, query: TermQuery, picked: string[] | null): RawBuilder<unknown> {
  const { measure, begun, stood, count } = term
  const isSummed = measure.time === 'sum' && measure.grain === 'day' && !begun && !stood && query.asOf === null
  if (!isSummed) return sql`(select bucket, value, dims_id, bucket as newest from ${totalsOf(term, query)} day)`
  const measureId = sql`(select id from measure where code = ${measure.id})`
  const of = (table: string) => sql`${sql.ref(`${table}.unit_id`)} = w.unit and ${sql.ref(`${table}.measure_id`)} = ${measureId}`
  const changed = (month: RawBuilder<unknown>) =>
    sql`exists (select from month_changed where ${of('month_changed')} and month_changed.month = ${month})`
  const value = sql`${count ? sql.id('facts') : sql.id('value')} as value`
  const within = sql`bucket >= since and bucket < until and ${bucketsOf(term, query)}`
  const { whole, parts } = monthsOf(term, query)
  const piece = sql`unnest(
    ${parts.map(({ month }) => month)}::timestamptz[], ${parts.map(({ from }) => from)}::timestamptz[], ${parts.map(({ to }) => to)}::timestamptz[]
  ) as piece (month, since, until)`
  const isPicked = picked ? sql`(select picked @> ${picked}::text[] from measure where code = ${measure.id})` : sql`false`
  return sql`(
    select month as bucket, ${value}, dims_id, newest from month_total
    where ${of('month_total')} and month >= ${whole.from} and month < ${whole.to} and not ${changed(sql.ref('month_total.month'))}
    union all
    select bucket, value, picked_id, bucket from ${piece} cross join lateral (
      select bucket, ${value}, picked_id from day_total where ${of('day_total')} and ${within} offset 0
    ) day where ${isPicked} and not ${changed(sql.ref('piece.month'))}
    union all
    select bucket, value, dims_id, bucket from (
      select since, until from ${piece} where not ${isPicked} or ${changed(sql.ref('piece.month'))}
      union all
      select month, ${endOfMonth(sql.ref('month'))} from month_changed
      where ${of('month_changed')} and month >= ${whole.from} and month < ${whole.to}
    ) as stretch (since, until) cross join lateral (
      select bucket, ${value}, dims_id from cell where ${of('cell')} and ${within} and facts > 0 offset 0
    ) day
  )`
}

/** Of a span the months that one total may answer for, all of whose days count, and by month what is left before and after them. */
function monthsOf(term: Term, query: TermQuery): { whole: Span; parts: (Span & { month: Date })[] } {
  const { span } = query
  const whole = wholeMonths(term, query)
  const left =
    whole.from < whole.to
      ? [
          { from: span.from, to: whole.from },
          { from: whole.to, to: span.to },
        ]
      : [span]
  const parts = left.flatMap(({ from, to }) =>
    slotsOf({ from, to }, 'month').map((month) => ({
      month: month.from,
      from: new Date(Math.max(Number(month.from), Number(from))),
      to: new Date(Math.min(Number(month.to), Number(to))),
    })),
  )
  return { whole, parts }
}

function wholeMonths({ measure, soFar }: Term, { span, step, at }: TermQuery): Span {
  const from = slotFrom(span.from, 'month')
  if (step === 'day' || step === 'hour' || isHeldBack(measure, at)) return { from, to: from }
  return { from, to: slotBefore(soFar && at < span.to ? at : span.to, 'month') }
}
