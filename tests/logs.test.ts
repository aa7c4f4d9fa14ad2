import { pino } from 'pino'
import { expect, test } from 'vitest'
import { serve, until } from './support/app.ts'
import { hungYen } from './support/database.ts'
import { follow, PagedSource, request311 } from './support/paged-source.ts'
import { startServer, startWorker } from './support/processes.ts'

// What a line of the log is found by: the request it is of, which whoever asked was told; the run it is of, which the console shows.

type Line = Record<string, unknown>
const linesOf = (said: string): Line[] =>
  said
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))

test('every line of a request bears its id, which its answer says', async () => {
  const database = await hungYen()
  const written: string[] = []
  const log = pino({ level: 'trace' }, { write: (line: string) => void written.push(line) })
  const { app } = await serve(database, {}, 0, log)
  const asked = [
    '/api/feeds',
    '/healthz',
    '/khong-co',
    '/api/feeds/khong-co',
    '/api/feeds/%E0%A4',
    `/api/feeds/${'x'.repeat(3_000)}`,
  ]
  const ids = []
  for (const url of asked) {
    written.length = 0
    const answer = await app.inject({ url, headers: { 'x-request-id': 'of-the-caller' } })
    const id = answer.headers['x-request-id']
    expect(id, url).toMatch(/^req-[0-9a-f-]{36}$/)
    if (answer.statusCode >= 400) expect(answer.json().requestId).toBe(id)
    const lines = linesOf(written.join(''))
    expect(lines.length, url).toBeGreaterThan(0)
    expect(lines.filter(({ request }) => request !== id)).toEqual([])
    ids.push(id)
  }
  expect(new Set(ids).size).toBe(asked.length)
})

test('who meets what nobody foresaw is shown the id, which the log of that server tells why by', async () => {
  const database = await hungYen()
  const [one, other] = await Promise.all([startServer(database), startServer(database)])
  await database.pool.query('alter table saved_view_version rename to gone')
  const ids = []
  for (const { url, said } of [one, other]) {
    const answer = await fetch(`${url}/api/views`, { headers: { 'accept-language': 'en' } })
    const { detail, requestId } = (await answer.json()) as { detail: string; requestId: string }
    expect([answer.status, answer.headers.get('x-request-id')]).toEqual([500, requestId])
    expect(detail).toContain(requestId)
    const lines = await until('the line', () => linesOf(said()).find(({ request }) => request === requestId))
    expect(lines).toMatchObject({
      level: 50,
      msg: 'request failed',
      err: { message: expect.stringContaining('saved_view_version') },
    })
    ids.push(requestId)
  }
  expect(ids[0]).not.toBe(ids[1])
})

test('every line a worker writes of a run bears the run and its feed, and what the run tells is among them without words of others', async () => {
  const database = await hungYen()
  await database.pool.query("update feed set enabled = false where key <> 'nyc311'")
  const source = await PagedSource.open()
  source.pages = [[request311(1), request311(2)], [request311(3)]]
  await follow(database, source)
  const worker = startWorker(database, { LOG_LEVEL: 'info' })
  const pulled = await until('a pull', () => linesOf(worker.said()).find(({ msg }) => msg === 'pulled'), 120)
  const { rows } = await database.pool.query(
    'select id, (select count(*)::int from run_log where run_id = run.id) as lines from run',
  )
  const [{ id: run, lines: told }] = rows
  expect(pulled).toMatchObject({ run, feed: 'nyc311', status: 'done', inserted: 3 })
  const noted = linesOf(worker.said()).filter(({ msg }) => msg === 'noted')
  expect(told).toBeGreaterThan(1)
  expect(noted.length).toBe(told)
  expect(noted.filter((line) => line.run !== run || line.feed !== 'nyc311')).toEqual([])
  expect(noted).toContainEqual(expect.objectContaining({ code: 'page', read: 2 }))
  expect(noted.filter(({ name }) => name !== 'workers')).toEqual([])
})
