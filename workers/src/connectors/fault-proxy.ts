import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

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

/** A TCP proxy that spoils what comes back, or what is sent, the same way for the same seed. For tests alone. */
export async function faultProxy(
  target: number,
  toxic: Toxic,
  seed: number,
  spoils: 'answers' | 'questions' = 'answers',
): Promise<{ port: number; open(): number; close(): Promise<void> }> {
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    if (toxic === 'down') return void client.destroy()
    const upstream = connect(target, '127.0.0.1')
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket)).on('error', () => {})
    }
    const [from, to] = spoils === 'answers' ? [upstream, client] : [client, upstream]
    to.pipe(from)
    client.on('close', () => upstream.destroy())
    let given = 0
    from.on('data', async (chunk) => {
      from.pause()
      await spoil(toxic, seed, chunk, given, to)
      given += chunk.length
      from.resume()
    })
    upstream.on('close', () => setTimeout(() => client.end(), toxic === 'slow_close' ? 100 * seed : 0))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    port: (server.address() as AddressInfo).port,
    open: () => [...sockets].filter((socket) => !socket.destroyed).length,
    close: () =>
      new Promise((done) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => done())
      }),
  }
}

const wait = (ms: number) => new Promise((done) => setTimeout(done, ms))

async function spoil(toxic: Toxic, seed: number, chunk: Buffer, given: number, to: Socket): Promise<void> {
  if (toxic === 'latency') await wait(15 * seed)
  if (toxic === 'timeout' && given + chunk.length > 400 * seed) return void (await wait(60_000))
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
