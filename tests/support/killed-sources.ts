import { type ChildProcess, fork } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Database, findFeed } from '@ioc/sql'
import { onTestFinished } from 'vitest'
import { serve } from './app.ts'
import { databaseSource, folderWith, sftpSource } from './local-sources.ts'
import { PagedSource, request311 } from './paged-source.ts'

// A real source of every kind with so many pages of so many records, and a process that takes them in, to be killed on the way.

const PASSWORD = 'mat-khau-cua-nguon'

interface Size {
  pages: number
  rows: number
  /** Of a file that is sent: one page. */
  records: number
}

interface Source {
  feed?: string
  table?: string
  settings: object
  format?: object
  /** What it brings by itself, where it is not asked. */
  bring?: (url: string) => Promise<unknown>
  records: number
}

const pagesOf = ({ pages, rows }: Size) =>
  Array.from({ length: pages }, (_, n) => Array.from({ length: rows }, (_, row) => request311(n * rows + row)))
const filesOf = (size: Size) =>
  Object.fromEntries(pagesOf(size).map((rows, n) => [`trang-${String(n).padStart(2, '0')}.json`, JSON.stringify(rows)]))
const all = ({ pages, rows }: Size) => pages * rows
const drop = { pattern: '*.json', settleSeconds: 0 }

const SOURCES: Record<string, (size: Size) => Promise<Source>> = {
  async rest(size) {
    const source = await PagedSource.open()
    source.pages = pagesOf(size)
    return { settings: { url: source.url, paging: { style: 'page', param: 'page' } }, records: all(size) }
  },
  async rss(size) {
    const item = (outlet: string, n: number) =>
      `<item><title>Tin ${n}</title><link>https://bao.example/${outlet}/${n}</link><pubDate>${new Date(Date.UTC(2026, 10, 1 + (n % 20))).toUTCString()}</pubDate></item>`
    const server = createServer((request, reply) => {
      const outlet = (request.url ?? '').slice(1)
      const etag = `"${outlet}"`
      if (request.headers['if-none-match'] === etag) return void reply.writeHead(304, { etag }).end()
      const items = Array.from({ length: size.rows }, (_, n) => item(outlet, n)).join('')
      reply.writeHead(200, { etag }).end(`<rss version="2.0"><channel><title>${outlet}</title>${items}</channel></rss>`)
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    const sources = Array.from({ length: size.pages }, (_, n) => ({ name: `Báo ${n}`, url: `http://127.0.0.1:${port}/bao-${n}` }))
    return { feed: 'vnexpress', table: 'press_fact', settings: { sources }, format: { kind: 'rss' }, records: all(size) }
  },
  async folder(size) {
    return { settings: { folder: folderWith(filesOf(size)), ...drop }, records: all(size) }
  },
  async sftp(size) {
    const { port, hostKey } = await sftpSource(filesOf(size), PASSWORD)
    const auth = { kind: 'password', password: 'env:IOC_SECRET_NGUON' }
    return { settings: { host: '127.0.0.1', port, user: 'ioc', auth, hostKey, folder: '/', ...drop }, records: all(size) }
  },
  async postgres(size) {
    const rows = pagesOf(size)
      .flat()
      .map((row, n) => [String(n), JSON.stringify(row)] as const)
    const { host, port, name } = await databaseSource(PASSWORD, {
      table: 'yeu_cau (so integer primary key, noi_dung jsonb)',
      insert: 'insert into yeu_cau select so, noi_dung from unnest($1::int[], $2::jsonb[]) as t (so, noi_dung)',
      values: [[rows.map(([n]) => n), rows.map(([, row]) => row)]],
    })
    const query = `select so, noi_dung->>'unique_key' as unique_key, noi_dung->>'status' as status, noi_dung->>'complaint_type' as complaint_type, noi_dung->>'created_date' as created_date from yeu_cau`
    const access = { host, port: Number(port), database: name, user: name, password: 'env:IOC_SECRET_NGUON', tls: 'off' }
    return { settings: { ...access, query, cursor: { column: 'so', key: 'so' }, pageRows: size.rows }, records: all(size) }
  },
  async file(size) {
    // One page, taken in some ten thousand records at a time.
    const rows = Array.from({ length: size.records }, (_, n) => request311(n))
    const body = JSON.stringify(rows)
    const bring = (url: string) => fetch(`${url}/api/feeds/nyc311/files/a.json`, { method: 'PUT', body })
    return { settings: { pattern: '*' }, bring, records: rows.length }
  },
}

export const KILLED_SOURCES = Object.keys(SOURCES)

/** A feed made to follow such a source, or brought its file; `stored` counts what has been taken in of it. */
export async function openSource(database: Database, connector: string, size: Size) {
  const source = await (SOURCES[connector] as (size: Size) => Promise<Source>)(size)
  const { feed = 'nyc311', table = 'dossier_fact', settings, format, bring, records } = source
  const { spec } = await findFeed(database.db, feed)
  const asked = bring ? {} : { every: 60 }
  const now = { ...spec, connector, settings, format: format ?? { kind: 'json', path: '$' }, ...asked }
  await database.pool.query('update feed set spec = $2, cursor = null where key = $1', [feed, now])
  if (bring) await bring((await serve(database)).url)
  const stored = async () => {
    const { rows } = await database.pool.query(
      `select count(*)::int as facts, count(distinct external_id)::int as ids from ${table}`,
    )
    return rows[0] as { facts: number; ids: number }
  }
  return { feed, records, stored, isAsked: !bring }
}

/** A worker that takes in what the feed’s source has; `more` is said to it by its environment. */
export function startPulling(
  database: Database,
  feed: string,
  more: NodeJS.ProcessEnv = {},
  imported: string[] = [],
): ChildProcess {
  return fork(new URL('./pulling.ts', import.meta.url), [database.url, feed], {
    execArgv: ['tsx', ...imported].flatMap((each) => ['--import', each]),
    env: { ...process.env, IOC_SECRET_NGUON: PASSWORD, ...more },
  })
}

export function ended(worker: ChildProcess): Promise<number | null> {
  return new Promise((done) => worker.once('exit', done))
}
