import type { RegistryUnit, UnitRegistry } from '../units/registry.ts'

/** The day from which nobody is left to answer for a clause: its unit ended, or every unit of its level did. Null while somebody is. */
export function endOfLevel(
  units: UnitRegistry,
  { level, unit, asked, planFrom }: { level: string | undefined; unit: RegistryUnit | null; asked: string; planFrom: string },
): string | null {
  if (unit?.valid_to && unit.valid_to <= asked) return unit.valid_to
  if (level === undefined || units.standing(asked).some(({ kind }) => kind === level)) return null
  const ends = units.standing(planFrom).flatMap(({ kind, valid_to }) => (kind === level && valid_to !== null ? [valid_to] : []))
  return ends.toSorted().at(-1) ?? asked
}
