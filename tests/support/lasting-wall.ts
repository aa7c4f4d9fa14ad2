import type { TileState } from '@ioc/server/contract'
import { mergeTile, watchOf } from '@ioc/web/testing'
import { io, type Socket } from 'socket.io-client'
import { onTestFinished } from 'vitest'
import { cookieOf } from './people.ts'

/** A wall without pixels that calls again by itself whenever its line is cut, as the pages do, and shows what they would. */
export async function openLastingWall(url: string, tiles: string[]) {
  const socket: Socket = io(url, {
    transports: ['websocket'],
    extraHeaders: { cookie: cookieOf() },
    reconnectionDelay: 200,
    reconnectionDelayMax: 5_000,
    // Several of one test are several browsers.
    forceNew: true,
  })
  onTestFinished(() => void socket.disconnect())
  const held = new Map<string, TileState>()
  /** Every state it came to show, in order. */
  const shown: TileState[] = []
  socket.on('tile', (state: TileState) => {
    const before = held.get(state.tile)
    const now = mergeTile(before, state)
    if (now === before) return
    held.set(state.tile, now)
    shown.push(now)
  })
  socket.on('connect', () =>
    socket.emit(
      'watch',
      watchOf('overview', tiles, (tile) => held.get(tile)),
    ),
  )
  await new Promise<void>((done) => socket.once('connect', done))
  return { socket, held, shown }
}
