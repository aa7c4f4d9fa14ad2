import type { Formula, Term } from '../../indicators/formula.ts'
import type { Step } from '../../time/slots.ts'
import { following, slotBefore, slotsOf } from '../../time/slots.ts'
import { back, type Span, sameDays } from '../asked/period.ts'
import type { Evaluated } from './evaluate.ts'
import { DAY_MS, NEAR_DAYS, type TermQuery, type TermValue } from './term.ts'

// Terms of the year before: the same question, asked of the same days a year back.

/**
 * What a term is asked: the question as it stands or, of the year before, its days a year back. Of running totals only as far as
 * this period's newest reaches: eleven months are not set beside twelve.
 */
export function askedOf<Query extends Pick<TermQuery, 'span' | 'upTo'>>(term: Pick<Term, 'yearBefore'>, query: Query): Query {
  if (!term.yearBefore) return query
  const { from, to } = query.span
  return { ...query, span: sameDays({ from, to: query.upTo && query.upTo < to ? query.upTo : to }) }
}

/** Where the newest figure of each unit ends in each slot; null where what is counted reaches to the end of the span asked. */
export function reachOf(terms: Term[], values: TermValue[][]): { root: number; slot: Date | null; end: Date }[] | null {
  const place = terms.findIndex(({ measure, yearBefore }) => measure.time === 'last' && !yearBefore)
  if (place < 0) return null
  const { grain } = (terms[place] as Term).measure
  return (values[place] ?? []).flatMap(({ root, slot, bucket }) =>
    bucket ? [{ root, slot, end: following(bucket, grain) }] : [],
  )
}

/** How far the year before is read for one unit; the beginning of time where this year has no figure to set it beside. */
export function reachedBy(terms: Term[], values: TermValue[][], root: number): Pick<TermQuery, 'upTo'> {
  const reach = reachOf(terms, values)
  return reach ? { upTo: reach.find((each) => each.root === root)?.end ?? NOWHERE } : {}
}

const NOWHERE = new Date(0)

/** Whether a term is asked at all: not the year before of a unit that has no figure of this one. */
export function isAsked({ yearBefore }: Pick<Term, 'yearBefore'>, { upTo }: Pick<TermQuery, 'upTo'>): boolean {
  return !yearBefore || upTo?.getTime() !== NOWHERE.getTime()
}

/**
 * Whether a newest figure of the year before is of about as much of it: three quarters are not set beside eleven months. What is
 * told by the day is told on about the same day each year.
 */
export function reachesTo({ terms }: Formula, { bucket }: Pick<Evaluated, 'bucket'>, end: Date): boolean {
  if (!bucket) return true
  const grain = terms.find(({ measure, yearBefore }) => measure.time === 'last' && !yearBefore)?.measure.grain ?? 'day'
  const slack = grain === 'day' ? NEAR_DAYS * DAY_MS : 0
  return following(bucket, grain).getTime() >= end.getTime() - slack
}

/** The slots of a span that one of the year before is set beside. */
export function besideSlot(before: number, span: Span, step: Step): number[] {
  return slotsOf(span, step).flatMap(({ from }) => (slotBefore(back(from), step).getTime() === before ? [from.getTime()] : []))
}

/** Values of the year before, each in the slot it is set beside. */
export function besideThisYear(values: TermValue[], { span, step }: Pick<TermQuery, 'span' | 'step'>): TermValue[] {
  if (!step) return values
  const found = new Map<number, TermValue[]>()
  for (const value of values) {
    const at = (value.slot as Date).getTime()
    found.set(at, [...(found.get(at) ?? []), value])
  }
  return slotsOf(span, step).flatMap(({ from }) =>
    (found.get(slotBefore(back(from), step).getTime()) ?? []).map((value) => ({ ...value, slot: from })),
  )
}
