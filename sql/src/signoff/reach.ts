import { reachedFrom } from '../sight/reach.ts'
import { BASES } from '../units/crosswalk.ts'
import type { UnitRegistry } from '../units/registry.ts'

/**
 * The units whose figures count for a unit's on the map of a day, by whatever they are shared out: what lies below it, what it came from, and
 * what came after it, a successor's figures of that time counting for who was there before.
 */
export function countedFor(units: UnitRegistry, unit: number, day: string): number[] {
  const members = BASES.flatMap((basis) => units.members([unit], day, basis).map((member) => member.unit))
  return [...new Set([...reachedFrom(unit, units), ...members])]
}
