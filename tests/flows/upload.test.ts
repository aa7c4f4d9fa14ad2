import { abandonSilentRuns, type Database, findFeed, verify } from '@ioc/sql'
import { openQueue } from '@ioc/workers/jobs'
import { enqueueLostPages, ingestUpload } from '@ioc/workers/testing'
import { expect, onTestFinished, test, vi } from 'vitest'
import { serve, until } from '../support/app.ts'
import { hungYen } from '../support/database.ts'

const CSV =
  'Unique Key,Created Date,Complaint Type,Status,Open Data Channel Type\n1,3/14/2025 1:20,Noise,In Progress,ONLINE\n2,not a date,Noise,In Progress,ONLINE\n'

test('an uploaded file is stored as it came and taken in by a worker; again it changes nothing', async () => {
  const database = await hungYen()
  const { url } = await serve(database)
  const upload = async () => {
    const answer = await fetch(`${url}/api/feeds/nyc311/files/${encodeURIComponent('phản ánh.csv')}`, {
      method: 'PUT',
      body: CSV,
    })
    expect(answer.status).toBe(202)
    const { run, page } = await answer.json()
    await ingestUpload(database, { feed: 'nyc311', run, page })
    return (await fetch(`${url}/api/runs/${run}`)).json()
  }
  expect(await upload()).toMatchObject({ feed: 'nyc311', status: 'done', read: 2, inserted: 1, held: 1, error: null })
  expect(await upload()).toMatchObject({ status: 'done', read: 2, inserted: 0, unchanged: 1, held: 1 })
  const { rows } = await database.pool.query('select name, bytes from page')
  expect(rows).toEqual([{ name: 'phản ánh.csv', bytes: CSV.length }])
  expect((await verify(database.db)).differences).toEqual([])
})

test('an upload for a feed nobody knows, and a run nobody knows, are told so', async () => {
  const { url } = await serve(await hungYen())
  const unknown = await fetch(`${url}/api/feeds/nope/files/a.csv`, { method: 'PUT', body: CSV })
  expect(unknown.status).toBe(404)
  expect((await unknown.json()).detail).toContain('Đang có: ')
  expect((await fetch(`${url}/api/runs/999`)).status).toBe(404)
})

test('a file that is not the form it should be is rejected with the reason, not taken for nothing', async () => {
  const database = await hungYen()
  const { url } = await serve(database)
  const answer = await fetch(`${url}/api/feeds/budget-mof/files/a.xls`, { method: 'PUT', body: 'not a workbook' })
  const { run, page } = await answer.json()
  await ingestUpload(database, { feed: 'budget-mof', run, page })
  expect(await (await fetch(`${url}/api/runs/${run}`)).json()).toMatchObject({
    status: 'done',
    read: 1,
    inserted: 0,
    rejected: 1,
  })
})

test('a file that can’t be read, to take personal data out of it, is refused in words and leaves no page', async () => {
  const database = await hungYen()
  const { url } = await serve(database)
  const answer = await fetch(`${url}/api/feeds/dossiers-sim/files/a.json`, { method: 'PUT', body: '{"cut' })
  expect([answer.status, (await answer.json()).detail]).toEqual([400, expect.stringContaining('JSON bị cắt ngang')])
  expect((await database.pool.query('select from page')).rowCount).toBe(0)
})

test('while Redis is away a file is kept and taken in once it is back; a pull is refused in words; nobody is kept waiting', async () => {
  const database = await hungYen()
  vi.stubEnv('REDIS_URL', 'redis://127.0.0.1:1')
  onTestFinished(() => void vi.unstubAllEnvs())
  const { url } = await serve(database)
  const file = await fetch(`${url}/api/feeds/nyc311/files/a.csv`, { method: 'PUT', body: CSV })
  expect(file.status).toBe(202)
  const { run, page } = await file.json()
  const headers = { 'content-type': 'application/json' }
  const pull = await fetch(`${url}/api/feeds/dossiers-sim/pull`, { method: 'POST', headers, body: '{"by": "Lan"}' })
  expect([pull.status, (await pull.json()).detail]).toEqual([503, expect.stringContaining('Hàng đợi việc không trả lời')])

  const queue = openQueue({ databaseUrl: database.url })
  onTestFinished(() => queue.close())
  const worked: unknown[] = []
  const others = { 'pull-feed': async () => {}, 'reprocess-feed': async () => {}, 'backfill-feed': async () => {} }
  const worker = await queue.work({ ...others, 'ingest-page': async (job) => void worked.push(job) }, console.error)
  onTestFinished(() => worker.close())
  await database.pool.query("update run set heartbeat_at = now() - interval '1 hour'")
  await enqueueLostPages(queue, database.db)
  await until('the page is found', () => worked.length > 0)
  expect(worked).toEqual([{ feed: 'nyc311', run, page }])
})

test('a run whose server died before the file was kept is closed within minutes, and says to send it again; others are left', async () => {
  const database = await hungYen()
  const { url } = await serve(database)
  const put = () => fetch(`${url}/api/feeds/nyc311/files/a.csv`, { method: 'PUT', body: CSV }).then((answer) => answer.json())
  const waiting = await put()
  await database.pool.query("update run set heartbeat_at = now() - interval '3 minutes'")
  const feed = await findFeed(database.db, 'nyc311')
  const [dead, alive] = [await insertRun(database, feed.id, '3 minutes'), await insertRun(database, feed.id, '1 minute')]
  await abandonSilentRuns(database.db)
  const { rows } = await database.pool.query('select id::int, status, fault from run order by id')
  expect(rows).toEqual([
    { id: waiting.run, status: 'running', fault: null },
    { id: dead, status: 'abandoned', fault: { code: 'not_kept', params: {} } },
    { id: alive, status: 'running', fault: null },
  ])
})

/** Of an upload that has no page yet. */
async function insertRun({ pool }: Database, feed: number, silentFor: string): Promise<number> {
  const { rows } = await pool.query(
    "insert into run (feed_id, feed_version, trigger, heartbeat_at) values ($1, 1, 'upload', now() - $2::interval) returning id::int",
    [feed, silentFor],
  )
  return rows[0].id
}
