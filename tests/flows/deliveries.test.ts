import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Database, verify } from '@ioc/sql'
import { loadWorld } from '@ioc/sql/simulate'
import { enqueueLostPages, ingestUpload, Pusher, SimulatedHouse, sign } from '@ioc/workers/testing'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { serve } from '../support/app.ts'
import { hungYen } from '../support/database.ts'
import { bringTo, report, SECRET } from '../support/field-reports.ts'
import { takeFiles } from '../support/files.ts'
import { everythingStored } from '../support/stored.ts'

// What sources bring by themselves, over real HTTP into a real PostgreSQL.

beforeEach(() => {
  vi.stubEnv('IOC_SECRET_SIMULATOR', SECRET)
  onTestFinished(() => void vi.unstubAllEnvs())
})

/** A server whose feed of field reports has told its history. */
async function open() {
  const database = await hungYen()
  const { url } = await serve(database)
  await takeFiles(database, 'reports-sim', { 'lich-su.json': JSON.stringify({ duLieu: [report(1)] }) })
  const bring = (records: object[], { key = randomUUID() as string, ...more }: Partial<Parameters<typeof bringTo>[2]> = {}) =>
    bringTo(url, records, { key, ...more })
  return { database, url, bring }
}

async function takeInAll(database: Database): Promise<void> {
  const { rows } = await database.pool.query(
    "select feed.key as feed, run_id as run, page_id as page from delivery join feed on feed.id = feed_id join run on run.id = run_id where run.status = 'running'",
  )
  for (const page of rows) await ingestUpload(database, page)
}
const codes = async ({ pool }: Database) =>
  (await pool.query('select right(external_id, 4) as code from report_fact order by 1')).rows.map(({ code }) => code)

test('a signed delivery is a page like any other: taken in, added up, shown as its source wrote it, less what is redacted', async () => {
  const { database, url, bring } = await open()
  const answer = await bring([
    report(2, { reporterName: 'Nguyễn Văn Canh', title: 'Gọi 0912345678' }),
    report(3, { wardCode: 'nope' }),
  ])
  expect(answer.status).toBe(202)
  const { run } = await answer.json()
  await takeInAll(database)
  expect(await (await fetch(`${url}/api/runs/${run}`)).json()).toMatchObject({ status: 'done', read: 2, inserted: 1, held: 1 })
  expect(await codes(database)).toEqual(['0001', '0002'])
  const source = await (await fetch(`${url}/api/facts/reports-sim/${encodeURIComponent(report(2).reportCode)}/source`)).json()
  expect(source.value).toMatchObject({ reportCode: report(2).reportCode, title: 'Gọi [số điện thoại]', reporterName: null })
  expect(await everythingStored(database)).not.toContain('Nguyễn Văn Canh')
  expect((await verify(database.db)).differences).toEqual([])
})

test('one delivery brought a hundred times at once has one effect, and each is told the same', async () => {
  const { database, bring } = await open()
  const answers = await Promise.all(Array.from({ length: 100 }, () => bring([report(2)], { key: 'k' })))
  const statuses = answers.map(({ status }) => status)
  expect(statuses.filter((status) => status === 202)).toHaveLength(1)
  expect(statuses.filter((status) => ![200, 202, 503].includes(status))).toEqual([])
  const told = await bring([report(2)], { key: 'k' })
  expect(told.status).toBe(200)
  const taken = await Promise.all(answers.filter(({ ok }) => ok).map((answer) => answer.json()))
  expect(new Set([...taken, await told.json()].map((one) => JSON.stringify(one))).size).toBe(1)
  await takeInAll(database)
  expect((await database.pool.query("select count(*)::int as n from run where trigger = 'delivery'")).rows).toEqual([{ n: 1 }])
  expect(await codes(database)).toEqual(['0001', '0002'])

  const other = await bring([report(9)], { key: 'k' })
  expect([other.status, (await other.json()).detail]).toEqual([409, expect.stringContaining('Idempotency-Key mới')])
})

