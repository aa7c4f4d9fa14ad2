import { isDeepStrictEqual } from 'node:util'
import { domainsOfTile, ledgerPosition, momentOf, registryAsOf, seeingAll, unitsAsOf } from '@ioc/sql'
import { TileData, type TileState } from '../../contract/index.ts'
import { computed } from '../observing/happened.ts'
import { computeTile } from '../tiles/compute.ts'
import type { TileContext } from '../tiles/context.ts'
import { findTile } from '../tiles/find.ts'
import { figuresOf, type Told } from '../tiles/withhold.ts'

interface Entry {
  told: Told
  /** The state without what changes at every computation, to tell news from a repetition. */
  said: string
  domains: string[]
}

/**
 * The newest state of every tile anyone asked for. A state is computed once for all its watchers and is new only when it says
 * something new; whoever caused it to be computed, all watchers are told.
 */
export class Board {
  readonly #context: TileContext
  readonly #node: string
  readonly #tell: (told: Told) => void
  readonly #entries = new Map<string, Entry>()
  readonly #underWay = new Map<string, Promise<Told>>()
  /** The next computation of a tile, which has not begun: whoever wants one that begins after they asked shares it. */
  readonly #next = new Map<string, Promise<Told>>()

  /** `node`: whose versions these are. */
  constructor(context: TileContext, node: string, tell: (told: Told) => void) {
    this.#context = context
    this.#node = node
    this.#tell = tell
  }

  /** Of some ids, those of no tile. */
  async unknown(ids: string[]): Promise<Set<string>> {
    const registry = await registryAsOf(this.#context.database.db, null)
    return new Set(ids.filter((id) => !findTile(this.#context, registry, id)))
  }

  /** The domains whose news may change what a tile said last. */
  domainsOf(id: string): string[] {
    return this.#entries.get(id)?.domains ?? []
  }

  /** The state held; computed now if there is none. Only that of a tile somebody watches is kept fresh. */
  async state(id: string): Promise<Told> {
    return this.#entries.get(id)?.told ?? this.refresh(id)
  }

  /**
   * Computes the tile anew. One computation of a tile at a time, so that an older answer never follows a newer one; a thousand walls that
   * come from a server that ended are answered by two.
   */
  refresh(id: string): Promise<Told> {
    const next = this.#next.get(id)
    if (next) return next
    const before = this.#underWay.get(id) ?? Promise.resolve()
    const mine = before
      .catch(() => {})
      .then(() => {
        this.#next.delete(id)
        this.#underWay.set(id, mine)
        return seeingAll(() => timed(() => this.#compute(id)))
      })
      .finally(() => this.#underWay.get(id) === mine && this.#underWay.delete(id))
    this.#next.set(id, mine)
    return mine
  }

  async #compute(id: string): Promise<Told> {
    // The position is read first: what commits in between makes the next state, and is never claimed by this one.
    const position = await ledgerPosition(this.#context.database.db)
    // What was configured since this process began is part of it.
    const { db } = this.#context.database
    const [registry, units] = [await registryAsOf(db, null), await unitsAsOf(db, this.#context.units, null)]
    const tile = findTile(this.#context, registry, id)
    if (!tile) throw new Error(`There is no tile «${id}».`)
    // Held to the contract here, before anybody is told: a wall takes the server at its word.
    const data = TileData.parse(await computeTile({ ...this.#context, registry, units }, tile, momentOf()))
    const said = whatItSays(data)
    const held = this.#entries.get(id)
    // What it says may be the same, and be for fewer.
    const of = figuresOf(tile, this.#context, registry)
    if (held?.said === said && isDeepStrictEqual(held.told.of, of)) return held.told
    const state: TileState = {
      tile: id,
      node: this.#node,
      version: Math.max(Date.now(), (held?.told.state.version ?? 0) + 1),
      position,
      visitors: null,
      data,
    }
    const told = { state, of }
    this.#entries.set(id, { told, said, domains: domainsOfTile(tile, registry) })
    this.#tell(told)
    return told
  }
}

async function timed<T>(work: () => Promise<T>): Promise<T> {
  const started = performance.now()
  let failed = true
  try {
    const result = await work()
    failed = false
    return result
  } finally {
    computed.tell({ ms: performance.now() - started, failed })
  }
}

const MINUTE = '2026-01-01T00:00'.length

/**
 * Computing the same thing again is no news. A span that ends «now» and a lateness are shown to the minute, so they are
 * news once a minute.
 */
function whatItSays(data: unknown): string {
  return JSON.stringify(data, (key, value) => {
    if (key === 'computedAt') return undefined
    if (key === 'lateBy') return Math.floor(value / 60)
    if ((key === 'from' || key === 'to') && typeof value === 'string') return value.slice(0, MINUTE)
    return value
  })
}
