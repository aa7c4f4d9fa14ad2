import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Database, findFeed } from '@ioc/sql'
import { onTestFinished } from 'vitest'

export interface Request311 {
  unique_key: string
  status: string
  complaint_type: string
  created_date: string
  resolution_action_updated_date?: string
}

export const request311 = (n: number, more: Partial<Request311> = {}): Request311 => ({
  unique_key: `k${n}`,
  status: 'Open',
  complaint_type: 'Noise',
  created_date: new Date(Date.UTC(2026, 1, 1 + (n % 20), 10)).toISOString(),
  ...more,
})

/** A source on this machine that lists its pages one by one; what it does with each question can be changed while it runs. */
export class PagedSource {
  pages: object[][] = []
  /** Waited for before a page is given. */
  before: (page: number) => Promise<void> = async () => {}
  /** Answers instead of a page, where it says so. */
  status = 200
  /** Gives only records updated in the stretch it is asked for: `since` and `until`. */
  heedsTime = false
  asked: URL[] = []
  url = ''

  static async open(): Promise<PagedSource> {
    const source = new PagedSource()
    const server = createServer(async (request, reply) => {
      const url = new URL(request.url ?? '/', 'http://source')
      source.asked.push(url)
      const page = Number(url.searchParams.get('page') ?? 1)
      await source.before(page)
      const [since = '', until = '9'] = ['since', 'until'].map((name) => url.searchParams.get(name) ?? undefined)
      const within = ({ resolution_action_updated_date: at = '' }: { resolution_action_updated_date?: string }) =>
        !source.heedsTime || (at >= since && at <= until)
      reply.writeHead(source.status, { 'content-type': 'application/json' })
      reply.end(JSON.stringify(source.status === 200 ? (source.pages[page - 1] ?? []).filter(within) : {}))
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    onTestFinished(() => {
      server.closeAllConnections()
      server.close()
    })
    source.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    return source
  }
}

/** Makes the feed of 311 requests one that asks such a source by the clock. */
export async function follow(database: Database, { url }: { url: string }, settings: object = {}): Promise<void> {
  const { spec } = await findFeed(database.db, 'nyc311')
  const now = {
    ...spec,
    connector: 'rest',
    every: 60,
    format: { kind: 'json', path: '$' },
    settings: { url, paging: { style: 'page', param: 'page' }, timeoutSeconds: 5, deadlineSeconds: 5, ...settings },
  }
  await database.pool.query("update feed set spec = $1 where key = 'nyc311'", [now])
  await database.pool.query("update feed_version set spec = $1 where feed_id = (select id from feed where key = 'nyc311')", [now])
}
