import { Invalid } from '../../errors.ts'
import { mergersOf } from '../../events/derived.ts'
import { addDays, dayOf, startOfDay } from '../../time/hanoi.ts'
import { keysAbove } from '../../units/above.ts'
import type { RegistryUnit, UnitRegistry } from '../../units/registry.ts'
import type { Span } from './period.ts'

/** From the day the map of a unit's province last changed to the end of today; of a unit that is gone, that of whatever followed it. */
export function sinceMerger(units: UnitRegistry, unit: RegistryUnit, at: Date): Span {
  const today = dayOf(at)
  const heir = heirOf(units, unit)
  const around = new Set([heir.key, ...keysAbove(units, heir.id)])
  const days = mergersOf(units)
    .filter(({ from, units: of }) => from <= today && of.some((key) => around.has(key)))
    .map(({ from }) => from)
  const last = days.sort().at(-1)
  if (last === undefined) throw new Invalid(`No merger is known of ${unit.name}. Ask for a period by its days.`)
  return { from: startOfDay(last), to: startOfDay(addDays(today, 1)) }
}

function heirOf(units: UnitRegistry, unit: RegistryUnit): RegistryUnit {
  const [next] = units.successorsOf(unit.id)
  return next ? heirOf(units, next.unit) : unit
}
