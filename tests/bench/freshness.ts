import { createServer } from 'node:http'
import { buildApp } from '@ioc/server/testing'
import type { Database } from '@ioc/sql'
import { pullFeed } from '@ioc/workers/testing'
import pg from 'pg'
import { pino } from 'pino'
import { Server } from 'socket.io'
import { io, type Socket } from 'socket.io-client'
import { HURRIED } from '../support/hurried.ts'
import { cookieOf } from '../support/people.ts'
import { freshDatabase, percentile, round } from './support.ts'

const ROUNDS = 100
/** Between changes, so that each is news by itself; changes closer together are gathered into one state on purpose. */
const APART_MS = 300
const TILE = 'dossiers.received_today'

/**
 * From a record appearing at a source to the event in a browser's socket: fetched over HTTP, stored, through the ledger,
 * computed and sent; the wait for the next pull is left out. The limit beside it inserts one
 * row, rings NOTIFY and emits over Socket.IO: nothing stored twice, nothing computed.
 */
export async function freshness(adminUrl: string) {
  const database = await freshDatabase(adminUrl)
  const source = await openSource()
  process.env.IOC_PRIVATE_SOURCES = new URL(source.url).host
  const app = await buildApp(database, pino({ level: 'silent' }), { rates: HURRIED })
  const bare = await openBare(database)
  try {
    await database.pool.query('insert into feed (key, version, spec) values ($1, 1, $2)', [
      'bench',
      JSON.stringify(feedSpec(source.url)),
    ])
    await pullFeed(database, 'bench', AbortSignal.timeout(10_000))
    const wall = await connect(await app.listen({ port: 0, host: '127.0.0.1' }))
    await wall.emitWithAck('watch', { scene: 'overview', tiles: { [TILE]: 0 } })
    const product: number[] = []
    const limit: number[] = []
    for (let n = 1; n <= ROUNDS; n++) {
      limit.push(await bare.round())
      await new Promise((done) => setTimeout(done, APART_MS))
      const arrived = new Promise<void>((done) => {
        const check = (state: { data: { reading: { value: number } } }) => {
          if (state.data.reading.value < n) return
          wall.off('tile', check)
          done()
        }
        wall.on('tile', check)
      })
      const started = performance.now()
      source.add(n)
      await pullFeed(database, 'bench', AbortSignal.timeout(10_000))
      await arrived
      product.push(performance.now() - started)
    }
    wall.disconnect()
    const ms = (values: number[]) => ({ p50: round(percentile(values, 50), 1), p99: round(percentile(values, 99), 1) })
    return {
      ratio: round(percentile(product, 50) / percentile(limit, 50)),
      ratio_p99: round(percentile(product, 99) / percentile(limit, 99)),
      milliseconds: ms(product),
      limit_milliseconds: ms(limit),
      rounds: ROUNDS,
    }
  } finally {
    await bare.close()
    await app.close()
    source.close()
    await database.close()
  }
}

function feedSpec(url: string) {
  return {
    id: 'bench',
    title: { vi: 'Đo', en: 'Bench' },
    domain: 'dossiers',
    kind: 'dossier',
    connector: 'rest',
    settings: { url, records: 'items', paging: { style: 'none' } },
    format: { kind: 'json', path: 'items' },
    zone: 'Asia/Ho_Chi_Minh',
    every: 3600,
    promise: 3600,
    owner: 'bench',
    map: {
      code: 'code',
      unit: { const: 'hung-yen' },
      status: { const: 'processing' },
      field: { const: 'Đo' },
      channel: { const: 'online' },
      received_at: { from: 'at', as: 'instant', format: 'iso' },
    },
  }
}

async function openSource(): Promise<{ url: string; add(n: number): void; close(): void }> {
  const items: { code: string; at: string }[] = []
  const server = createServer((_, response) =>
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ items: items.slice(-3) })),
  )
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as { port: number }
  return {
    url: `http://127.0.0.1:${port}/`,
    add: (n) => items.push({ code: `b-${n}`, at: new Date().toISOString() }),
    close: () => server.close(),
  }
}

async function openBare({ pool, url }: Database): Promise<{ round(): Promise<number>; close(): Promise<void> }> {
  await pool.query('create table bare (n integer)')
  const http = createServer()
  const server = new Server(http)
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done))
  const listener = new pg.Client({ connectionString: url })
  await listener.connect()
  await listener.query('listen bare')
  listener.on('notification', () => server.emit('tile'))
  const client = await connect(`http://127.0.0.1:${(http.address() as { port: number }).port}`)
  return {
    async round() {
      const arrived = new Promise((done) => client.once('tile', () => done(null)))
      const started = performance.now()
      await pool.query("with row as (insert into bare values (1)) select pg_notify('bare', '')")
      await arrived
      return performance.now() - started
    },
    async close() {
      client.disconnect()
      await listener.end()
      await server.close()
    },
  }
}

async function connect(url: string): Promise<Socket> {
  const socket = io(url, { transports: ['websocket'], extraHeaders: { cookie: cookieOf() } })
  await new Promise<void>((done, fail) => {
    socket.once('connect', () => done())
    socket.once('connect_error', fail)
  })
  return socket
}
