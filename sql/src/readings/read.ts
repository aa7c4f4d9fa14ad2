import { lunarYearBefore } from '../calendar/lunar.ts'
import type { Db } from '../db.ts'
import type { Formula } from '../indicators/formula.ts'
import type { DefinedIndicator, Definition } from '../indicators/registry.ts'
import type { TargetedUnit } from '../indicators/target-for.ts'
import type { Target } from '../pack/pack.ts'
import { addDays, dayOf, startOfDay } from '../time/hanoi.ts'
import type { UnitRegistry } from '../units/registry.ts'
import { lateArrival } from './arrival.ts'
import { coveredFrom } from './coverage.ts'
import { evaluate } from './evaluate.ts'
import { feedsBehind } from './feeds-behind.ts'
import { type Freshness, readFreshness } from './freshness.ts'
import type { Moment } from './moment.ts'
import { type Span, spanOf, yearBefore } from './period.ts'
import { isTooSmall, type Level, levelOf, type ReadingState, stateOf } from './state.ts'
import { isRetired, wasTakenBack } from './withdrawn.ts'

/** An indicator's value for a unit and a period, with its clocks and how far to trust it. */
export interface Reading {
  value: number | null
  /** Nobody can tell: before its definition, or of a past of which only the last word is known. */
  isUnknowable: boolean
  state: ReadingState
  level: Level | null
  /** Part of the value was shared out between the successors of a split unit («ước tính»). */
  estimate: boolean
  /** What it was asked for, and what it speaks of: a reported figure speaks up to the day it was reported for. */
  asked: Span
  span: Span
  freshness: Freshness
  definition: Definition
  target: Target | null
  /** The value of the year before, and over which span: the same days, or as many days from Tết. */
  before: number | null
  beforeSpan: Span | null
  computedAt: Date
}

/** Against the same days of last year, or the days that lay as far from last year's Tết. */
export type Comparison = 'solar' | 'lunar'

const DAY_MS = 86_400_000

/** Reads an indicator over its own period, or over another span of days. */
export async function readIndicator(
  db: Db,
  units: UnitRegistry,
  indicator: DefinedIndicator,
  unitId: number,
  moment: Moment,
  asked?: Span,
  compare: Comparison = 'solar',
): Promise<Reading> {
  const { at } = moment
  const span = asked ?? spanOf(indicator.period, at)
  const ask = async (over: Span) =>
    (await evaluate(db, units, indicator, { roots: [unitId], geo: moment.geo, span: over, at, asOf: moment.asOf }))[0]
  const found = await ask(span)
  const definition = indicator.definitionOn(dayOf(span.from))
  const query = { roots: [unitId], geo: moment.geo, span, at }
  const behind = found ? await feedsBehind(db, units, definition.compiled, indicator.domain, query) : null
  const freshness = await readFreshness(db, indicator.domain, moment, behind)
  const isUnknowable =
    (indicator.period === 'now' && moment.asOf !== null && !freshness.stepsKnown) ||
    (indicator.definedFrom !== null && dayOf(span.from) < indicator.definedFrom)
  const since = await coveredFrom(db, units, indicator.compiled, indicator.domain, unitId, moment)
  const isHeard = freshness.receivedAt !== null && since !== null && coversSome(since, span) && span.from <= at
  const told = found ? found.value : isHeard ? nothingHappened(definition.compiled) : null
  const value = isUnknowable ? null : told

  const spoken =
    found?.bucket && indicator.compiled.terms[0]?.measure.grain === 'day'
      ? { ...span, to: new Date(found.bucket.getTime() + DAY_MS) }
      : span
  const solar = yearBefore(asked ? 'year' : indicator.period, spoken)
  const earlier = solar && compare === 'lunar' ? lunarYearBefore(spoken) : solar
  // Against a stretch of which only the end was told, anything would look like growth.
  const isComparable = earlier !== null && (!isCounted(indicator) || (since !== null && since <= earlier.from))
  const before = isComparable
    ? await ask(earlier as Span).then(
        (year) => year?.value ?? null,
        () => null,
      )
    : null
  const suppressed = isTooSmall(indicator, value)
  const isPartial =
    value !== null &&
    since !== null &&
    span.from < since &&
    indicator.period !== 'now' &&
    found !== undefined &&
    isCounted(indicator)
  const state = stateOf({
    value,
    withdrawn: isRetired(indicator, span) || (value === null && (await wasTakenBack(db, units, indicator, unitId, moment, span))),
    suppressed,
    notYetDue: span.from > at || (indicator.dueAfterDays !== undefined && at < dueAt(indicator.dueAfterDays, span)),
    // Silence says nothing against a number whose time was over when its source last spoke.
    lateBy: freshness.receivedAt && span.to < freshness.receivedAt ? 0 : freshness.lateBy,
    provisional:
      (found?.provisional ?? false) || isFillingIn(freshness) || isPartial || (await isStillArriving(db, indicator, span, at)),
  })
  const day = dayOf(new Date(Math.min(at.getTime(), Math.max(span.from.getTime(), span.to.getTime() - 1))))
  return {
    value: suppressed || state === 'withdrawn' ? null : value,
    isUnknowable,
    state,
    // Half a history alarms nobody.
    level: isFillingIn(freshness) || suppressed ? null : levelOf(value, indicator.levels, indicator.direction),
    estimate: found?.estimate ?? false,
    asked: span,
    span: spoken,
    freshness,
    definition,
    target: indicator.targetFor(targeted(units, unitId), day),
    before: isTooSmall(indicator, before) ? null : before,
    beforeSpan: earlier,
    computedAt: at,
  }
}

/** A source that has never been heard to its end is still telling its past: what stands so far is not the whole. */
export function isFillingIn({ feeds, receivedAt }: Freshness): boolean {
  return feeds > 0 && receivedAt === null
}

/** What a formula says where nothing happened: 0 of a count, whatever it says itself of a part of nothing. */
export function nothingHappened(formula: Formula): number | null {
  return formula.evaluate(formula.terms.map(({ measure }) => (measure.time === 'sum' ? 0 : null)))
}

function isCounted({ compiled }: DefinedIndicator): boolean {
  return compiled.terms.every(({ measure }) => measure.time === 'sum')
}

/** Whether what was told since a moment says anything about a span; about how things stand, anything told does. */
export function coversSome(since: Date, { from, to }: Span): boolean {
  return since < to || from.getTime() === to.getTime()
}

function dueAt(days: number, { to }: Span): Date {
  return startOfDay(addDays(dayOf(new Date(to.getTime() - 1)), days + 1))
}

/** A period that is over stays provisional until, by the source's own record, 95 % of it has arrived. */
async function isStillArriving(db: Db, { compiled, period }: DefinedIndicator, { to }: Span, at: Date): Promise<boolean> {
  if (period === 'now' || to > at) return false
  for (const { measure } of compiled.terms) {
    const late = measure.time === 'sum' ? await lateArrival(db, measure) : null
    if (late !== null && at.getTime() < to.getTime() + late * 1000) return true
  }
  return false
}

/** A unit as targets know it: a target of its own comes first, then that of whoever stands above it. */
function targeted(units: UnitRegistry, unitId: number): TargetedUnit {
  const { key, kind, parent_id } = units.get(unitId)
  const ancestors: string[] = []
  for (let above = parent_id; above !== null; above = units.get(above).parent_id) ancestors.push(units.get(above).key)
  return { key, kind, ancestors }
}
