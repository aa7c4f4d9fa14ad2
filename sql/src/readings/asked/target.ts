import type { DefinedIndicator } from '../../indicators/registry.ts'
import type { TargetedUnit } from '../../indicators/target-for.ts'
import type { Target } from '../../pack/pack.ts'
import { dayOf } from '../../time/hanoi.ts'
import { keysAbove } from '../../units/above.ts'
import type { UnitRegistry } from '../../units/registry.ts'
import type { Moment } from './moment.ts'
import type { Span } from './period.ts'

type Aimed = Pick<DefinedIndicator, 'targetFor' | 'additive'>

/** The target that holds for a unit at the end of a span or, of one under way, at the moment of reading. */
export function targetOn(
  indicator: Pick<Aimed, 'targetFor'>,
  units: UnitRegistry,
  unitId: number,
  { from, to }: Span,
  { at }: Pick<Moment, 'at'>,
): Target | null {
  const day = dayOf(new Date(Math.min(at.getTime(), Math.max(from.getTime(), to.getTime() - 1))))
  return indicator.targetFor(targeted(units, unitId), day)
}

/** What a value of a span is set beside where it is compared with its target. What adds up over time is set beside it only from the target's first day on: a month is not meant to reach a year's. */
export function targetBeside(
  indicator: Aimed,
  units: UnitRegistry,
  unitId: number,
  span: Span,
  moment: Pick<Moment, 'at'>,
): number | null {
  const target = targetOn(indicator, units, unitId, span, moment)
  return target && (!indicator.additive.time || target.from === dayOf(span.from)) ? target.value : null
}

/** A unit as targets know it: a target of its own comes first, then that of whoever stands above it. */
export function targeted(units: UnitRegistry, unitId: number): TargetedUnit {
  const { key, kind } = units.get(unitId)
  return { key, kind, ancestors: keysAbove(units, unitId) }
}
