import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Database } from '@ioc/sql'
import { loadWorld } from '@ioc/sql/simulate'
import { pullFeed, SimulatedHouse } from '@ioc/workers/testing'
import { expect, onTestFinished, test, vi } from 'vitest'
import { serve } from '../support/app.ts'
import { hungYen } from '../support/database.ts'
import { takeFiles } from '../support/files.ts'
import { everythingStored } from '../support/stored.ts'

// Personal data a feed names is never kept: not in the page, not in a fact, not in what is held or its reasons.

const CANARIES = ['Nguyễn Văn Canh', '0912345678', '033095001234']
const PAGE = JSON.stringify([
  { unique_key: '1', status: 'Open', complaint_type: 'Gọi 0912345678', created_date: '2025-03-14T01:20:00', nguoi: CANARIES },
  { unique_key: '2', status: 'Lost', complaint_type: 'x', created_date: '2025-03-14T01:20:00', nguoi: { ten: CANARIES[0] } },
])

async function redacting(database: Database) {
  await database.pool.query(
    `update feed set spec = spec || '{"format": {"kind": "json", "path": "$"}, "redact": ["nguoi", {"mask": "complaint_type"}]}' where key = 'nyc311'`,
  )
}

const NOW = new Date('2026-11-20T10:00:00+07:00')

/** A small province’s simulated sources, ten days old. */
async function simulated() {
  const database = await hungYen()
  const dataDir = mkdtempSync(join(tmpdir(), 'ioc-redaction-'))
  const world = loadWorld('hung-yen', { seed: 3, scale: 0.02, start: '2026-11-10' })
  const house = await SimulatedHouse.open(world, dataDir, 0, () => NOW)
  vi.stubEnv('IOC_SIMULATOR_URL', house.url)
  onTestFinished(async () => {
    await house.close()
    rmSync(dataDir, { recursive: true, force: true })
  })
  return { database, house }
}

test('nothing of it is in any table, in whatever became of the records, and the page says what is missing', async () => {
  const database = await hungYen()
  await redacting(database)
  expect(await takeFiles(database, 'nyc311', { 'a.json': PAGE })).toMatchObject({ read: 2, inserted: 1, held: 1 })
  const stored = await everythingStored(database)
  expect(stored).toContain('Gọi [số điện thoại]')
  for (const canary of CANARIES) expect(stored).not.toContain(canary)

  const { app } = await serve(database)
  const { versions } = (await app.inject('/api/facts/nyc311/1')).json()
  expect(versions[0].page.redacted).toEqual(['nguoi', 'complaint_type (che số định danh)'])
  const source = (await app.inject('/api/facts/nyc311/1/source')).json()
  expect(source.value).toMatchObject({ unique_key: '1', nguoi: null, complaint_type: 'Gọi [số điện thoại]' })
})

test('of the one-stop system’s applicants, whom every dossier names, nothing is kept or answered', async () => {
  const { database, house } = await simulated()
  const told = house.sources.records.get('dossiers')?.[0]?.changesSince(null, 5_000, NOW).records ?? []
  const personal = ['ChuHoSo', 'SoGiayToChuHoSo', 'MaDoiTuong', 'SoDienThoai', 'Email', 'TrichYeuHoSo', 'GhiChu', 'ThongTinTra']
  const canaries = new Set(told.slice(0, 300).flatMap((row) => personal.flatMap((name) => (row[name] as string) || [])))
  expect(canaries.size).toBeGreaterThan(300)
  const messages: string[] = []
  for (const key of ['dossiers-sim', 'desks-sim', 'payments-sim', 'reconciliation-portal', 'reconciliation-province']) {
    const run = await pullFeed(database, key, AbortSignal.timeout(60_000))
    expect(run, key).toMatchObject({ status: 'done' })
    messages.push(JSON.stringify(run))
  }
  const { app } = await serve(database)
  const code = encodeURIComponent(told[0]?.MaHoSo as string)
  for (const of of [`facts/dossiers-sim/${code}`, `facts/dossiers-sim/${code}/source`, 'feeds/dossiers-sim/held'])
    messages.push((await app.inject(`/api/${of}`)).body)
  expect(messages.at(-2)).toContain('"ChuHoSo":null')
  const kept = (await everythingStored(database)) + messages.join()
  expect([...canaries].filter((canary) => kept.includes(canary))).toEqual([])
})

test('of a scanner’s findings neither the machine nor the flaw is kept', async () => {
  const { database } = await simulated()
  expect(await pullFeed(database, 'security-vulnerabilities-sim', AbortSignal.timeout(60_000))).toMatchObject({ status: 'done' })
  const { rows } = await database.pool.query('select count(*)::int as n from security_vulnerability_fact')
  expect(rows[0].n).toBeGreaterThan(0)
  const stored = await everythingStored(database)
  for (const word of ['may-chu-', '10.33.', 'CVE-0000']) expect(stored).not.toContain(word)
})

test('the same page again is the same page', async () => {
  const database = await hungYen()
  await redacting(database)
  await takeFiles(database, 'nyc311', { 'a.json': PAGE })
  expect(await takeFiles(database, 'nyc311', { 'a.json': PAGE })).toMatchObject({ unchanged: 1, held: 1 })
  expect((await database.pool.query('select count(*)::int as n from page')).rows[0].n).toBe(1)
})

test('a page that can not be shown to be clean is not stored at all', async () => {
  const database = await hungYen()
  await redacting(database)
  const { error } = await takeFiles(database, 'nyc311', { 'a.json': PAGE.slice(0, -4) })
  expect(error).toContain('thì không lưu')
  const stored = await everythingStored(database)
  for (const canary of CANARIES) expect(stored).not.toContain(canary)
})

test('an uploaded file loses it on the way in', async () => {
  const database = await hungYen()
  await redacting(database)
  const { url } = await serve(database)
  const answer = await fetch(`${url}/api/feeds/nyc311/files/a.json`, { method: 'PUT', body: PAGE })
  expect(answer.status).toBe(202)
  const { rows } = await database.pool.query('select body from page_chunk')
  expect(gunzipSync(rows[0].body).toString()).toContain('"nguoi":null')
  const stored = await everythingStored(database)
  for (const canary of CANARIES) expect(stored).not.toContain(canary)
})
