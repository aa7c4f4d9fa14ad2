import type { Random } from '@ioc/sql/simulate'
import type { Cluster } from '../cluster.ts'

interface Struck {
  /** What was struck and how, in words. */
  what: string
  /** Takes it away; of what heals by itself, nothing. */
  heal(): Promise<void> | void
}

/** One kind of fault. */
export interface Fault {
  /** What it needs and this machine has not; null where it can be tried. */
  lacks(cluster: Cluster): string | null
  strike(cluster: Cluster, dice: Random): Promise<Struck>
  /** It lasts no time: what it struck comes back by itself, and is waited for from then on. */
  isOver?: true
}

export const canAlways = () => null
