import { type RawBuilder, sql } from 'kysely'
import { DAY_MS } from '../../calendar/day.ts'
import { type Formula, type Term, termsWithin } from '../../indicators/formula.ts'
import type { Measure } from '../../pack/pack.ts'
import { type Span, sameDays } from '../asked/period.ts'

/** What of a measure is still held back at a moment. */
const heldAt = ({ embargoes = [] }: Pick<Measure, 'embargoes'>, at: Date) =>
  embargoes
    .map(({ from, to, until }) => ({ from: new Date(from), to: new Date(to), until: new Date(until) }))
    .filter(({ until }) => at < until)

/** Whether any of a measure is. */
export const isHeldBack = (measure: Pick<Measure, 'embargoes'>, at: Date): boolean => heldAt(measure, at).length > 0

/** The buckets of a measure that may be counted at a moment, beside whatever else is asked of them. */
export function releasedBuckets(measure: Pick<Measure, 'embargoes'>, at: Date): RawBuilder<unknown> {
  const held = heldAt(measure, at)
  if (held.length === 0) return sql``
  return sql`and not (${sql.join(
    held.map(({ from, to }) => sql`bucket >= ${from} and bucket < ${to}`),
    sql` or `,
  )})`
}

/**
 * When what a formula counts of a span may be shown; null where it may be now. Of what replaces the figure before, the one before
 * stands meanwhile; what adds up would be a part of itself, and is not told at all.
 */
export function heldUntil({ terms }: Formula, span: Span, at: Date): { until: Date; isWhole: boolean } | null {
  const held = termsWithin(terms).flatMap((term) => {
    const { from, to } = counted(term, term.yearBefore ? sameDays(span) : span, at)
    return heldAt(term.measure, at)
      .filter((each) => each.from < to && from < each.to)
      .map(({ until }) => ({ until, adds: term.measure.time !== 'last' }))
  })
  if (held.length === 0) return null
  return { until: new Date(Math.max(...held.map(({ until }) => until.getTime()))), isWhole: held.some(({ adds }) => adds) }
}

const [BEGINNING, END] = [new Date(-8.64e15), new Date(8.64e15)]

/** From where to where a term counts buckets: of how things stand, from the beginning, however long ago what is held back fell due. */
function counted({ begun, days = 0, stood }: Term, { from, to }: Span, at: Date): Span {
  const upTo = (last: Date) => ({ from: BEGINNING, to: new Date(last.getTime() + 1) })
  const isMoment = from.getTime() === to.getTime()
  if (begun) return upTo(new Date(at.getTime() + days * DAY_MS))
  if (stood) return isMoment || at < to ? upTo(at) : { from: BEGINNING, to }
  return isMoment ? { from: BEGINNING, to: END } : { from, to }
}
