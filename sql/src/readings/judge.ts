import { type Formula, isQuotient } from '../indicators/formula.ts'
import type { DefinedIndicator } from '../indicators/registry.ts'
import { dayOf, startOfDay } from '../time/hanoi.ts'
import { following, slotBefore } from '../time/slots.ts'
import type { Moment } from './asked/moment.ts'
import { dueAt, overdueBy, spokenSpan } from './asked/own-span.ts'
import { monthStart, type Span, sameDays } from './asked/period.ts'
import { countsBegun } from './at-its-end.ts'
import type { Freshness } from './heard/freshness.ts'
import { type Hearing, isFillingIn } from './heard/hearing.ts'
import { isTooSmall, type Level, levelOf, type ReadingState, stateOf } from './state.ts'
import { heldUntil } from './totals/embargoed.ts'
import type { Evaluated } from './totals/evaluate.ts'
import { isRetired } from './totals/withdrawn.ts'

/** A value as it may be shown, and how far to trust it. */
export interface Judged {
  value: number | null
  state: ReadingState
  level: Level | null
  /** What its levels are asked of: the value, or how far it is ahead of the calendar; null while half a history is told. */
  weighed: number | null
  /** Part of the value was shared out between the successors of a split unit («ước tính»). */
  estimate: boolean
  provisional: boolean
  /** What it speaks of: a reported figure speaks up to the day it was reported for. */
  span: Span
  /** Nobody can tell: before its definition, of a past of which only the last word is known, or beside a year nobody told of. */
  isUnknowable: boolean
  /** Of whoever told the number or, where there is none, would have. */
  freshness: Freshness
  /** When what it lacks for now may be shown; null where nothing of it is held back. */
  heldUntil: Date | null
}

export interface Case {
  unitId: number
  span: Span
  /** What the totals say; absent where they have no row. */
  found: Omit<Evaluated, 'root' | 'slot'> | undefined
  /** A figure once stood here that its source took back. */
  isTakenBack?: boolean
  /** It stands beside whole periods, so one still under way is not yet a figure like theirs. */
  isOneOfMany?: boolean
  /** The newest figure was asked for, however old. */
  isLatest?: boolean
}

/** The one place that says what a number, or the lack of one, means. Single readings, maps, charts and exports all ask here. */
export function judge(
  indicator: DefinedIndicator,
  { behind, domain, since, lateMs }: Hearing,
  { at, asOf }: Pick<Moment, 'at' | 'asOf'>,
  { unitId, span, found, isTakenBack = false, isOneOfMany = false, isLatest = false }: Case,
): Judged {
  const formula = indicator.definitionOn(dayOf(span.from)).compiled
  const spoken = spokenSpan(formula, span, found?.bucket ?? null, isLatest)
  const tellers = behind(unitId)
  const freshness = found ? tellers : domain
  const silentFor = silentBeyond(indicator, freshness, at)
  const lateBy = isLatest && found ? Math.max(silentFor, overdueBy(indicator, formula, spoken, at)) : silentFor
  const covered = since(unitId)
  const isUnknowable =
    ((indicator.period === 'now' || countsBegun(formula)) && asOf !== null && !freshness.stepsKnown) ||
    (indicator.definedFrom !== null && dayOf(span.from) < indicator.definedFrom) ||
    !isYearBeforeTold(formula, span, covered)
  const isHeard =
    freshness.receivedAt !== null && covered !== null && coversSome(covered, span) && span.from <= at && isToldFrom(tellers, span)
  const silence = isHeard ? nothingHappened(formula) : null
  const held = heldUntil(formula, span, at)
  const value = isUnknowable || held?.isWhole ? null : found ? found.value : silence

  const counted = isCounted(formula)
  const isPartial = found !== undefined && covered !== null && span.from < covered && indicator.period !== 'now' && counted
  const isArriving = indicator.period !== 'now' && isArrivingStill(span, at, lateMs(unitId))
  // A count told in reports is whole when they are due; a figure called final is final whenever it comes.
  const isEarly = span.to <= at && counted && isBeforeDue(indicator, span, at)
  // Whoever told of the stretch before may still tell of this one, for as long again.
  const isAwaiting = (found?.awaited ?? false) && at.getTime() < 2 * span.to.getTime() - span.from.getTime()
  const provisional =
    isAwaiting ||
    (found?.provisional ?? false) ||
    isFillingIn(freshness) ||
    isPartial ||
    isArriving ||
    isEarly ||
    isUnsaid(tellers, span, found ? at.getTime() - SOON_MS : at.getTime()) ||
    (isOneOfMany && span.to > at)
  const isNothing = isHeard && held === null && !isUnknowable && value === null && isOfNothing(formula, found?.values ?? [])
  const suppressed = (found?.small ?? false) || isTooSmall(indicator, value)
  const state = stateOf({
    value,
    withdrawn: isRetired(indicator, span) || (value === null && isTakenBack),
    suppressed,
    nothing: isNothing,
    isPart: isQuotient(formula),
    notYetDue: held !== null || span.from > at || (!isLatest && isBeforeDue(indicator, span, at)),
    // Silence says nothing against a number whose time was over when its source last spoke.
    lateBy: freshness.receivedAt && span.to < freshness.receivedAt ? 0 : lateBy,
    provisional,
  })
  const shown = suppressed || state === 'withdrawn' ? null : value
  // Half a history alarms nobody.
  const weighed = isFillingIn(freshness) ? null : beside(indicator, spoken, shown)
  return {
    value: shown,
    state,
    level: levelOf(weighed, indicator.levels, indicator.direction),
    weighed,
    estimate: found?.estimate ?? false,
    provisional,
    span: spoken,
    isUnknowable,
    freshness: { ...freshness, lateBy },
    heldUntil: held?.until ?? null,
  }
}

