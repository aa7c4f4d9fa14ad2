import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import {
  type FileSource,
  loadSimulators,
  type NewsSource,
  type PacketSource,
  type RecordSource,
  type World,
} from '@ioc/sql/simulate'
import { AccessTokens, TOKEN_PATH } from './access-tokens.ts'
import { type Answer, json, type SourceHost } from './answer.ts'
import { control } from './control.ts'
import { DropFolder } from './drop-folder.ts'
import { ExchangeHost } from './exchange.ts'
import { LgspHost } from './lgsp.ts'
import { PressHost } from './press.ts'

const MAX_BODY_BYTES = 1_000_000

/** What each domain simulates in this world. */
export interface Sources {
  /** By domain, each with a path of its own. */
  records: Map<string, RecordSource[]>
  files: Map<string, FileSource>
  news: Map<string, NewsSource>
  packets: Map<string, PacketSource>
}

/** Every simulated source of a province behind one address and one drop folder. */
export class SimulatedHouse {
  readonly sources: Sources
  readonly drops: Map<string, DropFolder>
  readonly hosts: Map<string, SourceHost>
  /** Sources made to fail, and until when. */
  readonly down = new Map<string, number>()
  readonly now: () => Date
  readonly access = new AccessTokens()
  #server: Server

  private constructor(sources: Sources, world: World, dataDir: string, now: () => Date) {
    this.sources = sources
    this.now = now
    this.hosts = new Map<string, SourceHost>([
      ['lgsp', new LgspHost([...sources.records.values()].flat(), world.seed, this.access)],
    ])
    for (const source of sources.news.values()) this.hosts.set('bao', new PressHost(source))
    for (const source of sources.packets.values()) this.hosts.set('truc', new ExchangeHost(source))
    this.drops = new Map(
      [...sources.files].map(([domain, source]) => [domain, new DropFolder(join(dataDir, 'drop', domain), source)]),
    )
    this.#server = createServer((request, response) => this.#serve(request, response))
  }

  static async open(world: World, dataDir: string, port: number, now = () => new Date()): Promise<SimulatedHouse> {
    const sources: Sources = { records: new Map(), files: new Map(), news: new Map(), packets: new Map() }
    for (const [domain, { records, files, news, packets }] of await loadSimulators()) {
      if (records) sources.records.set(domain, [records(world)].flat())
      if (files) sources.files.set(domain, files(world))
      if (news) sources.news.set(domain, news(world))
      if (packets) sources.packets.set(domain, packets(world))
    }
    const house = new SimulatedHouse(sources, world, dataDir, now)
    await new Promise<void>((done, fail) => house.#server.once('error', fail).listen(port, '127.0.0.1', done))
    for (const drop of house.drops.values()) await drop.open(now)
    return house
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async close(): Promise<void> {
    for (const drop of this.drops.values()) await drop.close()
    this.#server.closeAllConnections()
    await new Promise((done) => this.#server.close(done))
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      send(response, await this.#answer(request))
    } catch (error) {
      send(response, json({ loi: (error as Error).message }, 400))
    }
  }

  async #answer(request: IncomingMessage): Promise<Answer> {
    const url = new URL(request.url ?? '/', this.url)
    if (request.method === 'POST' && url.pathname === '/control') {
      if (request.headers['x-control'] !== '1') return json({ loi: 'Cần tiêu đề X-Control: 1.' }, 403)
      return json(await control(this, JSON.parse(await bodyOf(request))))
    }
    if (request.method === 'POST' && url.pathname === TOKEN_PATH)
      return this.access.grant(new URLSearchParams(await bodyOf(request)), request.headers.authorization, this.now())
    if (request.method !== 'GET') return json({ loi: 'Chỉ nhận GET.' }, 405)
    if (url.pathname === '/')
      return { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: this.#describe() }
    const now = this.now()
    for (const [name, host] of this.hosts) {
      if (url.pathname.startsWith(`/${name}/`) && (this.down.get(name) ?? 0) > now.getTime())
        return json({ loi: 'Hệ thống đang bảo trì.' }, 503)
      const answer = host.answer({ url, headers: request.headers, now })
      if (answer) return answer
    }
    return json({ loi: `Không có gì ở ${url.pathname}.` }, 404)
  }

  #describe(): string {
    const files = [...this.drops.values()].map((drop) => `${drop.folder}/*`)
    return [
      'Các hệ thống nguồn mô phỏng. Mọi số liệu và tin bài ở đây đều do máy tạo ra, không phải số liệu thật.',
      '',
      ...this.#about(),
      ...files,
      '',
    ].join('\n')
  }

  #about(): string[] {
    return [...this.hosts.values()].flatMap((host) => host.about)
  }
}

function send(response: ServerResponse, { status, headers, body, afterMs = 0 }: Answer): void {
  setTimeout(() => response.writeHead(status, headers).end(body), afterMs)
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request) {
    length += chunk.length
    if (length > MAX_BODY_BYTES) throw new Error('Quá dài.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
