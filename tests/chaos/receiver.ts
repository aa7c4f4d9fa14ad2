import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What came of one line of a message: which alert, and whether it began or ended. */
export interface Heard {
  /** The message's own number, the same when it is sent again. */
  message: string
  alert: number
  kind: string
}

/** Who is told of alerts by webhook: keeps every line of every message as often as it came. */
export class Receiver {
  readonly heard: Heard[] = []
  port = 0
  readonly #server = createServer(async (request, reply) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const { data } = JSON.parse(Buffer.concat(parts).toString()) as {
      data: { groups?: { lines: { alert: number; kind: string }[] }[] }
    }
    const message = String(request.headers['webhook-id'])
    for (const { lines } of data.groups ?? []) for (const { alert, kind } of lines) this.heard.push({ message, alert, kind })
    reply.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}')
  })

  async open(): Promise<this> {
    this.#server.on('clientError', (_, socket) => socket.destroy())
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done))
    this.port = (this.#server.address() as AddressInfo).port
    return this
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((done) => this.#server.close(done))
  }
}
