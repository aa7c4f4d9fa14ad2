import type { Server as HttpServer } from 'node:http'
import type { Database } from '@ioc/sql'
import { Server, type Socket } from 'socket.io'
import { type DownEvents, type UpEvents, Watch } from '../../contract/index.ts'
import { domainOf } from '../tiles/build.ts'
import type { TileContext } from '../tiles/context.ts'
import { Board } from './board.ts'
import { tailLedger } from './tail.ts'

/** After a refresh the next waits this long, and gathers what comes meanwhile; after a quiet spell a change goes out at once. */
const COALESCE_MS = 150
/** While history pours in, computing tiles may take a quarter of the time and no more. */
const REST_FACTOR = 3
const PULSE_MS = 5_000

export interface Gateway {
  board: Board
  watchers(): number
  position(): number
  close(): Promise<void>
}

/** Keeps every wall at the newest state of what it shows. */
export async function openGateway(
  http: HttpServer,
  database: Database,
  context: TileContext,
  onError: (error: unknown) => void,
): Promise<Gateway> {
  const io = new Server<UpEvents, DownEvents>(http, {
    serveClient: false,
    perMessageDeflate: false,
    // Socket.IO's cors option does not stop a foreign page from opening a websocket; refusing the handshake does.
    allowRequest: (request, decide) => decide(null, isSameOrigin(request.headers.origin, request.headers.host)),
  })
  const board = new Board(context, (state) => io.to(state.tile).emit('tile', state))
  const due = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let refreshing = Promise.resolve()
  let notBefore = 0

  const watched = () => [...io.sockets.adapter.rooms.keys()].filter((room) => board.knows(room))

  /** A burst becomes one refresh of each tile; a refresh under way is not overtaken by the next. */
  function schedule(tiles: string[]): void {
    for (const tile of tiles) due.add(tile)
    timer ??= setTimeout(
      () => {
        timer = undefined
        const now = [...due]
        due.clear()
        refreshing = refreshing.then(() => refreshAll(now)).catch(onError)
      },
      Math.max(0, notBefore - performance.now()),
    )
  }

  async function refreshAll(tiles: string[]): Promise<void> {
    const started = performance.now()
    for (const tile of tiles) await board.refresh(tile)
    const ended = performance.now()
    notBefore = ended + Math.max(COALESCE_MS, REST_FACTOR * (ended - started))
  }

  const tail = await tailLedger(database, (domains) => {
    schedule(watched().filter((id) => domains.has(domainOf(context.tiles.get(id) as never))))
  })
  const pulse = setInterval(() => {
    // Ages, deadlines and broken promises move with the clock alone.
    schedule(watched())
    io.emit('pulse', { at: new Date().toISOString(), position: tail.position })
  }, PULSE_MS)

  io.on('connection', (socket: Socket<UpEvents, DownEvents>) => {
    socket.emit('pulse', { at: new Date().toISOString(), position: tail.position })
    socket.on('watch', async (message, acknowledge) => {
      const answer = typeof acknowledge === 'function' ? acknowledge : () => {}
      const parsed = Watch.safeParse(message)
      if (!parsed.success) return answer({ ok: false, error: 'Not a watch message.' })
      const known = Object.entries(parsed.data.tiles).filter(([tile]) => board.knows(tile))
      try {
        // In the room first, so that a state computed meanwhile is not missed.
        await socket.join(known.map(([tile]) => tile))
        for (const [tile, held] of known) {
          const state = await board.state(tile)
          if (state.version > held) socket.emit('tile', state)
        }
        answer({ ok: true })
      } catch (error) {
        onError(error)
        answer({ ok: false, error: 'The tiles could not be read just now.' })
      }
    })
  })

  return {
    board,
    watchers: () => io.engine.clientsCount,
    position: () => tail.position,
    async close() {
      clearInterval(pulse)
      clearTimeout(timer)
      await tail.close()
      await refreshing
      await io.close()
    },
  }
}

function isSameOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (!origin) return true
  try {
    return new URL(origin).host === host
  } catch {
    return false
  }
}
