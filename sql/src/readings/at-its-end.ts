import type { Formula } from '../indicators/formula.ts'
import type { DefinedIndicator } from '../indicators/registry.ts'
import { dayOf } from '../time/hanoi.ts'
import type { Moment } from './asked/moment.ts'
import type { Span } from './asked/period.ts'

// What stands late, set against what a period counted: it says how things stand at the end of the period, and of a past one how they stood then.

/** Whether a formula counts what has begun by the moment of reading. */
export const countsBegun = ({ terms }: Pick<Formula, 'terms'>): boolean => terms.some(({ begun }) => begun)

/** Whether an indicator sets what stands at a moment against what a period counted. */
export const standsOverPeriod = (
  { period, definitionOn }: Pick<DefinedIndicator, 'period' | 'definitionOn'>,
  { from }: Span,
): boolean => period !== 'now' && countsBegun(definitionOn(dayOf(from)).compiled)

/** From when it is read: of a span that is over, from its last moment, as known then. */
export const momentOfSpan = (indicator: Pick<DefinedIndicator, 'period' | 'definitionOn'>, span: Span, moment: Moment): Moment =>
  standsOverPeriod(indicator, span) ? momentThen(span, moment) : moment

/** The last moment of a span as known then or, of one under way, the moment of asking. */
export function momentThen({ to }: Pick<Span, 'to'>, moment: Moment): Moment {
  if (to > moment.at) return moment
  const at = new Date(to.getTime() - 1)
  return { at, asOf: at, geo: moment.geo }
}
