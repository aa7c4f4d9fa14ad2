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
  readonly #server = createServer((request, reply) => {
    const parts: Buffer[] = []
    // A line that is cut on the way has told nothing.
    request.on('error', () => {})
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      this.#take(String(request.headers['webhook-id']), Buffer.concat(parts).toString())
      reply.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}')
    })
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

  #take(message: string, body: string): void {
    const { data } = JSON.parse(body) as { data: { groups?: { lines: Omit<Heard, 'message'>[] }[] } }
    for (const { lines } of data.groups ?? []) for (const { alert, kind } of lines) this.heard.push({ message, alert, kind })
  }
}
