import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { CheckStep } from './connector.ts'
import type { Delivery } from './receiver.ts'

/** What a connector's folder shows the conformance test: a source in good health, and ways for one to be broken. */
export interface World {
  /** Settings that reach the good source. */
  settings: object
  /** By name: settings that must fail, at which step of a check, and the words a steward must see; `HOSTS` among them of one on a network. */
  broken: Record<string, { settings: object; step: CheckStep['step']; says: RegExp }>
  /** Settings that reach a source of so many bytes, for kinds that could read one longer than memory. */
  large?: (bytes: number) => Promise<object>
  /** Settings that reach the good source through another port of this machine. */
  through?: (port: number) => object
  /** Where the good source listens. */
  port?: number
  /** Planted in the settings; must be seen nowhere. */
  secrets: string[]
  close(): Promise<void>
}

/** What every source on a network must be tried with. */
export const HOSTS = ['a dead host', 'a slow host', 'a lying host', 'a host nobody vouches for']

/** The same of a source that comes to us: deliveries that are taken, and those that are not. */
export interface ReceivingWorld {
  settings: object
  good: () => Delivery[]
  /** By name: what is brought, and the words its sender must see. */
  refused: Record<string, { delivery: () => Delivery; says: RegExp }>
  secrets: string[]
  /** A delivery of so many bytes, for kinds that take what is longer than memory. */
  large?: (bytes: number) => { settings: object; delivery: Delivery }
}

export async function* bytesOf(text: string, times = 1): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let n = 0; n < times; n++) yield bytes
}

export interface TestServer {
  url: string
  close(): Promise<void>
}

export async function serve(listener: RequestListener): Promise<TestServer> {
  const server = createServer(listener)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
}

/** A port where nobody listens. */
export async function deadPort(): Promise<string> {
  const server = await serve(() => {})
  await server.close()
  return server.url
}
