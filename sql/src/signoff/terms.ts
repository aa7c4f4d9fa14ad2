import { type Term, termsWithin } from '../indicators/formula.ts'
import type { DefinedIndicator } from '../indicators/registry.ts'
import type { Span } from '../readings/asked/period.ts'
import { addYears, dayOf, startOfDay } from '../time/hanoi.ts'

/** Contributions that a signed figure is made of: to a measure, in its buckets from `since` (null: from ever) up to `until`, with these values. */
export interface LockedTerm {
  measure: string
  since: string | null
  until: string
  dims: Record<string, string[]>
  /** None of their other dimensions may change either: a newest figure stands by all of them, and values that occur are counted by one. */
  exact: boolean
}

/** All that the figures count over a span, under every definition that holds in it; each once. */
export function lockedTerms(indicators: DefinedIndicator[], span: Span): LockedTerm[] {
  const last = dayOf(new Date(span.to.getTime() - 1))
  const terms = indicators.flatMap((indicator) => {
    const definitions = [indicator.definitionOn(dayOf(span.from)), ...indicator.seams(dayOf(span.from), last)]
    return definitions.flatMap(({ compiled }) => termsWithin(compiled.terms).map((term) => lockedTerm(term, span)))
  })
  return [...new Map(terms.map((term) => [JSON.stringify(term), term])).values()]
}

function lockedTerm({ measure, dim, values, where, yearBefore, stood, begun, distinct }: Term, span: Span): LockedTerm {
  const shifted = (at: Date) => (yearBefore ? startOfDay(addYears(dayOf(at), -1)) : at)
  return {
    measure: measure.id,
    // What stood then was told in any bucket before.
    since: stood || begun ? null : shifted(span.from).toISOString(),
    until: shifted(span.to).toISOString(),
    dims: { ...where, ...(dim !== undefined && values !== undefined ? { [dim]: values } : {}) },
    exact: measure.time === 'last' || distinct !== undefined,
  }
}
