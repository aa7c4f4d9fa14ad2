import { randomUUID } from 'node:crypto'
import type { Server as HttpServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Database, layoutPosition, nextRelease, tailLedger } from '@ioc/sql'
import { Server } from 'socket.io'
import { Painted, Watch, type Watching } from '../../contract/index.ts'
import { isSameOrigin } from '../access/from-here.ts'
import type { Counted } from '../access/rates.ts'
import { admit, turnOut, whoIsIn } from '../access/sockets.ts'
import { heard } from '../observing/happened.ts'
import { type Heard, WallTraces } from '../observing/wall-traces.ts'
import { visitorsIn } from '../plugins/visitors.ts'
import type { TileContext } from '../tiles/context.ts'
import { Allowance } from './allowance.ts'
import { Board } from './board.ts'
import { giveAll, Line, type Sockets } from './line.ts'
import { openScreens } from './screens.ts'

/** After a refresh the next waits this long, and gathers what comes meanwhile; after a quiet spell a change goes out at once. */
const COALESCE_MS = 150
/** While history pours in, computing tiles may take a quarter of the time and no more. */
const REST_FACTOR = 3
const PULSE_MS = 5_000
const LAYOUTS_EVERY_MS = 1_000
/** A wall speaks once a connection, and every few seconds while it is refused. */
const BURST = 20
const PER_SECOND = 2
const MOST_BYTES = 64 * 1024
/** Sooner than the ping, which takes 45 s to find out. */
const STUCK_AFTER_MS = 15_000

const UNREADABLE: Watching = { ok: false, error: 'The tiles could not be read just now.' }

export interface Gateway {
  board: Board
  watchers(): number
  position(): number
  /** Lays down every line for another server to be called, one after the other over some time; none is taken up any more. */
  leave(overMs: number): Promise<void>
  close(): Promise<void>
}

const CLOSE_IDLE_EVERY_MS = 50
const ANSWERED_WITHIN_MS = 5_000

/**
 * Keeps every wall at the newest state of what it shows. Any number of servers may: nothing a wall is told goes through the memory of one.
 * Each follows the ledger by itself (LISTEN, and a look every second), and layouts, alerts, orders to displays and sessions that ended by
 * what stands in the database, and tells its own lines; so no adapter of Socket.IO passes anything on between them, and there is nothing
 * to pass on that could be lost or come twice (tests/scale/two-servers.test.ts).
 */
