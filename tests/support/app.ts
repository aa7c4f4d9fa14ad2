import type { AddressInfo } from 'node:net'
import type { TileState, Watch, Watching } from '@ioc/server/contract'
import { buildApp } from '@ioc/server/testing'
import type { Database } from '@ioc/sql'
import { pino } from 'pino'
import { io, type Socket } from 'socket.io-client'
import { onTestFinished } from 'vitest'
import { HURRIED } from './hurried.ts'
import { cookieOf } from './people.ts'
import { signInAt, signInHeaders } from './signed-in.ts'

const SILENT = pino({ level: 'silent' })

/** The real server over a test's database, on a port of its own. */
export async function serve(database: Database, options: Parameters<typeof buildApp>[2] = {}, port = 0, log = SILENT) {
  const served = await stand(database, options, port, log)
  onTestFinished(() => served.app.close())
  return served
}

/** One the caller closes, for what outlives one test. */
export async function stand(database: Database, options: Parameters<typeof buildApp>[2] = {}, asked = 0, log = SILENT) {
  const app = await buildApp(database, log, { rates: HURRIED, ...options })
  await app.listen({ port: asked, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  signInAt(url)
  return { app: signedIn(app), url }
}

type App = Awaited<ReturnType<typeof buildApp>>
type Asked = { url?: string; headers?: Record<string, string>; payload?: unknown }

/** What is asked of it within this process is asked by somebody, as what is asked over HTTP (signed-in.ts). */
function signedIn(app: App): App {
  const inject = app.inject.bind(app) as (asked: unknown) => unknown
  const asSomebody = (asked: string | Asked) => {
    const options = typeof asked === 'string' ? { url: asked } : asked
    const headers = new Headers(options.headers)
    signInHeaders(headers, new URL(String(options.url), 'http://127.0.0.1'), options.payload)
    return inject({ ...options, headers: Object.fromEntries(headers) })
  }
  return Object.assign(app, { inject: asSomebody as unknown as App['inject'] })
}

/** A wall without pixels: remembers every state it was sent and what it holds. */
export async function openWall(url: string, transports = ['websocket'], extraHeaders: Record<string, string> = {}) {
  const socket: Socket = io(url, {
    transports,
    extraHeaders: withSession(extraHeaders),
    reconnection: false,
    autoConnect: false,
  })
  onTestFinished(() => void socket.disconnect())
  const received: TileState[] = []
  const held = new Map<string, TileState>()
  socket.on('tile', (state: TileState) => {
    received.push(state)
    const before = held.get(state.tile)
    if (before?.node !== state.node || state.version > before.version) held.set(state.tile, state)
  })
  const connect = () => new Promise<void>((done, fail) => socket.once('connect', done).once('connect_error', fail).connect())
  await connect()
  return {
    socket,
    received,
    held,
    connect,
    disconnect: () => socket.disconnect(),
    watch: (tiles: string[], visitors: Watch['visitors'] = null): Promise<Watching> =>
      socket.emitWithAck('watch', {
        scene: 'overview',
        visitors,
        node: held.get(tiles.find((id) => held.has(id)) ?? '')?.node ?? null,
        tiles: Object.fromEntries(tiles.map((id) => [id, held.get(id)?.version ?? 0])),
      }),
  }
}

/** Somebody’s, where it is not said whose. */
const withSession = ({ cookie = '', ...headers }: Record<string, string>) => ({
  ...headers,
  cookie: cookie.includes('ioc-session=') ? cookie : `${cookieOf()}; ${cookie}`,
})

export type Wall = Awaited<ReturnType<typeof openWall>>

/** Waits for something that takes a moment, and says what did not come. */
export async function until<T>(what: string, check: () => T | Promise<T>, seconds = 30): Promise<NonNullable<T>> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    const asked = Date.now()
    const found = await check()
    if (found) return found as NonNullable<T>
    // Asking must leave the machine to what is waited for.
    const took = Date.now() - asked
    await new Promise((done) => setTimeout(done, Math.min(Math.max(25, 10 * took), 1_000)))
  }
  throw new Error(`not within ${seconds} s: ${what}`)
}
