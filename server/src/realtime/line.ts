import { isAbove } from '@ioc/sql'
import type { Classification } from '@ioc/sql/pack'
import type { Server, Socket } from 'socket.io'
import type { DownEvents, TileState, UpEvents } from '../../contract/index.ts'
import type { TileContext } from '../tiles/context.ts'
import { type Audience, type Told, toldTo } from '../tiles/withhold.ts'

export type Sockets = Server<UpEvents, DownEvents>
type Units = Pick<TileContext, 'units'>

/**
 * What one client was given and what waits for it. A version is given once. While the line is busy the newest state of each
 * tile waits in the place of the older ones, so a slow client costs as much as its tiles and no more.
 */
export class Line {
  readonly #socket: Socket<UpEvents, DownEvents>
  readonly #given = new Map<string, number>()
  readonly #waiting = new Map<string, TileState>()
  #waitingSince = 0
  /** Something handed over before has not left yet. */
  #isBusy = false

  /** What its browser was known to be before when it called: no less is withheld from it, whatever it says. */
  readonly #atMost: Classification | null

  readonly #context: Units
  #audience: Audience
  #alike: string

  constructor(socket: Socket<UpEvents, DownEvents>, context: Units, audience: Audience) {
    this.#socket = socket
    this.#context = context
    this.#atMost = audience.visitors
    this.#audience = audience
    this.#alike = alikeOf(audience)
    socket.conn.on('packetCreate', () => {
      this.#isBusy = true
    })
    socket.conn.on('drain', () => {
      this.#isBusy = false
      this.#sendWaiting()
    })
  }

  get tiles(): Iterable<string> {
    return this.#given.keys()
  }

  /** From now on the client gets every version of the tile above the one it holds. */
  watch(tile: string, held: number): void {
    this.#given.set(tile, Math.max(held, this.#given.get(tile) ?? 0))
  }

  /** Before whom it stands, and whether that is news: then what it holds is of no account. */
  stand(said: Classification | null): boolean {
    const visitors = this.#atMost !== null && (said === null || isAbove(said, this.#atMost)) ? this.#atMost : said
    if (visitors === this.#audience.visitors) return false
    this.#audience = { ...this.#audience, visitors }
    this.#alike = alikeOf(this.#audience)
    this.#given.clear()
    this.#waiting.clear()
    return true
  }

  /** What the client shows no more costs it nothing more. */
  only(tiles: readonly string[]): void {
    for (const tile of this.tiles) if (!tiles.includes(tile)) this.#given.delete(tile)
  }

  give(told: Told): void {
    const state = toldTo(this.#audience, told, this.#context)
    if (this.takes(state)) this.#socket.emit('tile', state)
  }

  get audience(): Audience {
    return this.#audience
  }

  /** The same for all who are told the same. */
  get alike(): string {
    return this.#alike
  }

  /** Whether the caller is to send the state now. If not, the client has it or does not want it, or it waits here. */
  takes(state: TileState): boolean {
    const given = this.#given.get(state.tile)
    if (given === undefined || state.version <= given) return false
    this.#given.set(state.tile, state.version)
    if (!this.#isBusy) return true
    if (this.#waiting.size === 0) this.#waitingSince = performance.now()
    this.#waiting.set(state.tile, state)
    return false
  }

  /** For how long the client has taken nothing of what waits. */
  stuckMs(): number {
    return this.#waiting.size === 0 ? 0 : performance.now() - this.#waitingSince
  }

  #sendWaiting(): void {
    const states = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const state of states) this.#socket.emit('tile', state)
  }
}

const alikeOf = (audience: Audience) => JSON.stringify(audience)

/** Sends a state to whoever watches it, encoded once for all who are told the same; `sent` is asked what of it leaves. */
export function giveAll(
  io: Sockets,
  lines: ReadonlyMap<string, Line>,
  context: Units,
  told: Told,
  sent: (state: TileState) => TileState,
): void {
  const alike = new Map<string, [string, Line][]>()
  for (const each of lines) {
    const group = alike.get(each[1].alike)
    if (group) group.push(each)
    else alike.set(each[1].alike, [each])
  }
  for (const group of alike.values()) {
    const [[, { audience }]] = group as [[string, Line]]
    const state = toldTo(audience, told, context)
    const now = group.filter(([, line]) => line.takes(state)).map(([id]) => id)
    if (now.length > 0) io.to(now).emit('tile', sent(state))
  }
}
