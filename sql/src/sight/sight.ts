import { AsyncLocalStorage } from 'node:async_hooks'
import type { Classification } from '../pack/pack.ts'

/** What of the house somebody may see, as their account or token has it. */
export interface Scope {
  /** A unit with all below it and all it came from; null: the whole province. */
  unit: number | null
  /** Null: every domain. */
  domains: string[] | null
  upTo: Classification
}

/** Of a display that hangs in the house, and of whoever is not held to less. */
export const WHOLE: Scope = { unit: null, domains: null, upTo: 'restricted' }

const isWhole = ({ unit, domains, upTo }: Scope) => unit === null && domains === null && upTo === 'restricted'

/** Of whoever is not signed in. */
export const OPEN: Scope = { unit: null, domains: null, upTo: 'open' }

const seeing = new AsyncLocalStorage<Scope | undefined>()

/** Whatever work reads or writes, whatever of it goes on later included, is held to that scope: in the database too (migrations/…_sight.sql). */
export const seeingAs = <T>(scope: Scope, work: () => T): T => seeing.run(isWhole(scope) ? undefined : scope, work)

/** For what the house works out of all there is, and tells in parts, or keeps for whoever asks next. */
export const seeingAll = <T>(work: () => T): T => seeing.run(undefined, work)

/** What may be seen just now; undefined where nothing is hidden. */
export const sightNow = (): Scope | undefined => seeing.getStore()
