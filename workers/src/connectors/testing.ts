import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { CheckStep } from './connector.ts'

/** What a connector's folder shows the conformance test: a source in good health, and ways for one to be broken. */
export interface World {
  /** Settings that reach the good source. */
  settings: object
  /** By name: settings that must fail, at which step of a check, and the words a steward must see. */
  broken: Record<string, { settings: object; step: CheckStep['step']; says: RegExp }>
  /** Planted in the settings; must be seen nowhere. */
  secrets: string[]
  close(): Promise<void>
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
