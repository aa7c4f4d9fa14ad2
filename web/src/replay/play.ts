import type { TileState } from '@ioc/server/contract'
import { getJson } from '../api/get.ts'
import { serverNow } from '../realtime/clock.ts'
import { replayedAt } from '../realtime/replay-clock.ts'

const EVERY_MS = 2_000

interface Stage {
  tiles: readonly string[]
  at: number
  speed: number
  /** All tiles as of one moment: never some of one and some of another. */
  show(states: TileState[], at: number): void
  /** Could not be shown; it is tried again. */
  fail(error: Error): void
  /** It has caught up with the present. */
  end(): void
  signal: AbortSignal
}

/** Shows the tiles as of a moment, then as of later ones, each once the one before is on the wall. */
export async function play({ tiles, at, speed, show, fail, end, signal }: Stage): Promise<void> {
  let since: number | null = null
  while (!signal.aborted) {
    const began = performance.now()
    const moment = Math.min(since === null ? at : replayedAt({ at, speed, since }, serverNow()), serverNow())
    try {
      const states = await Promise.all(tiles.map((tile) => tileAt(tile, moment, signal)))
      if (signal.aborted) return
      show(states, moment)
      // The first frame may take a while to come; the past it took is not skipped.
      since ??= serverNow()
      if (speed === 0) return
      if (moment >= serverNow() - EVERY_MS) return end()
    } catch (error) {
      if (signal.aborted) return
      fail(error as Error)
    }
    await pause(EVERY_MS - (performance.now() - began), signal)
  }
}

function tileAt(tile: string, at: number, signal: AbortSignal): Promise<TileState> {
  const asOf = encodeURIComponent(new Date(at).toISOString())
  return getJson(`/api/tiles/${encodeURIComponent(tile)}?asOf=${asOf}`, signal, 30_000)
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, Math.max(0, ms))
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      done()
    })
  })
}