/** What is said of a step still under way, beside whole ones: it is not yet a figure like theirs. */
export function soFar<Told extends Pick<Judged, 'value' | 'state'>>(told: Told): Told & Pick<Judged, 'state' | 'provisional'> {
  const state = told.state === 'ok' || told.state === 'zero' ? (told.value === null ? 'missing' : 'provisional') : told.state
  return { ...told, state, provisional: true }
}

/** Seconds past the age an indicator allows its data, which comes before what its feeds promise. */
function silentBeyond({ maxAge }: DefinedIndicator, { receivedAt, reconstructed, lateBy }: Freshness, at: Date): number {
  if (maxAge === undefined || receivedAt === null || reconstructed) return lateBy
  return Math.max(0, (at.getTime() - receivedAt.getTime()) / 1000 - maxAge)
}

/** What levels are asked of: the value or, of a year's plan, how far it is ahead of the calendar. A part of a year has no pace. */
function beside({ paced }: DefinedIndicator, { from, to }: Span, value: number | null): number | null {
  if (!paced || value === null) return value
  const [start, end] = [slotBefore(from, 'year'), following(from, 'year')]
  return start < from || end < to ? null : value - (100 * (to.getTime() - from.getTime())) / (end.getTime() - start.getTime())
}

/** Of a past told by the source's own clock, whether those who tell of a unit had told of a span as it began. */
function isToldFrom({ reconstructed, receivedAt, partialFrom }: Freshness, { from }: Span): boolean {
  return !reconstructed || (receivedAt !== null && (partialFrom === null || from < partialFrom))
}

/** A past is told by the hour: what lacks for less is as good as known, except that silence about it is no 0. */
const SOON_MS = 3_600_000

/** Of such a past, whether something of a span that was told of before a time is not known yet. */
function isUnsaid({ partialFrom }: Freshness, { to }: Span, before: number): boolean {
  return partialFrom !== null && partialFrom <= to && partialFrom.getTime() < before
}

/** Beside a year of which only the end was told, anything would look like growth. */
function isYearBeforeTold({ terms }: Formula, span: Span, covered: Date | null): boolean {
  if (!terms.some(({ measure, yearBefore }) => yearBefore && measure.time === 'sum')) return true
  return covered !== null && covered <= sameDays(span).from
}

/** What a formula says where nothing happened: 0 of a count, whatever it says itself of a part of nothing; nothing of what comes in reports. */
function nothingHappened(formula: Formula): number | null {
  return formula.evaluate(formula.terms.map(({ measure }) => (measure.time === 'sum' && !measure.reported ? 0 : null)))
}

/** Whether all that a formula counts came to nothing: a share of no cases is not a number nobody told. */
function isOfNothing({ terms }: Formula, values: readonly (number | null)[]): boolean {
  return terms.every(({ measure }, place) => measure.time === 'sum' && !measure.reported && !values[place])
}

/** Of what is counted, a period that began before anything was told is not whole. */
export function isCounted({ terms }: Formula): boolean {
  return terms.every(({ measure }) => measure.time === 'sum')
}

/** Whether what was told since a moment says anything about a span; about how things stand, anything told does. */
function coversSome(since: Date, { from, to }: Span): boolean {
  return since < to || from.getTime() === to.getTime()
}

function isBeforeDue({ dueAfterDays, firstMonths }: DefinedIndicator, { from, to }: Span, at: Date): boolean {
  if (dueAfterDays === undefined && firstMonths === undefined) return false
  const end = firstMonths === undefined ? to : monthStart(`${dayOf(from).slice(0, 4)}-01-01`, firstMonths)
  return at < dueAt(dueAfterDays ?? 0, end)
}

/** Less than this part of a stretch still to come changes little of it. */
const LITTLE = 0.05

/** Of a span that is over, or of the whole days of one under way, much may still be on its way. */
function isArrivingStill({ from, to }: Span, at: Date, lateMs: number): boolean {
  if (to <= at) return at.getTime() < to.getTime() + lateMs
  const over = startOfDay(dayOf(at)).getTime() - from.getTime()
  return over > 0 && lateMs > LITTLE * over
}
