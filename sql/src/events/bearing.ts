import type { DefinedIndicator } from '../indicators/registry.ts'
import type { UnitRegistry } from '../units/registry.ts'
import type { EventFile } from './event.ts'

/** A unit asked about that an event bears on: in part, where only some of what it was made of or went to is meant. */
export interface Reach {
  unit: string
  part: boolean
}

/** Whether an event bears on any of some indicators; on none asked for, always. */
export function bearsOnAny(
  { indicators, domains }: Pick<EventFile, 'indicators' | 'domains'>,
  asked: readonly Pick<DefinedIndicator, 'id' | 'domains'>[],
): boolean {
  if (asked.length === 0 || indicators.length + domains.length === 0) return true
  return asked.some(({ id, domains: own }) => indicators.includes(id) || own.some((domain) => domains.includes(domain)))
}

/**
 * Which of the units asked about an event bears on, on a day's map: its own units, all below them, and those that they were made of or
 * went to. Units that are not known are nobody's.
 */
export function reachOf(
  registry: Pick<UnitRegistry, 'all' | 'members'>,
  { units }: Pick<EventFile, 'units'>,
  asked: readonly { id: number; key: string }[],
  geo: string,
): Reach[] {
  if (units.length === 0) return asked.map(({ key }) => ({ unit: key, part: false }))
  const named = new Set(units)
  const weights = new Map<number, number>()
  for (const root of registry.all)
    if (named.has(root.key))
      for (const { unit, weight } of registry.members([root.id], geo, 'area'))
        weights.set(unit, Math.min(1, (weights.get(unit) ?? 0) + weight))
  return asked.flatMap(({ id, key }) => {
    const weight = weights.get(id)
    return weight === undefined ? [] : [{ unit: key, part: weight < 1 - 1e-9 }]
  })
}
