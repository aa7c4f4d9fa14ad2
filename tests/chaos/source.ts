import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Random } from '@ioc/sql/simulate'
import type { Log, Telling } from './telling.ts'

const PAGE = 50
/** How many pages of a listing told out of order are kept for who comes back to them. */
const KEPT = 5_000

/** A source of several feeds, each a list that grows, asked by `GET /feed?since=…&page=…`; answers `{ rows, next }`. */
export class Source {
  readonly log: Log
  port = 0
  /** While it is set, what was told before is told again and pages come in another order, by these dice. */
  muddled: Random | null = null
  #last = 0
  readonly #listings = new Map<string, Telling[][]>()
  readonly #server = createServer((request, reply) => {
    const url = new URL(request.url ?? '/', 'http://source')
    const told = this.log.get(url.pathname.slice(1))
    if (!told) return void reply.writeHead(404).end()
    const answer = this.#answer(url.pathname.slice(1), told, url.searchParams.get('since') ?? '', url.searchParams.get('page'))
    reply.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  })

  constructor(feeds: readonly string[]) {
    this.log = new Map(feeds.map((feed) => [feed, []]))
  }

  async open(): Promise<this> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done))
    this.port = (this.#server.address() as AddressInfo).port
    return this
  }

  tell(feed: string, telling: Omit<Telling, 'told_at'>): void {
    // No two at the same moment: what is asked for since one of them must not leave out the other.
    this.#last = Math.max(Date.now(), this.#last + 1)
    this.log.get(feed)?.push({ ...telling, told_at: new Date(this.#last).toISOString() })
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((done) => this.#server.close(done))
  }

  #answer(feed: string, told: Telling[], since: string, page: string | null): { rows: Telling[]; next: string | null } {
    const [listing, at] = page?.startsWith('m') ? page.split(':') : []
    const kept = listing && this.#listings.get(listing)
    if (kept) return pageOf(listing, kept, Number(at))
    if (this.muddled && page === null) return this.#muddle(this.muddled, feed, told, since)
    const from = page === null || !/^\d+$/.test(page) ? told.findIndex(({ told_at }) => told_at > since) : Number(page)
    if (from < 0) return { rows: [], next: null }
    const rows = told.slice(from, from + PAGE)
    return { rows, next: from + PAGE < told.length ? String(from + PAGE) : null }
  }

  /** All that is asked for and a part of what was told before, in any order, some pages twice. */
  #muddle(dice: Random, feed: string, told: Telling[], since: string) {
    const asked = told.findIndex(({ told_at }) => told_at > since)
    const first = dice.below(1 + (asked < 0 ? told.length : asked))
    const rows = shuffled(told.slice(Math.max(first, told.length - 20 * PAGE), told.length), dice)
    // Whatever is asked for is in it, however far back that begins.
    if (asked >= 0) rows.push(...told.slice(asked, Math.max(asked, told.length - 20 * PAGE)))
    const pages = Array.from({ length: Math.ceil(rows.length / PAGE) }, (_, n) => rows.slice(n * PAGE, (n + 1) * PAGE))
    const twice = shuffled([...pages, ...pages.filter(() => dice.chance(0.3))], dice)
    const listing = `m${feed}-${this.#listings.size}`
    if (this.#listings.size < KEPT) this.#listings.set(listing, twice)
    return pageOf(listing, twice, 0)
  }
}

const pageOf = (listing: string, pages: Telling[][], at: number) => ({
  rows: pages[at] ?? [],
  next: at + 1 < pages.length ? `${listing}:${at + 1}` : null,
})

function shuffled<T>(all: readonly T[], dice: Random): T[] {
  const left = [...all]
  return all.map(() => left.splice(dice.below(left.length), 1)[0] as T)
}
