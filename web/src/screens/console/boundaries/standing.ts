import type { BoundarySet } from '@ioc/server/contract'

type Set = Pick<BoundarySet, 'id' | 'validFrom' | 'loadedAt' | 'withdrawnAt'>

/** Of those that hold from one day the last loaded is in force; what it replaced comes back when it is withdrawn. */
export function standingOf({ id, validFrom, withdrawnAt }: Set, sets: readonly Set[]): 'inForce' | 'replaced' | 'withdrawn' {
  if (withdrawnAt !== null) return 'withdrawn'
  const [last] = sets
    .filter((set) => set.validFrom === validFrom && set.withdrawnAt === null && set.loadedAt !== null)
    .sort((a, b) => Date.parse(b.loadedAt ?? '') - Date.parse(a.loadedAt ?? ''))
  return last?.id === id ? 'inForce' : 'replaced'
}
