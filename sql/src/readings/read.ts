import type { Db } from '../db.ts'
import type { DefinedIndicator, Definition } from '../indicators/registry.ts'
import type { Comparison, Target } from '../pack/pack.ts'
import { dayOf } from '../time/hanoi.ts'
import type { UnitRegistry } from '../units/registry.ts'
import type { Moment } from './asked/moment.ts'
import { ownSpan, spokenSpan } from './asked/own-span.ts'
import type { Span } from './asked/period.ts'
import { targetBeside, targetOn } from './asked/target.ts'
import { momentOfSpan, standsOverPeriod } from './at-its-end.ts'
import { isComparable, spanBefore, toldBefore } from './before.ts'
import { readBesidePeers } from './by-unit.ts'
import { hear } from './heard/hearing.ts'
import { type Case, isCounted, type Judged, judge } from './judge.ts'
import type { Beside } from './peers.ts'
import { evaluate } from './totals/evaluate.ts'
import { onceTold, upToWithdrawal } from './totals/withdrawn.ts'

/** An indicator's value for a unit and a period, with its clocks and how far to trust it. */
export interface Reading extends Judged, Beside {
  /** What it was asked for; its `span` is what it speaks of. */
  asked: Span
  definition: Definition
  /** Of what is counted, when anything was first told of its province, where that is after its span began. */
  toldFrom: Date | null
  target: Target | null
  /** Over which span the value is that it is set beside: see Comparison. */
  beforeSpan: Span | null
  computedAt: Date
  /** Judges a part of it, or the lack of one, by what was heard of the whole. */
  judgePart(found: Case['found']): Judged
}

/** Reads an indicator over its own period, or over another span of days. */
export async function readIndicator(
  db: Db,
  units: UnitRegistry,
  indicator: DefinedIndicator,
  unitId: number,
  asking: Moment,
  asked?: Span,
  compare: Comparison = 'solar',
): Promise<Reading> {
  const span = upToWithdrawal(indicator, asked ?? ownSpan(indicator, [units.get(unitId)], asking.at))
  const moment = momentOfSpan(indicator, span, asking)
  const { at } = moment
  const roots = [unitId]
  const ask = async (over: Span) => (await evaluate(db, units, indicator, { roots, span: over, ...moment }))[0]
  const [found, hearing] = await Promise.all([ask(span), hear(db, units, indicator, moment, { roots, span })])
  const wasTold = await onceTold(db, units, indicator, found?.value == null ? roots : [], moment, span)
  const about = { unitId, span, isLatest: !asked && indicator.period === 'latest' }
  const isTakenBack = wasTold(unitId, span, found?.values)
  const judged = judge(indicator, hearing, moment, { ...about, found, isTakenBack })

  const covered = hearing.since(unitId)
  const earlier = spanBefore(indicator, { asked, spoken: judged.span, covered }, compare, at)
  const definition = indicator.definitionOn(dayOf(span.from))
  const isSet = earlier !== null && isComparable(definition, earlier, covered, at)
  const stands = earlier !== null && standsOverPeriod(indicator, earlier)
  const year = isSet && !stands ? await ask(earlier).catch(() => undefined) : undefined
  const then = earlier && toldBefore(indicator, definition, year, earlier, about.isLatest)
  const before = async (): Promise<number | null> => {
    if (compare === 'target') return targetBeside(indicator, units, unitId, span, moment)
    // What stood then, and whether that is known, is a reading of its own.
    if (isSet && stands) return (await readIndicator(db, units, indicator, unitId, moment, earlier, 'target')).value
    return then?.value ?? null
  }
  return {
    ...judged,
    asked: span,
    definition,
    toldFrom:
      covered && isCounted(definition.compiled) && judged.span.from < covered && covered < judged.span.to ? covered : null,
    target: targetOn(indicator, units, unitId, span, moment),
    ...(compare === 'peers'
      ? (await readBesidePeers(db, units, indicator, [units.get(unitId)], moment, asked))(unitId)
      : { before: await before(), quartiles: null }),
    // A newest figure was sought about its day; what was found is of a day of its own.
    beforeSpan: earlier && about.isLatest && then?.bucket ? spokenSpan(definition.compiled, earlier, then.bucket, true) : earlier,
    computedAt: at,
    judgePart: (part) => judge(indicator, hearing, moment, { ...about, found: part }),
  }
}
