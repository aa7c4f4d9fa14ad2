import { setMaxListeners } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** What a network does to a connection, by the names people know it by. */
export const TOXICS = [
  'none',
  'latency',
  'bandwidth',
  'slow_close',
  'timeout',
  'reset_peer',
  'slicer',
  'limit_data',
  'down',
] as const
export type Toxic = (typeof TOXICS)[number]

export interface FaultProxy {
  port: number
  /** Sockets open at either end. */
  open(): number
  /**
   * From now on another toxic, on connections that stand too; `down` cuts them. What a `timeout` held back goes on its way, as what a network lost is
   * sent again.
   */
  turn(toxic: Toxic, spoils?: Spoils): void
  close(): Promise<void>
}

/** What comes back, or what is sent. */
type Spoils = 'answers' | 'questions'

/** A TCP proxy that spoils what comes back, or what is sent, the same way for the same seed. For tests alone. */
export async function faultProxy(target: number, toxic: Toxic, seed: number, spoils: Spoils = 'answers'): Promise<FaultProxy> {
  const sockets = new Set<Socket>()
  let now = { toxic, spoils, over: untilTurned() }

  function spoiling(from: Socket, to: Socket, way: Spoils): void {
    let given = 0
    from.on('data', async (chunk) => {
      from.pause()
      const { toxic, spoils, over } = now
      if (spoils === way) await spoil({ toxic, seed, over: over.signal }, chunk, given, to)
      else to.write(chunk)
      given += chunk.length
      // Whoever reads slowly is waited for: what is sent to a process that stands still must not gather here.
      if (to.writableNeedDrain) await new Promise((done) => to.once('drain', done).once('close', done))
      from.resume()
    })
    from.on('end', () => void to.end())
  }

  const server = createServer((client) => {
    if (now.toxic === 'down') return void client.destroy()
    const upstream = connect(target, '127.0.0.1')
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket)).on('error', () => {})
    }
    spoiling(client, upstream, 'questions')
    spoiling(upstream, client, 'answers')
    client.on('close', () => upstream.destroy())
    upstream.on('close', () => setTimeout(() => client.end(), now.toxic === 'slow_close' ? 100 * seed : 0))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    port: (server.address() as AddressInfo).port,
    open: () => [...sockets].filter((socket) => !socket.destroyed).length,
    turn(toxic, spoils = now.spoils) {
      now.over.abort()
      now = { toxic, spoils, over: untilTurned() }
      if (toxic === 'down') for (const socket of sockets) socket.destroy()
    },
    close: () =>
      new Promise((done) => {
        now.over.abort()
        for (const socket of sockets) socket.destroy()
        server.close(() => done())
      }),
  }
}

/** As many wait for it as chunks are held back. */
function untilTurned(): AbortController {
  const over = new AbortController()
  setMaxListeners(0, over.signal)
  return over
}

interface Spoiled {
  toxic: Toxic
  seed: number
  /** Aborted once another toxic is at work. */
  over: AbortSignal
}

const wait = (ms: number, signal?: AbortSignal) => sleep(ms, undefined, { ...(signal && { signal }), ref: false }).catch(() => {})

async function spoil({ toxic, seed, over }: Spoiled, chunk: Buffer, given: number, to: Socket): Promise<void> {
  if (toxic === 'latency') await wait(15 * seed, over)
  if (toxic === 'timeout' && given + chunk.length > 400 * seed) {
    await wait(60_000, over)
    if (!over.aborted) return
  }
  if (toxic === 'reset_peer' && given + chunk.length > 200 * seed) return void to.resetAndDestroy()
  if (toxic === 'limit_data' && given + chunk.length > 300 * seed) {
    to.write(chunk.subarray(0, Math.max(0, 300 * seed - given)))
    return void to.end()
  }
  const size = toxic === 'slicer' ? seed * 7 : toxic === 'bandwidth' ? 512 * seed : chunk.length
  for (let from = 0; from < chunk.length && !to.destroyed; from += size) {
    to.write(chunk.subarray(from, from + size))
    if (size < chunk.length) await wait(toxic === 'bandwidth' ? 5 : 0)
  }
}
