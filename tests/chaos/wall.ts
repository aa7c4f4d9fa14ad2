import type { TileState } from '@ioc/server/contract'
import { mergeTile, watchOf } from '@ioc/web/testing'
import { io } from 'socket.io-client'
import { cookieOf } from '../support/people.ts'
import { TILE, TILES } from './words.ts'

/** A wall without pixels that calls again by itself whenever its line is cut, as the pages do, and notes where it went back. */
export class Wall {
  readonly held = new Map<string, TileState>()
  /** How many states it was told. */
  told = 0
  /** States whose count of a day is below one it showed before. */
  readonly wentBack: string[] = []
  readonly #most = new Map<string, number>()
  readonly #socket

  constructor(url: string) {
    this.#socket = io(url, {
      transports: ['websocket'],
      extraHeaders: { cookie: cookieOf() },
      reconnectionDelay: 200,
      reconnectionDelayMax: 2_000,
      timeout: 5_000,
      forceNew: true,
    })
    this.#socket.on('connect', () =>
      this.#socket.emit(
        'watch',
        watchOf('overview', TILES, (tile) => this.held.get(tile)),
      ),
    )
    this.#socket.on('tile', (state: TileState) => this.#take(state))
  }

  /** What it shows as received on the day it speaks of; null while it shows nothing. */
  get received(): number | null {
    return readingOf(this.held.get(TILE))?.value ?? null
  }

  close(): void {
    this.#socket.disconnect()
  }

  #take(state: TileState): void {
    this.told++
    const before = this.held.get(state.tile)
    const now = mergeTile(before, state)
    if (now === before) return
    this.held.set(state.tile, now)
    const reading = state.tile === TILE ? readingOf(state) : undefined
    if (!reading || reading.value === null) return
    const most = this.#most.get(reading.clocks.from) ?? 0
    if (reading.value < most) this.wentBack.push(`${most} → ${reading.value} (${state.node} ${state.version})`)
    this.#most.set(reading.clocks.from, Math.max(most, reading.value))
  }
}

export const readingOf = (state: TileState | undefined) =>
  (state?.data as { reading?: { value: number | null; clocks: { from: string } } } | undefined)?.reading
