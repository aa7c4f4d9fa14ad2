import { ledgerPosition } from '@ioc/sql'
import type { TileState } from '../../contract/index.ts'
import { computeTile } from '../tiles/compute.ts'
import type { TileContext } from '../tiles/context.ts'

/** A watched tile is computed at every pulse; one that has not been for longer has had no watcher. */
const FRESH_MS = 6_000

interface Entry {
  state: TileState
  /** The state without what changes at every computation, to tell news from a repetition. */
  said: string
  computedAt: number
}

/**
 * The newest state of every tile anyone asked for. A state is computed once for all its watchers and is new only when it says
 * something new; whoever caused it to be computed, all watchers are told.
 */
export class Board {
  readonly #context: TileContext
  readonly #tell: (state: TileState) => void
  readonly #entries = new Map<string, Entry>()
  readonly #underWay = new Map<string, Promise<TileState>>()

  constructor(context: TileContext, tell: (state: TileState) => void) {
    this.#context = context
    this.#tell = tell
  }

  knows(tile: string): boolean {
    return this.#context.tiles.has(tile)
  }

  /** The state held; computed now if there is none, or none that anyone has kept fresh. */
  async state(id: string): Promise<TileState> {
    const held = this.#entries.get(id)
    return held && Date.now() - held.computedAt < FRESH_MS ? held.state : this.refresh(id)
  }

  /** Computes the tile anew. One computation of a tile at a time, so that an older answer never follows a newer one. */
  async refresh(id: string): Promise<TileState> {
    const before = this.#underWay.get(id) ?? Promise.resolve()
    const mine = before.catch(() => {}).then(() => this.#compute(id))
    this.#underWay.set(id, mine)
    try {
      return await mine
    } finally {
      if (this.#underWay.get(id) === mine) this.#underWay.delete(id)
    }
  }

  async #compute(id: string): Promise<TileState> {
    const tile = this.#context.tiles.get(id)
    if (!tile) throw new Error(`There is no tile «${id}».`)
    // The position is read first: what commits in between makes the next state, and is never claimed by this one.
    const position = await ledgerPosition(this.#context.database.db)
    const data = await computeTile(this.#context, tile, new Date())
    const said = withoutComputedAt(data)
    const held = this.#entries.get(id)
    if (held?.said === said) {
      held.computedAt = Date.now()
      return held.state
    }
    // Above every version this process or the one before it gave out.
    const state: TileState = { tile: id, version: Math.max(Date.now(), (held?.state.version ?? 0) + 1), position, data }
    this.#entries.set(id, { state, said, computedAt: Date.now() })
    this.#tell(state)
    return state
  }
}

/** Computing the same thing again is no news. */
function withoutComputedAt(data: unknown): string {
  return JSON.stringify(data, (key, value) => (key === 'computedAt' || key === 'lateBy' ? undefined : value))
}
