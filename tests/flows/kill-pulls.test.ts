import { type ChildProcess, fork } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Database, findFeed, verify } from '@ioc/sql'
import { connectorKinds } from '@ioc/workers/connectors'
import { expect, onTestFinished, test } from 'vitest'
import { serve, until } from '../support/app.ts'
import { hungYen } from '../support/database.ts'
import { databaseSource, folderWith, sftpSource } from '../support/local-sources.ts'
import { PagedSource, request311 } from '../support/paged-source.ts'

// A worker killed with -9 in the middle of what it takes in, from a real source of every kind: done again it has the same records,
// none twice and none left out, so its cursor was never ahead of its rows.

const PAGES = 40
const ROWS = 100
const PASSWORD = 'mat-khau-cua-nguon'
const KILLED_AT = [0.3]

const page = (n: number) => Array.from({ length: ROWS }, (_, row) => request311(n * ROWS + row))
const pages = () => Array.from({ length: PAGES }, (_, n) => page(n))
const files = () =>
  Object.fromEntries(pages().map((rows, n) => [`trang-${String(n).padStart(2, '0')}.json`, JSON.stringify(rows)]))
const drop = { pattern: '*.json', settleSeconds: 0 }

interface Source {
  feed?: string
  table?: string
  settings: object
  format?: object
  /** What it brings by itself, where it is not asked. */
  bring?: (url: string) => Promise<unknown>
  records?: number
}

const SOURCES: Record<string, () => Promise<Source>> = {
  async rest() {
    const source = await PagedSource.open()
    source.pages = pages()
    return { settings: { url: source.url, paging: { style: 'page', param: 'page' } } }
  },
  async rss() {
    const item = (outlet: string, n: number) =>
      `<item><title>Tin ${n}</title><link>https://bao.example/${outlet}/${n}</link><pubDate>${new Date(Date.UTC(2026, 10, 1 + (n % 20))).toUTCString()}</pubDate></item>`
    const server = createServer((request, reply) => {
      const outlet = (request.url ?? '').slice(1)
      const etag = `"${outlet}"`
      if (request.headers['if-none-match'] === etag) return void reply.writeHead(304, { etag }).end()
      const items = Array.from({ length: ROWS }, (_, n) => item(outlet, n)).join('')
      reply.writeHead(200, { etag }).end(`<rss version="2.0"><channel><title>${outlet}</title>${items}</channel></rss>`)
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    const sources = Array.from({ length: PAGES }, (_, n) => ({ name: `Báo ${n}`, url: `http://127.0.0.1:${port}/bao-${n}` }))
    return { feed: 'vnexpress', table: 'press_fact', settings: { sources }, format: { kind: 'rss' } }
  },
  async folder() {
    return { settings: { folder: folderWith(files()), ...drop } }
  },
  async sftp() {
    const { port, hostKey } = await sftpSource(files(), PASSWORD)
    const auth = { kind: 'password', password: 'env:IOC_SECRET_NGUON' }
    return { settings: { host: '127.0.0.1', port, user: 'ioc', auth, hostKey, folder: '/', ...drop } }
  },
  async postgres() {
    const rows = pages()
      .flat()
      .map((row, n) => [String(n), JSON.stringify(row)] as const)
    const { host, port, name } = await databaseSource(PASSWORD, {
      table: 'yeu_cau (so integer primary key, noi_dung jsonb)',
      insert: 'insert into yeu_cau select so, noi_dung from unnest($1::int[], $2::jsonb[]) as t (so, noi_dung)',
      values: [[rows.map(([n]) => n), rows.map(([, row]) => row)]],
    })
    const query = `select so, noi_dung->>'unique_key' as unique_key, noi_dung->>'status' as status, noi_dung->>'complaint_type' as complaint_type, noi_dung->>'created_date' as created_date from yeu_cau`
    const access = { host, port: Number(port), database: name, user: name, password: 'env:IOC_SECRET_NGUON', tls: 'off' }
    return { settings: { ...access, query, cursor: { column: 'so', key: 'so' }, pageRows: ROWS } }
  },
  async file() {
    // One page, taken in some ten thousand records at a time.
    const rows = Array.from({ length: 40_000 }, (_, n) => request311(n))
    const body = JSON.stringify(rows)
    const bring = (url: string) => fetch(`${url}/api/feeds/nyc311/files/a.json`, { method: 'PUT', body })
    return { settings: { pattern: '*' }, bring, records: rows.length }
  },
}

test('every kind of source is killed', () => {
  // What a webhook or a form brings is stored at the door and taken in as a file that is sent.
  expect([...Object.keys(SOURCES), 'webhook', 'form'].sort()).toEqual(connectorKinds)
})

test.each(Object.keys(SOURCES))(
  '%s',
  async (connector) => {
    const database = await hungYen()
    const {
      feed = 'nyc311',
      table = 'dossier_fact',
      settings,
      format,
      bring,
      records = PAGES * ROWS,
    } = await (SOURCES[connector] as () => Promise<Source>)()
    const { spec } = await findFeed(database.db, feed)
    const asked = bring ? {} : { every: 60 }
    const now = { ...spec, connector, settings, format: format ?? { kind: 'json', path: '$' }, ...asked }
    await database.pool.query('update feed set spec = $2, cursor = null where key = $1', [feed, now])
    if (bring) await bring((await serve(database)).url)
    const stored = async () => (await database.pool.query(`select count(*)::int as n from ${table}`)).rows[0].n as number

    for (const share of KILLED_AT) {
      const worker = start(database, feed)
      await until('some records stored', async () => (await stored()) >= Math.max(1, records * share), 60)
      worker.kill('SIGKILL')
      await ended(worker)
      expect((await verify(database.db)).differences).toEqual([])
    }
    const half = await stored()
    expect(half).toBeLessThan(records)

    expect(await ended(start(database, feed))).toBe(0)
    const { rows } = await database.pool.query(
      `select count(*)::int as facts, count(distinct external_id)::int as ids from ${table}`,
    )
    expect(rows).toEqual([{ facts: records, ids: records }])
    expect((await verify(database.db)).differences).toEqual([])
    if (bring) return
    // What the killed ones stored was not asked for again, but for the page under way.
    const { rows: runs } = await database.pool.query('select status, read, inserted from run order by id')
    expect(runs.map(({ status }) => status)).toEqual([...KILLED_AT.map(() => 'abandoned'), 'done'])
    expect(runs.at(-1).read).toBeLessThanOrEqual(records - half + 2 * ROWS)
  },
  300_000,
)

function start(database: Database, feed: string): ChildProcess {
  return fork(new URL('../support/pulling.ts', import.meta.url), [database.url, feed], {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, IOC_SECRET_NGUON: PASSWORD },
  })
}

function ended(worker: ChildProcess): Promise<number | null> {
  return new Promise((done) => worker.once('exit', done))
}
