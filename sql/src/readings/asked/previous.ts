import { type Formula, isQuotient } from '../../indicators/formula.ts'
import type { Step } from '../../time/slots.ts'
import { slotBefore, slotFrom, slotsOf } from '../../time/slots.ts'
import type { Span } from './period.ts'

/** The stretch that ends where a span begins and is as long: of whole months, or of what is told by the month or year, as many of them. */
export function previousSpan({ from, to }: Span, grain: Step): Span {
  const isMonths = [from, to].every((edge) => slotBefore(edge, 'month').getTime() === edge.getTime())
  const step = grain === 'year' || grain === 'month' ? grain : isMonths ? 'month' : null
  if (step === null) return { from: new Date(2 * from.getTime() - to.getTime()), to: from }
  let start = from
  for (const _ of slotsOf({ from, to }, step)) start = slotBefore(new Date(start.getTime() - 1), step)
  return { from: start, to: from }
}

/** Of the stretch before, the whole months that were told of; all of it where it was told of whole, or where no such month is left. */
export function toldOf(earlier: Span, covered: Date | null): Span {
  if (covered === null || covered <= earlier.from) return earlier
  const from = slotFrom(covered, 'month')
  return slotFrom(new Date(from.getTime() + 1), 'month') <= earlier.to ? { from, to: earlier.to } : earlier
}

/** Whether it says as much of a shorter stretch as of a longer one: a quotient of counts that both grow with it. */
export function isOfAnyLength({ tree, terms }: Pick<Formula, 'tree' | 'terms'>): boolean {
  return (
    isQuotient({ tree }) &&
    terms.every(({ measure, begun, stood, distinct }) => measure.time === 'sum' && !begun && !stood && !distinct)
  )
}