export async function openGateway(
  http: HttpServer,
  database: Database,
  context: TileContext,
  { counted, onError }: { counted: Counted; onError: (error: unknown) => void },
): Promise<Gateway> {
  const io: Sockets = new Server(http, {
    serveClient: false,
    maxHttpBufferSize: MOST_BYTES,
    perMessageDeflate: false,
    // Socket.IO's cors option does not stop a foreign page from opening a websocket; refusing the handshake does.
    allowRequest: (request, decide) => decide(null, !leaving && isSameOrigin(request.headers.origin, request.headers.host)),
  })
  const lines = new Map<string, Line>()
  const node = randomUUID()
  let leaving = false
  const connections = new Set<{ close(): unknown }>()
  io.engine.on('connection', (connection) => {
    connections.add(connection)
    connection.once('close', () => connections.delete(connection))
  })
  const traces = new WallTraces()
  const board = new Board(context, node, (told) => giveAll(io, lines, context, told, (state) => traces.send(state)))
  const due = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let release: NodeJS.Timeout | undefined
  let refreshing = Promise.resolve()
  let notBefore = 0

  const watched = () => [...new Set([...lines.values()].flatMap((line) => [...line.tiles]))]

  /** A burst becomes one refresh of each tile; a refresh under way is not overtaken by the next. */
  function schedule(tiles: string[]): void {
    for (const tile of tiles) due.add(tile)
    timer ??= setTimeout(
      () => {
        timer = undefined
        const now = [...due]
        due.clear()
        const heard = traces.take()
        refreshing = refreshing.then(() => refreshAll(now, heard)).catch(onError)
      },
      Math.max(0, notBefore - performance.now()),
    )
  }

  async function refreshAll(tiles: string[], heard: Heard): Promise<void> {
    const started = performance.now()
    // One that can't be read, or is no more, does not keep the others waiting.
    for (const tile of tiles) await traces.compute(tile, board.domainsOf(tile), heard, () => board.refresh(tile)).catch(onError)
    const ended = performance.now()
    notBefore = ended + Math.max(COALESCE_MS, REST_FACTOR * (ended - started))
  }

  const tail = await tailLedger(database, (domains, batches) => {
    const now = Date.now()
    traces.hear(batches)
    heard.tell({ ms: batches.map(({ recorded_at: at }) => now - at.getTime()) })
    schedule(watched().filter((id) => board.domainsOf(id).some((domain) => domains.has(domain))))
  })
  const screens = openScreens(io, context, {
    onAlarm: () => schedule(watched().filter((id) => context.tiles.get(id)?.kind === 'alerts')),
    onError,
  })
  let layouts = await layoutPosition(database.db)
  const pulseNow = () => ({ at: new Date().toISOString(), position: tail.position, layouts })
  // Whoever published it, and by whichever server.
  let looking = Promise.resolve()
  const look = setInterval(() => {
    if (io.engine.clientsCount === 0) return
    looking = looking
      .then(lookAtLayouts)
      .then(() => turnOut(database.db, io.sockets.sockets.values()))
      .catch(onError)
  }, LAYOUTS_EVERY_MS)
  const pulse = setInterval(() => {
    // Ages, deadlines and broken promises move with the clock alone.
    schedule(watched())
    io.emit('pulse', pulseNow())
    nextRelease(database.db, PULSE_MS)
      .then((at) => {
        if (at) release = setTimeout(() => schedule(watched()), Math.max(0, at.getTime() - Date.now()) + 1)
      })
      .catch(onError)
    for (const [id, line] of lines) if (line.stuckMs() > STUCK_AFTER_MS) io.sockets.sockets.get(id)?.conn.close(true)
  }, PULSE_MS)

  io.use((socket, next) => {
    admit(database.db, counted, socket).then(
      () => next(),
      (error: Error) => next(error),
    )
  })
  io.on('connection', (socket) => {
    const visitors = visitorsIn(socket.handshake.headers.cookie)
    const line = new Line(socket, context, { visitors, scope: whoIsIn(socket).scope })
    const allowance = new Allowance(BURST, PER_SECOND, performance.now())
    lines.set(socket.id, line)
    socket.on('disconnect', () => lines.delete(socket.id))
    // Closed without a word: a client that floods may not read either, and its answers would queue up.
    socket.use((_event, next) => (allowance.take(performance.now()) ? next() : socket.conn.close(true)))
    socket.on('watch', async (message, acknowledge) => {
      const answer = await watch(line, message)
      if (typeof acknowledge === 'function') acknowledge(answer)
    })
    socket.on('painted', (message) => {
      const parsed = Painted.safeParse(message)
      if (parsed.success) traces.painted(parsed.data)
    })
    socket.emit('pulse', pulseNow())
  })

  async function lookAtLayouts(): Promise<void> {
    const now = await layoutPosition(database.db)
    if (now === layouts) return
    layouts = now
    io.emit('pulse', pulseNow())
  }

  async function watch(line: Line, message: unknown): Promise<Watching> {
    const parsed = Watch.safeParse(message)
    if (!parsed.success) return { ok: false, error: 'Not a watch message.' }
    const tiles = Object.entries(parsed.data.tiles)
    const unknown = await board.unknown(tiles.map(([tile]) => tile)).catch(onError)
    if (!unknown) return UNREADABLE
    const known = tiles.filter(([tile]) => !unknown.has(tile))
    const isOurs = parsed.data.node === node
    // What another server told it may be newer than what is held here.
    const fresh = new Set(isOurs || parsed.data.node === null ? watched() : [])
    const isAnew = line.stand(parsed.data.visitors) || !isOurs
    // Watched first, so that a state computed meanwhile is not missed; what the scene shows no more is not.
    line.only(known.map(([tile]) => tile))
    for (const [tile, held] of known) line.watch(tile, isAnew ? 0 : held)
    const failed: string[] = []
    for (const [tile] of known) {
      try {
        line.give(await (fresh.has(tile) ? board.state(tile) : board.refresh(tile)))
      } catch (error) {
        // One that can't be read does not keep the others waiting.
        failed.push(tile)
        onError(error)
      }
    }
    if (failed.length > 0) return { ...UNREADABLE, failed }
    const [first] = unknown
    return first === undefined ? { ok: true } : { ok: false, error: `There is no tile «${first}».` }
  }

  return {
    board,
    watchers: () => io.engine.clientsCount,
    position: () => tail.position,
    async leave(overMs) {
      leaving = true
      const open = [...connections]
      for (const connection of open) {
        connection.close()
        await sleep(overMs / open.length)
      }
    },
    async close() {
      clearInterval(pulse)
      clearInterval(look)
      await looking
      clearTimeout(timer)
      clearTimeout(release)
      await screens.close()
      await tail.close()
      await refreshing
      await closeGently(io, http)
    },
  }
}

/**
 * Socket.IO closes the HTTP server too, which waits for every connection. What is being answered may be answered; a connection that
 * would be kept alive after that, or an answer that takes long, must not hold a restart up.
 */
async function closeGently(io: Sockets, http: HttpServer): Promise<void> {
  const idle = setInterval(() => http.closeIdleConnections(), CLOSE_IDLE_EVERY_MS)
  const late = setTimeout(() => http.closeAllConnections(), ANSWERED_WITHIN_MS)
  await io.close()
  clearInterval(idle)
  clearTimeout(late)
}