/** What a delivery leaves behind: its own row, its bytes, its run and its records. */
async function kept({ pool }: Database) {
  const tables = ['delivery', 'page', 'page_chunk', 'run', 'held_record', 'report_fact']
  const { rows } = await pool.query(`select ${tables.map((table) => `(select count(*) from ${table}) as ${table}`).join(', ')}`)
  return rows[0]
}

test('what is stale, unsigned, signed by another, nameless, or for a feed that takes nothing is refused, and nothing is kept', async () => {
  const { database, url, bring } = await open()
  const before = await kept(database)
  expect((await bring([report(2)], { ago: 86_400 })).status).toBe(401)
  expect((await bring([report(2)], { secret: 'khac' })).status).toBe(401)
  expect((await bring([report(2)], { key: 'có dấu cách'.normalize('NFD').replace(/[^\x20-\x7e]/g, '') })).status).toBe(400)
  expect((await bring([report(2)], { feed: 'nyc311' })).status).toBe(400)
  expect((await bring([report(2)], { feed: 'nope' })).status).toBe(404)
  const unsigned = await fetch(`${url}/api/feeds/reports-sim/deliveries`, {
    method: 'POST',
    body: '[]',
    headers: { 'idempotency-key': 'a' },
  })
  expect([unsigned.status, (await unsigned.json()).detail]).toEqual([401, expect.stringContaining('Thiếu X-Timestamp')])
  const nameless = await fetch(`${url}/api/feeds/reports-sim/deliveries`, { method: 'POST', body: '[]' })
  expect([nameless.status, (await nameless.json()).detail]).toEqual([400, expect.stringContaining('Idempotency-Key')])
  vi.stubEnv('IOC_SECRET_SIMULATOR', '')
  expect((await bring([report(2)])).status).toBe(503)
  expect(await kept(database)).toEqual(before)
})

test('before a feed has told its history, news wait', async () => {
  const database = await hungYen()
  const { url } = await serve(database)
  const timestamp = String(Math.floor(Date.now() / 1000))
  const headers = {
    'idempotency-key': 'a',
    'x-timestamp': timestamp,
    'x-signature': sign(SECRET, { key: 'a', timestamp, body: Buffer.from('{}') }),
  }
  const answer = await fetch(`${url}/api/feeds/reports-sim/deliveries`, { method: 'POST', body: '{}', headers })
  expect([answer.status, (await answer.json()).detail]).toEqual([503, expect.stringContaining('đọc lần đầu')])
})

test('what was acknowledged is taken in though the queue has lost everything', async () => {
  const { database, bring } = await open()
  expect((await bring([report(2)])).status).toBe(202)
  const put: { name: string; data: unknown; options: unknown }[] = []
  const queue = {
    lanes: { pages: { add: async (name: string, data: unknown, options: unknown) => put.push({ name, data, options }) } },
  } as never
  await enqueueLostPages(queue, database.db)
  expect(put).toEqual([])
  await database.pool.query("update run set heartbeat_at = now() - interval '3 minutes' where trigger = 'delivery'")
  await enqueueLostPages(queue, database.db)
  expect(put).toHaveLength(1)
  await ingestUpload(database, put[0]?.data as never)
  expect(await codes(database)).toEqual(['0001', '0002'])
  await database.pool.query("update run set heartbeat_at = now() - interval '3 minutes' where trigger = 'delivery'")
  await enqueueLostPages(queue, database.db)
  expect(put).toHaveLength(1)
})

