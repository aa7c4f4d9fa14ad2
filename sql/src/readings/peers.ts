import { median } from '../baseline/spike.ts'
import type { RegistryUnit, UnitRegistry } from '../units/registry.ts'

/** Of fewer the middle says nothing, and tells too much of each. */
const LEAST_PEERS = 5

/** The other units of its kind right below the same one, on the map of a day. */
export function peersOf(registry: UnitRegistry, { id, kind, parent_id }: RegistryUnit, geo: string): RegistryUnit[] {
  if (parent_id === null) return []
  return registry.children(parent_id, geo).filter((other) => other.kind === kind && other.id !== id)
}

/** The middle of what peers have, those that tell nothing left out; null where too few tell. */
export function middleOf(values: readonly (number | null | undefined)[]): number | null {
  const told = values.flatMap((value) => value ?? [])
  return told.length < LEAST_PEERS ? null : median(told)
}
