import type { UnitId, UnitsOfMeasurement } from '../pack/units-of-measurement.ts'

type Declared = UnitsOfMeasurement[UnitId]

/** Why a unit of measurement cannot be declared so, beside one of its id that already is; null where it can. */
export function unitTrouble(id: UnitId, declared: Declared, known: Declared | undefined): string | null {
  if ((declared.of === undefined) !== (declared.per === undefined))
    return `${id} is a unit of a ratio; say both of what and per what.`
  if (declared.each !== undefined && declared.per === undefined)
    return `${id} counts for each ${declared.each} of nothing; say per what.`
  if (!known || isSame(declared, known)) return null
  return `${id} is already declared as «${known.vi}», «${known.en}»; use the same words or another id.`
}

function isSame(a: Declared, b: Declared): boolean {
  return (['vi', 'en', 'of', 'per', 'each'] as const).every((key) => a[key] === b[key])
}
