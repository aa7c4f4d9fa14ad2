import { unitsOfKinds } from '../units/of-kinds.ts'
import type { RegistryUnit, UnitRegistry } from '../units/registry.ts'
import type { SignedPeriod } from './periods.ts'
import type { Round } from './round.ts'

/** The units that sign a period: those that stood on its last day, on that day's map. */
export function signersOf(
  units: UnitRegistry,
  provinceId: number,
  round: Round,
  { last }: Pick<SignedPeriod, 'last'>,
): RegistryUnit[] {
  return unitsOfKinds(units, provinceId, round.units, last).sort((a, b) => a.name.localeCompare(b.name, 'vi'))
}

/**
 * Whether an account of a unit signs for another: for its own, and for one that has ended where it is the one that carries it on. Of
 * a unit shared out among several that is the one that took the most of its people.
 */
export function signsFor(units: UnitRegistry, account: number, unit: number): boolean {
  for (let at = unit; ; ) {
    if (at === account) return true
    const [heir] = units.successorsOf(at).toSorted((a, b) => b.people - a.people || a.unit.id - b.unit.id)
    if (!heir) return false
    at = heir.unit.id
  }
}
