import type { UnitRegistry } from '../units/registry.ts'

/** The day from which nobody is left to answer for a clause: every unit of its level ended. Null while somebody is. */
export function endOfLevel(
  units: UnitRegistry,
  { level, asked, planFrom }: { level: string | undefined; asked: string; planFrom: string },
): string | null {
  if (level === undefined || units.standing(asked).some(({ kind }) => kind === level)) return null
  const ends = units.standing(planFrom).flatMap(({ kind, valid_to }) => (kind === level && valid_to !== null ? [valid_to] : []))
  return ends.toSorted().at(-1) ?? asked
}