test('the simulated intake brings a report within a moment of its change, and again where the server was away', async () => {
  const { database, url } = await open()
  const folder = mkdtempSync(join(tmpdir(), 'ioc-house-'))
  const world = loadWorld('hung-yen', { seed: 1, scale: 0.001, start: '2026-11-01' })
  const house = await SimulatedHouse.open(world, folder, 0)
  onTestFinished(async () => {
    await house.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const source = house.sources.records.get('reports')?.[0]
  if (!source) throw new Error('reports has no source')
  const opened = new Date()
  const later = (seconds: number) => new Date(opened.getTime() + seconds * 1000)
  const pushing = (to: string) => {
    const pusher = new Pusher(source, { url: to, secret: SECRET }, () => opened)
    onTestFinished(() => pusher.close())
    return pusher
  }
  const pusher = pushing(`${url}/api/feeds/reports-sim/deliveries`)
  const away = pushing('http://127.0.0.1:1/')
  const fields = { ...report(2), createdAt: '2026-11-09T08:00:00.000', updatedAt: null }
  source.write(fields, later(1))
  expect(await away.bring(later(2))).toBe(503)
  expect(await away.bring(later(3))).toBe(null)
  expect(await away.bring(later(8))).toBe(503)
  expect(await pusher.bring(later(2))).toBe(202)
  await takeInAll(database)
  expect(await codes(database)).toEqual(expect.arrayContaining(['0001', '0002']))
  expect((await verify(database.db)).differences).toEqual([])
})

test('rows somebody types are a page too; what is wrong with them is told at once and by row', async () => {
  const database = await hungYen()
  const { url } = await serve(database)
  const spec = {
    id: 'nhap-tay',
    title: { vi: 'Nhập tay', en: 'By hand' },
    domain: 'dossiers',
    kind: 'dossier',
    connector: 'form',
    settings: {
      fields: [
        { name: 'ma', title: 'Mã', required: true },
        { name: 'ngay', title: 'Ngày nhận', type: 'date', required: true },
      ],
    },
    format: { kind: 'json', path: '$' },
    zone: 'Asia/Ho_Chi_Minh',
    promise: 86_400,
    owner: 'x',
    map: {
      code: 'ma',
      unit: { const: 'hung-yen' },
      status: { const: 'processing' },
      field: { const: 'Thử' },
      channel: { const: 'online' },
      received_at: { from: 'ngay', as: 'instant', format: 'yyyy-MM-dd' },
    },
  }
  await database.pool.query('insert into feed (key, version, spec) values ($1, 1, $2)', [spec.id, JSON.stringify(spec)])
  const enter = (rows: unknown[], key = randomUUID()) =>
    fetch(`${url}/api/feeds/nhap-tay/deliveries`, {
      method: 'POST',
      body: JSON.stringify({ rows }),
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
    })
  const wrong = await enter([
    { ma: 'A', ngay: '2026-11-01' },
    { ma: '', ngay: '2026-02-30' },
  ])
  expect([wrong.status, (await wrong.json()).detail]).toEqual([
    422,
    'Dòng 2: «Mã» còn trống. Nhập giá trị.\nDòng 2: «Ngày nhận» phải là ngày có thật, viết như 28/02/2026 (máy gửi: 2026-02-28).',
  ])
  const broken = await fetch(`${url}/api/feeds/nhap-tay/deliveries`, {
    method: 'POST',
    body: '{"rows": [',
    headers: { 'content-type': 'application/json', 'idempotency-key': 'dut', 'accept-language': 'en' },
  })
  expect([broken.status, (await broken.json()).detail]).toEqual([400, expect.stringMatching(/^The body is no JSON .*\(.*JSON/)])
  expect(
    (
      await enter([
        { ma: 'A', ngay: '2026-11-01' },
        { ma: 'B', ngay: '2026-11-02' },
      ])
    ).status,
  ).toBe(202)
  await takeInAll(database)
  const { rows } = await database.pool.query(
    "select external_id from dossier_fact where feed_id = (select id from feed where key = 'nhap-tay') order by 1",
  )
  expect(rows.map(({ external_id }) => external_id)).toEqual(['A', 'B'])
  expect((await verify(database.db)).differences).toEqual([])
})

test('a feed of files takes only the files it names', async () => {
  const { url } = await serve(await hungYen())
  const answer = await fetch(`${url}/api/feeds/nyc311/files/a.exe`, { method: 'PUT', body: 'MZ' })
  expect([answer.status, (await answer.json()).detail]).toEqual([415, expect.stringContaining('chỉ nhận tệp tên «*.{csv,json}»')])
})
