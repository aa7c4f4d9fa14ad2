import type { RegistryUnit, UnitRegistry } from './registry.ts'

/** The units of some kinds under a unit on a day's map, however many levels lie between. */
export function unitsOfKinds(units: UnitRegistry, unitId: number, kinds: readonly string[], geo: string): RegistryUnit[] {
  return units
    .children(unitId, geo)
    .flatMap((unit) => (kinds.includes(unit.kind) ? [unit] : unitsOfKinds(units, unit.id, kinds, geo)))
}
