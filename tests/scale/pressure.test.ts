import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { applyProvince, type Database, loadProvince, openDatabase, verify } from '@ioc/sql'
import { startEmbedded } from '@ioc/sql/embedded'
import { migrate } from '@ioc/sql/migrate'
import { ingestUpload } from '@ioc/workers/testing'
import pg from 'pg'
import { beforeEach, expect, inject, onTestFinished, test, vi } from 'vitest'
import { openWall, serve, until } from '../support/app.ts'
import { hungYen } from '../support/database.ts'
import { bringTo, report, SECRET } from '../support/field-reports.ts'
import { takeFiles } from '../support/files.ts'
import { seatPeople } from '../support/people.ts'

// More than there is room for: one thing is refused, in words and for now, all else goes on, and nobody has to mend anything afterwards.

const TILE = 'reports.overdue'
const FLOOD = Number(process.env.FLOOD ?? 200)

beforeEach(() => {
  vi.stubEnv('IOC_SECRET_SIMULATOR', SECRET)
  onTestFinished(() => void vi.unstubAllEnvs())
})

const history = (database: Database) =>
  takeFiles(database, 'reports-sim', { 'lich-su.json': JSON.stringify({ duLieu: [report(1)] }) })

test(`of ${FLOOD} deliveries at once each is kept or asked to come again, figures are told all the while, and none is lost or counted twice`, async () => {
  const database = await hungYen()
  const { url } = await serve(database)
  await history(database)
  const wanted = Array.from({ length: FLOOD }, (_, n) => ({ key: randomUUID(), record: report(n + 2) }))

  let flooding = true
  const asked = (async () => {
    const statuses = new Set<number>()
    while (flooding) statuses.add((await fetch(`${url}/api/tiles/${TILE}`)).status)
    return [...statuses]
  })()
  const first = await Promise.all(wanted.map(async ({ key, record }) => (await bringTo(url, [record], { key })).status))
  flooding = false
  expect(await asked).toEqual([200])
  expect(first.filter((status) => status !== 202 && status !== 503)).toEqual([])

  for (const { key, record } of wanted)
    await until(`${key} taken`, async () => {
      const { status } = await bringTo(url, [record], { key })
      return status === 202 || status === 200
    })
  const { rows } = await database.pool.query(
    "select feed.key as feed, run_id as run, page_id as page from delivery join feed on feed.id = feed_id join run on run.id = run_id where run.status = 'running'",
  )
  expect(rows).toHaveLength(FLOOD)
  for (const page of rows) await ingestUpload(database, page)
  const counted = await database.pool.query(
    'select count(*)::int as n, count(distinct external_id)::int as codes from report_fact',
  )
  expect(counted.rows).toEqual([{ n: FLOOD + 1, codes: FLOOD + 1 }])
  expect((await verify(database.db)).differences).toEqual([])
})

test('while the database only reads, what would be stored is refused in words and for now, walls go on, and afterwards it is taken', async () => {
  const database = await hungYen()
  const { url } = await serve(database)
  await history(database)
  const wall = await openWall(url)
  expect(await wall.watch([TILE])).toEqual({ ok: true })
  const bring = (key: string) => bringTo(url, [report(2)], { key })

  await onlyReads(database, true)
  const refused = await bring('a')
  expect(refused.status).toBe(503)
  expect((await refused.json()).detail).toContain('chỉ đọc')
  expect((await fetch(`${url}/api/tiles/${TILE}`)).status).toBe(200)
  expect(wall.socket.connected).toBe(true)

  await onlyReads(database, false)
  await until('the delivery', async () => (await bring('a')).status === 202)
  expect((await database.pool.query('select count(*)::int as n from delivery')).rows).toEqual([{ n: 1 }])
})

test('while others hold every connection of the database, who asks is told so and for now, and answered once there is one', async () => {
  const server = await startEmbedded(mkdtempSync(join(inject('home'), 'few-')), {
    settings: ['max_connections=20', 'superuser_reserved_connections=0', 'fsync=off'],
  })
  onTestFinished(() => server.release())
  const database = openDatabase(server.url, 6)
  onTestFinished(() => database.close())
  await migrate(database)
  await seatPeople(database)
  await applyProvince(database, loadProvince('hung-yen'))
  const { url } = await serve(database)
  expect((await fetch(`${url}/api/tiles/${TILE}`)).status).toBe(200)

  await database.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'ioc%' and pid <> pg_backend_pid()",
  )
  const greedy = await takeAll(server.url)
  const statuses = await Promise.all(Array.from({ length: 30 }, async () => (await fetch(`${url}/api/tiles/${TILE}`)).status))
  expect(statuses.filter((status) => status !== 200 && status !== 503)).toEqual([])
  await Promise.all(greedy.map((client) => client.end()))
  await until('an answer', async () => (await fetch(`${url}/api/tiles/${TILE}`)).status === 200)
  expect((await fetch(`${url}/readyz`)).status).toBe(200)
})

/** As a failover or an administrator does it: connections of before are thrown out. */
async function onlyReads({ pool }: Database, on: boolean): Promise<void> {
  const client = await pool.connect()
  const { rows } = await client.query('select current_database() as name')
  await client.query('set default_transaction_read_only = off')
  await client.query(`alter database ${rows[0].name} set default_transaction_read_only = ${on ? 'on' : 'off'}`)
  await client.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  )
  client.release(true)
}

async function takeAll(connectionString: string): Promise<pg.Client[]> {
  const taken: pg.Client[] = []
  for (;;) {
    const client = new pg.Client({ connectionString })
    client.on('error', () => {})
    try {
      await client.connect()
    } catch {
      return taken
    }
    taken.push(client)
  }
}
