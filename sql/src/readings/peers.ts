import type { RegistryUnit, UnitRegistry } from '../units/registry.ts'

/** Of fewer the middle says nothing, and tells too much of each. */
const LEAST_PEERS = 5
/** Of fewer a quarter of them is one or two, whose value it would tell. */
const LEAST_FOR_QUARTERS = 8

/** How far up a quarter and three quarters of the peers reach, their middle between. */
interface Quartiles {
  p25: number
  p75: number
}

/** What a value is set beside: `quartiles` beside its peers alone, and of enough of them. */
export interface Beside {
  before: number | null
  quartiles: Quartiles | null
}

/** The other units of its kind right below the same one, on the map of a day. */
export function peersOf(registry: UnitRegistry, { id, kind, parent_id }: RegistryUnit, geo: string): RegistryUnit[] {
  if (parent_id === null) return []
  return registry.children(parent_id, geo).filter((other) => other.kind === kind && other.id !== id)
}

/** The middle of what peers have and the quarters about it, those that tell nothing left out; null where too few tell. */
export function besidePeers(values: readonly (number | null | undefined)[]): Beside {
  const told = values.flatMap((value) => value ?? []).sort((a, b) => a - b)
  return {
    before: told.length < LEAST_PEERS ? null : percentile(told, 0.5),
    quartiles: told.length < LEAST_FOR_QUARTERS ? null : { p25: percentile(told, 0.25), p75: percentile(told, 0.75) },
  }
}

/** Between two of them in proportion, as PERCENTILE.INC of a spreadsheet has it. */
function percentile(sorted: readonly number[], part: number): number {
  const place = (sorted.length - 1) * part
  const [low, high] = [sorted[Math.floor(place)] as number, sorted[Math.ceil(place)] as number]
  return low + (high - low) * (place - Math.floor(place))
}
