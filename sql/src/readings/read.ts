import type { Db } from '../db.ts'
import type { DefinedIndicator } from '../indicators/registry.ts'
import type { Target } from '../pack/pack.ts'
import { dayOf } from '../time/hanoi.ts'
import type { UnitTree } from '../units/tree.ts'
import { evaluate } from './evaluate.ts'
import { type Freshness, readFreshness } from './freshness.ts'
import { type Span, spanOf, yearBefore } from './period.ts'
import { type Level, levelOf, type ReadingState, stateOf } from './state.ts'

/** An indicator's value for a unit and a period, with its clocks and how far to trust it. */
export interface Reading {
  value: number | null
  state: ReadingState
  level: Level | null
  span: Span
  freshness: Freshness
  target: Target | null
  before: number | null
  computedAt: Date
}

const DAY_MS = 86_400_000

export async function readIndicator(
  db: Db,
  tree: UnitTree,
  indicator: DefinedIndicator,
  unitId: number,
  at: Date,
): Promise<Reading> {
  const span = spanOf(indicator.period, at)
  const ask = async (over: Span) => (await evaluate(db, tree, indicator.compiled, { roots: [unitId], span: over, at }))[0]
  const found = await ask(span)
  const freshness = await readFreshness(db, indicator.domain, at)
  const value = found ? found.value : nothingCounted(indicator, freshness)

  // A reported figure speaks up to the day it was reported for, and is compared with the same day of the year before.
  const spoken =
    found?.bucket && indicator.compiled.terms[0]?.measure.grain === 'day'
      ? { ...span, to: new Date(found.bucket.getTime() + DAY_MS) }
      : span
  const earlier = yearBefore(indicator.period, spoken)
  const before = earlier ? ((await ask(earlier))?.value ?? null) : null
  return {
    value,
    state: stateOf({ value, provisional: (found?.provisional ?? false) || isFillingIn(freshness), lateBy: freshness.lateBy }),
    // Half a history alarms nobody.
    level: isFillingIn(freshness) ? null : levelOf(value, indicator.levels, indicator.direction),
    span: spoken,
    freshness,
    target: indicator.targets.find((target) => target.from <= dayOf(at) && dayOf(at) <= target.to) ?? null,
    before,
    computedAt: at,
  }
}

/** A source that has never been heard to its end is still telling its past: what stands so far is not the whole. */
export function isFillingIn({ feeds, receivedAt }: Freshness): boolean {
  return feeds > 0 && receivedAt === null
}

/** No rows at all is a true 0 for a count whose source was heard, and no number for everything else. */
function nothingCounted(indicator: DefinedIndicator, freshness: Freshness): number | null {
  const counts = indicator.unit !== 'percent' && indicator.compiled.terms.every((term) => term.measure.time === 'sum')
  return counts && freshness.receivedAt !== null ? 0 : null
}
