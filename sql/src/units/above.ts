import type { UnitRegistry } from './registry.ts'

/** Keys of the units a unit is within, the nearest first. */
export function keysAbove(units: UnitRegistry, unitId: number): string[] {
  const { parent_id } = units.get(unitId)
  return parent_id === null ? [] : [units.get(parent_id).key, ...keysAbove(units, parent_id)]
}
