import type { DownEvents, Scene, TileState, UpEvents } from '@ioc/server/contract'
import type { QueryClient } from '@tanstack/react-query'
import type { Socket } from 'socket.io-client'
import { displayToken, isDisplay } from '../api/display.ts'
import { isSignedOut, onSignedOut, signedOut } from '../api/signed-out.ts'
import { news } from '../ui/frames.ts'
import { visitorsNow } from '../visitors/visitors.ts'
import { setClock } from './clock.ts'
import { changeLine, readLine } from './line-store.ts'
import { manager } from './manager.ts'
import { watchOf } from './merge.ts'
import { followed } from './painted.ts'
import { heldTile, holdTile, markFailed, tilesOf } from './tiles.ts'

const ANSWER_WITHIN_MS = 10_000
const ASK_AGAIN_AFTER_MS = 5_000
const SILENT_AFTER_MS = 30_000
const CALL_BACK_AFTER_MS = 2_000
/** What the server says where it lets nobody in who is not signed in. */
const SIGN_IN = 'sign-in'

export interface WallLine {
  /** Watches the tiles of this scene from now on. One that was laid out anew keeps the line, and what is held of its tiles. */
  show(scene: Scene): void
  close(): void
}

/** Opens the line of a wall. */
export function openLine(cache: QueryClient): WallLine {
  let scene: Scene | undefined
  const socket: Socket<DownEvents, UpEvents> = manager.socket('/', {
    auth: (tell) => tell(isDisplay() ? { screen: displayToken() } : {}),
  })
  let asking: ReturnType<typeof setTimeout> | undefined
  changeLine({ connected: false, openedAt: Date.now(), disconnectedAt: null, lastPulseAt: null })

  const watch = () => {
    clearTimeout(asking)
    if (!scene) return
    const again = () => {
      asking = setTimeout(watch, ASK_AGAIN_AFTER_MS)
    }
    socket.timeout(ANSWER_WITHIN_MS).emit(
      'watch',
      watchOf(scene.id, tilesOf(scene), (tile) => heldTile(cache, tile), visitorsNow()),
      (failed, answer) => {
        if (failed || !answer.ok) console.warn('watch refused', failed ?? answer.error)
        if (!failed) for (const tile of answer.failed ?? []) markFailed(cache, tile)
        if ((failed || !answer.ok) && socket.connected) again()
      },
    )
  }

  socket.on('connect', () => {
    changeLine({ connected: true, disconnectedAt: null })
    watch()
  })
  socket.on('disconnect', (reason) => {
    clearTimeout(asking)
    changeLine({ connected: false, disconnectedAt: Date.now() })
    // Socket.IO calls back by itself after any cut but one that the server made on purpose.
    if (reason === 'io server disconnect') asking = setTimeout(() => socket.connect(), CALL_BACK_AFTER_MS)
  })
  // Socket.IO calls again by itself where nobody answered, and not where it was refused.
  socket.on('connect_error', ({ message }) => {
    if (socket.active) return
    if (message === SIGN_IN) signedOut(true)
    clearTimeout(asking)
    asking = setTimeout(() => socket.connect(), ASK_AGAIN_AFTER_MS)
  })
  const stopHearing = onSignedOut(() => !isSignedOut() && socket.connect())
  socket.on('pulse', ({ at, layouts }) => {
    setClock(Date.parse(at))
    changeLine({ lastPulseAt: Date.now(), layouts })
  })
  // What was on its way while visitors came, or left, is not for whoever is here now, and takes no place from what is.
  const isForUs = (state: TileState) => state.visitors === visitorsNow()
  socket.on('tile', (state) => {
    if (!isForUs(state)) return
    // What is told for the first time is shown at once.
    const isHeld = followed(state.traceparent, (painted) => socket.emit('painted', painted))
    const hold = () => {
      if (!isForUs(state)) return
      holdTile(cache, state)
      isHeld()
    }
    if (heldTile(cache, state.tile)) news.request(state.tile, hold)
    else hold()
  })

  // A half-open connection can look connected for minutes; nobody is there to reload the page.
  const guard = setInterval(() => {
    const { lastPulseAt, openedAt } = readLine()
    if (socket.connected && Date.now() - (lastPulseAt ?? openedAt) > SILENT_AFTER_MS) manager.engine.close()
  }, SILENT_AFTER_MS)
  socket.connect()

  return {
    show(next) {
      scene = next
      if (socket.connected) watch()
    },
    close() {
      clearTimeout(asking)
      clearInterval(guard)
      stopHearing()
      socket.off()
      socket.disconnect()
    },
  }
}
