import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Database, feedsWithDoneRun, findFeed, verify } from '@ioc/sql'
import { expect, onTestFinished, test } from 'vitest'
import { until } from '../support/app.ts'
import { bare, hungYen } from '../support/database.ts'
import { request311 } from '../support/paged-source.ts'
import { startProcess, startWorker } from '../support/processes.ts'

// Worker processes as they run in any number over one database, and sources of this machine that answer or do not.

/** A source of many feeds, each by its path: which are asked, how often, and how many questions of one were ever open at once. */
async function openSource(answer: (feed: string, asked: number, reply: ServerResponse) => void) {
  const asked = new Map<string, number>()
  const open = new Map<string, number>()
  let mostOpen = 0
  const server = createServer((request, reply) => {
    const feed = new URL(request.url ?? '/', 'http://source').pathname.slice(1)
    asked.set(feed, (asked.get(feed) ?? 0) + 1)
    open.set(feed, (open.get(feed) ?? 0) + 1)
    mostOpen = Math.max(mostOpen, open.get(feed) as number)
    reply.on('close', () => open.set(feed, (open.get(feed) as number) - 1))
    answer(feed, asked.get(feed) as number, reply)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    asked: (feed: string) => asked.get(feed) ?? 0,
    mostOpen: () => mostOpen,
  }
}

const tell = (reply: ServerResponse, rows: object[] = []) =>
  reply.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(rows))

/** In place of all feeds of the province: these, each asking its own path every so many seconds. */
async function follow({ db, pool }: Database, url: string, feeds: string[], every: number): Promise<void> {
  const { spec } = await findFeed(db, 'nyc311')
  await pool.query('update feed set enabled = false')
  for (const id of feeds) {
    const settings = { url: `${url}/${id}`, timeoutSeconds: 120, deadlineSeconds: 600 }
    const own = { ...spec, id, connector: 'rest', every, promise: 3_600, format: { kind: 'json', path: '$' }, settings }
    const { rows } = await pool.query('insert into feed (key, version, spec) values ($1, 1, $2) returning id', [id, own])
    await pool.query('insert into feed_version (feed_id, version, spec) values ($1, 1, $2)', [rows[0].id, own])
  }
}

const named = (name: string, count: number) => Array.from({ length: count }, (_, n) => `${name}-${n}`)

test('sources that hang keep nobody waiting: what is followed goes on being asked, and they are asked where all wait', async () => {
  const database = await hungYen()
  const hanging = named('hangs', 8)
  // Each is well at first, so that its past is told.
  let hangs = false
  const source = await openSource((feed, _, reply) => {
    if (!hangs || !feed.startsWith('hangs')) tell(reply, [request311(1, { unique_key: feed })])
  })
  await follow(database, source.url, [...hanging, 'followed'], 1)
  startWorker(database)
  const all = [...hanging, 'followed']
  await until(
    'all pasts told',
    async () => {
      const told = await feedsWithDoneRun(database.db)
      return all.every((feed) => told.has(feed))
    },
    120,
  )
  hangs = true
  const before = new Map(hanging.map((feed) => [feed, source.asked(feed)]))
  await until('every one of them to hang', () => hanging.every((feed) => source.asked(feed) > (before.get(feed) as number)), 120)
  const heard = source.asked('followed')
  await until('the other to be asked on', () => source.asked('followed') > heard + 5, 120)
}, 300_000)

test('whatever a dozen schedules ask of three workers at once, no source is ever asked twice at the same time', async () => {
  const database = await hungYen()
  const feeds = named('feed', 12)
  const source = await openSource((feed, asked, reply) => {
    // Each time one more row, and all that were there.
    const rows = Array.from({ length: asked }, (_, n) => request311(n, { unique_key: `${feed}-${n}` }))
    setTimeout(() => tell(reply, rows), 100)
  })
  await follow(database, source.url, feeds, 1)
  const workers = [startWorker(database), startWorker(database), startWorker(database)]
  await until('each asked some times', () => feeds.every((feed) => source.asked(feed) >= 5), 120)
  // One dies in the middle of it: the others have its schedules.
  workers[0]?.kill('SIGKILL')
  const before = new Map(feeds.map((feed) => [feed, source.asked(feed)]))
  await until('the others to go on', () => feeds.every((feed) => source.asked(feed) >= (before.get(feed) as number) + 3), 120)
  expect(source.mostOpen()).toBe(1)
  for (const worker of workers.slice(1)) worker.kill('SIGTERM')
  expect(await Promise.all(workers.slice(1).map(({ ended }) => ended))).toEqual([0, 0])
  expect((await verify(database.db)).differences).toEqual([])
}, 300_000)

test('a database is prepared once before servers and workers, and who is not told where it is says so', async () => {
  const database = await bare()
  const prepared = startProcess(['prepare'], { DATABASE_URL: database.url, IOC_PROVINCE: 'hung-yen' })
  expect(await prepared.ended).toBe(0)
  expect(prepared.said()).toContain('The database is ready for «hung-yen».')
  const lost = startProcess(['worker'])
  expect(await lost.ended).toBe(1)
  expect(lost.said()).toContain('DATABASE_URL is not set')
})
