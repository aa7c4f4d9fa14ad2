import { ledgerPosition } from '@ioc/sql'
import type { TileState } from '../../contract/index.ts'
import { computeTile } from '../tiles/compute.ts'
import type { TileContext } from '../tiles/context.ts'

/** A watched tile is computed at every pulse; one that has not been for longer has had no watcher. */
const FRESH_MS = 6_000

/**
 * The newest state of every tile anyone watches. A state is computed once for all its watchers and is new only when it says
 * something new, so bursts collapse into their last state and silence costs nothing.
 */
export class Board {
  readonly #context: TileContext
  readonly #states = new Map<string, TileState>()
  readonly #said = new Map<string, string>()
  readonly #computedAt = new Map<string, number>()

  constructor(context: TileContext) {
    this.#context = context
  }

  knows(tile: string): boolean {
    return this.#context.tiles.has(tile)
  }

  /** The state held; computed now if there is none, or none that anyone has kept fresh. */
  async state(id: string): Promise<TileState> {
    const held = this.#states.get(id)
    const isFresh = Date.now() - (this.#computedAt.get(id) ?? 0) < FRESH_MS
    return held && isFresh ? held : (await this.refresh(id)).state
  }

  async refresh(id: string): Promise<{ state: TileState; isNew: boolean }> {
    const tile = this.#context.tiles.get(id)
    if (!tile) throw new Error(`There is no tile «${id}».`)
    // The position is read first: what commits in between makes the next state, and is never claimed by this one.
    const position = await ledgerPosition(this.#context.database.db)
    const data = await computeTile(this.#context, tile, new Date())
    this.#computedAt.set(id, Date.now())
    const held = this.#states.get(id)
    const said = withoutComputedAt(data)
    if (held && this.#said.get(id) === said) return { state: held, isNew: false }
    // Above every version this process or the one before it gave out.
    const state: TileState = { tile: id, version: Math.max(Date.now(), (held?.version ?? 0) + 1), position, data }
    this.#states.set(id, state)
    this.#said.set(id, said)
    return { state, isNew: true }
  }
}

/** Computing the same thing again is no news. */
function withoutComputedAt(data: unknown): string {
  return JSON.stringify(data, (key, value) => (key === 'computedAt' || key === 'lateBy' ? undefined : value))
}
