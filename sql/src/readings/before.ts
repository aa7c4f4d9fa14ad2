import { lunarYearBefore } from '../calendar/lunar.ts'
import type { DefinedIndicator, Definition } from '../indicators/registry.ts'
import type { Comparison } from '../pack/pack.ts'
import { dayOf } from '../time/hanoi.ts'
import { type Span, yearBefore } from './asked/period.ts'
import { isOfAnyLength, previousSpan, toldOf } from './asked/previous.ts'
import { isCounted } from './judge.ts'
import { isTooSmall } from './state.ts'
import { heldUntil } from './totals/embargoed.ts'
import type { Evaluated } from './totals/evaluate.ts'
import { reachesTo } from './totals/year-before.ts'

// What a value is set beside: that of the same days of the year before, of those as far from its Tết, of the stretch right before, or what a plan asks of it (target.ts).

/** What a span that is spoken of is asked with: `asked` is absent for the indicator's own period, `covered` since when anything was told of the unit. */
interface Spoken {
  asked: Span | undefined
  spoken: Span
  covered: Date | null
}

/**
 * The days that a span spoken of is set beside; null where it has none, as a day under way, and where it is set beside no days at all. A running total has no stretch right
 * before: of it the year began anew. What says as much of any stretch is set beside what was told of the one before, were it told of in part.
 */
export function spanBefore(
  { period, definitionOn }: Pick<DefinedIndicator, 'period' | 'definitionOn'>,
  { asked, spoken, covered }: Spoken,
  compare: Comparison,
  at: Date,
): Span | null {
  if (compare === 'target' || compare === 'peers') return null
  const solar = yearBefore(!asked ? period : isDayUnderWay(asked, at) ? 'today' : 'year', spoken)
  if (solar === null || compare === 'solar') return solar
  if (compare === 'lunar') return lunarYearBefore(spoken)
  const { compiled } = definitionOn(dayOf(spoken.from))
  if (compiled.terms.some(({ measure }) => measure.runsFrom)) return null
  const earlier = previousSpan(spoken, compiled.grain)
  return isOfAnyLength(compiled) ? toldOf(earlier, covered) : earlier
}

function isDayUnderWay({ from, to }: Span, at: Date): boolean {
  return to > at && dayOf(from) === dayOf(at)
}

/** Whether what was said of those days may be set beside a value: `covered` is since when anything was told of the unit. */
export function isComparable({ compiled }: Definition, earlier: Span, covered: Date | null, at: Date): boolean {
  // Against a stretch of which only the end was told, anything would look like growth.
  const isTold = !isCounted(compiled) || (covered !== null && covered <= earlier.from)
  // What looks at the year before is itself the comparison.
  return isTold && !compiled.terms.some(({ yearBefore }) => yearBefore) && !heldUntil(compiled, earlier, at)?.isWhole
}

/** What the days before said, where it can be set beside a value and may be told; `isLatest` where its newest figure was sought, however old. */
export function toldBefore(
  indicator: DefinedIndicator,
  { compiled }: Definition,
  year: Evaluated | undefined,
  earlier: Span,
  isLatest = false,
): { value: number | null; bucket: Date | null } | null {
  if (!year || year.small || !(isLatest || reachesTo(compiled, year, earlier.to))) return null
  return { value: isTooSmall(indicator, year.value) ? null : year.value, bucket: year.bucket }
}
