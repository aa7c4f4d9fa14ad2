import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { applyProvince, type Database, findFeed, listFeeds, loadProvince } from '@ioc/sql'
import { ingestUpload, pullFeed } from '@ioc/workers/testing'
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { serve, until } from '../support/app.ts'
import { hungYen } from '../support/database.ts'
import { follow, PagedSource, request311 } from '../support/paged-source.ts'
import { saveDraft } from '../support/save-draft.ts'
import { everythingStored } from '../support/stored.ts'

// A steward makes a feed without a file of configuration: from a kind of source to a reading that has changed.

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'ioc-key-'))
  vi.stubEnv('IOC_SECRETS_KEY_FILE', join(folder, 'secrets.key'))
  return () => rmSync(folder, { recursive: true, force: true })
})

const SECRET = 'ma-truy-cap-rat-bi-mat'
const DAY_MS = 86_400_000

/** dd/MM/yyyy HH:mm in Vietnam, so many days ago. */
const ago = (days: number) => {
  const at = new Date(Date.now() - days * DAY_MS + 7 * 3_600_000)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${two(at.getUTCDate())}/${two(at.getUTCMonth() + 1)}/${at.getUTCFullYear()} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`
}

const REPORTS = [
  {
    maPhanAnh: 'PA-001',
    tenDonVi: 'Xã Như Quỳnh',
    kenh: 'App',
    linhVuc: 'Rác thải',
    trangThai: 'Đang xử lý',
    ngayTiepNhan: ago(2),
    ngayXuLyXong: '',
    nguoiGui: 'Nguyễn Văn An',
    dienThoai: '0912345678',
  },
  {
    maPhanAnh: 'PA-002',
    tenDonVi: 'Thị trấn Như Quỳnh',
    kenh: 'Zalo',
    linhVuc: 'Đường hỏng',
    trangThai: 'Đã xử lý',
    ngayTiepNhan: ago(3),
    ngayXuLyXong: ago(1.5),
    nguoiGui: 'Trần Thị Bé',
    dienThoai: '0987654321',
  },
  {
    maPhanAnh: 'PA-003',
    tenDonVi: 'Xã Nhu Quynk',
    kenh: 'App',
    linhVuc: 'Điện',
    trangThai: 'Mới',
    ngayTiepNhan: ago(1),
    ngayXuLyXong: '',
    nguoiGui: 'Lê Văn Cường',
    dienThoai: '0901234567',
  },
]

async function api(url: string) {
  const ask = async (method: string, path: string, body?: unknown, raw?: string) => {
    const response = await fetch(`${url}${path}`, {
      method,
      ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      ...(raw !== undefined && { headers: { 'content-type': 'text/csv' }, body: raw }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return JSON.parse(text)
  }
  return {
    get: (path: string) => ask('GET', path),
    post: (path: string, body: unknown = {}) => ask('POST', path, body),
    put: (path: string, raw: string) => ask('PUT', path, undefined, raw),
    /** Publishes a draft as it stands. */
    publish: async (id: number, more: { by: string; note?: string }) =>
      ask('POST', `/api/drafts/${id}/publish`, { note: null, ...more, edit: (await ask('GET', `/api/drafts/${id}`)).edit }),
  }
}

async function source(records: object[]) {
  const server = createServer((request, reply) => {
    if (request.headers.authorization !== `Bearer ${SECRET}`) return void reply.writeHead(401).end()
    reply
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ tongSo: records.length, ketQua: { duLieu: records } }))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/phan-anh`
}

async function received(database: Database): Promise<number> {
  const { rows } = await database.pool.query(
    "select coalesce(sum(value), 0)::int as n from cell join measure on measure.id = measure_id where code = 'reports.received'",
  )
  return rows[0].n
}

/** Asks for something as a screen in a language does. */
async function told(url: string, path: string, language: string) {
  const headers = { 'content-type': 'application/json', 'accept-language': language }
  return (await fetch(`${url}${path}`, { method: 'POST', headers, body: '{}' })).json()
}

test('an API behind a token: checked, discovered, mapped, tried, weighed, published, and read', async () => {
  const database = await hungYen()
  const { url } = await serve(database)
  const { get, post, publish } = await api(url)
  const address = await source(REPORTS)

  const { connectors } = await get('/api/making')
  expect(connectors.map(({ kind }: { kind: string }) => kind)).toEqual(expect.arrayContaining(['rest', 'file', 'sftp', 'form']))
  const { id, spec } = await post('/api/drafts', { connector: 'rest' })
  const save = (more: object) => saveDraft(url, id, { ...spec, ...more })

  // An empty form says what it lacks.
  await save({ settings: {} })
  const empty = { path: ['settings', 'url'] }
  expect((await post(`/api/drafts/${id}/check`)).faults).toEqual([{ ...empty, message: 'thiếu giá trị bắt buộc' }])
  expect((await told(url, `/api/drafts/${id}/check`, 'en')).faults).toEqual([{ ...empty, message: 'a value is required' }])
  await save({
    settings: { url: 'https://a.vn', timeoutSeconds: 'x', auth: { kind: 'bearer', token: 'secret:auth.token', la: 1 } },
  })
  const faults = async (language: string) =>
    Object.fromEntries(
      (await told(url, `/api/drafts/${id}/check`, language)).faults.map(
        ({ path, message }: { path: string[]; message: string }) => [path.slice(1).join('.'), message],
      ),
    )
  expect(await faults('vi')).toEqual({
    timeoutSeconds: expect.stringMatching(/^Đầu vào không hợp lệ/),
    'auth.la': 'không có trường nào tên như vậy',
  })
  expect(await faults('en')).toEqual({
    timeoutSeconds: expect.stringMatching(/^Invalid input/),
    'auth.la': 'there is no field of this name',
  })

  const settings = { url: address, auth: { kind: 'bearer', token: 'secret:auth.token' } }
  await save({ settings })
  expect(await post(`/api/drafts/${id}/check`)).toMatchObject({ steps: [{ step: 'sign-in', ok: false }], sample: null })
  await post(`/api/drafts/${id}/secrets/auth.token`, { value: SECRET })
  const checked = await post(`/api/drafts/${id}/check`)
  expect(checked.steps.map(({ step, ok }: { step: string; ok: boolean }) => [step, ok])).toEqual([
    ['address', true],
    ['connect', true],
    ['sign-in', true],
    ['sample', true],
  ])
  expect(checked.sample).toMatchObject({ isWhole: true })

  const seen = await get(`/api/drafts/${id}/fields`)
  expect(seen).toMatchObject({ format: { kind: 'json', path: 'ketQua.duLieu' }, records: 3 })
  const field = (path: string) => seen.fields.find((each: { path: string }) => each.path === path)
  expect(field('ngayTiepNhan')).toMatchObject({ type: 'instant', formats: ['dd/MM/yyyy HH:mm'] })
  expect(field('dienThoai')).toMatchObject({ personal: true })
  expect(field('tenDonVi').unitPercent).toBeGreaterThan(50)
  const [best] = seen.suggestions
  expect(best).toMatchObject({
    domain: 'reports',
    kind: 'report',
    map: {
      code: { from: ['maPhanAnh'], as: 'code' },
      unit: { from: ['tenDonVi'] },
      category: { from: ['linhVuc'] },
      status: { from: ['trangThai'], values: { 'Đang xử lý': 'in_progress', 'Đã xử lý': 'completed', Mới: 'new' } },
      received_at: { from: ['ngayTiepNhan'], as: 'instant', format: ['dd/MM/yyyy HH:mm'] },
    },
    redact: ['nguoiGui', 'dienThoai'],
  })

  const map = { ...best.map, source: { from: ['kenh'] } }
  const chosen = { ...(await get(`/api/drafts/${id}`)).spec, domain: 'reports', kind: 'report', redact: best.redact }
  await saveDraft(url, id, { ...chosen, map })
  const { preview } = await post(`/api/drafts/${id}/preview`)
  expect(preview).toMatchObject({ read: 3, facts: 2, held: 1, rejected: 0 })
  expect(preview.rows[1].cells.unit).toMatchObject({ before: 'Thị trấn Như Quỳnh' })
  expect(preview.rows[2].cells.unit.problem).toMatch(/Nhu Quynk/)
  const inEnglish = (path: string) => told(url, path, 'en')
  const shown = (await inEnglish(`/api/drafts/${id}/preview`)).preview
  expect(shown.rows[2].cells.unit.problem).toMatch(
    /^This must hold: The unit is known on the day.*; it says «Xã Nhu Quynk»\. Mend it here or at the source\.$/,
  )
  expect(shown.reasons).toMatchObject([{ message: shown.rows[2].cells.unit.problem }])
  expect(preview.strangers).toMatchObject([{ name: 'Xã Nhu Quynk', count: 1 }])
  expect(preview.strangers[0].near[0]).toMatchObject({ name: 'Xã Như Quỳnh' })

  // The stranger is told apart once, and the row is sound.
  const known = { ...map, unit: { ...map.unit, replace: { 'Xã Nhu Quynk': preview.strangers[0].near[0].key } } }
  await saveDraft(url, id, { ...chosen, map: known })
  expect((await post(`/api/drafts/${id}/preview`)).preview).toMatchObject({ facts: 3, held: 0 })

  const impact = await post(`/api/drafts/${id}/impact`)
  expect(impact).toMatchObject({ rows: 3, inserted: 3, isWhole: true })
  expect(impact.moves.length).toBeGreaterThan(0)
  // Whoever hangs up on it leaves nothing behind, and it is no longer under way.
  const left = new AbortController()
  const asked = fetch(`${url}/api/drafts/${id}/impact`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
    signal: left.signal,
  })
  setTimeout(() => left.abort(), 20)
  await expect(asked).rejects.toThrow()
  await until('it is over', async () => (await (await fetch(`${url}/api/drafts/${id}/impact`)).json()) === null)
  expect(await received(database)).toBe(0)
  expect((await database.pool.query('select count(*)::int as n from run')).rows[0].n).toBe(0)

  // What is half typed keeps nothing from being tried.
  await saveDraft(url, id, { ...chosen, map: known, title: { vi: 'Phản' }, owner: '', promise: null })
  expect((await post(`/api/drafts/${id}/preview`)).preview).toMatchObject({ facts: 3 })
  expect(await post(`/api/drafts/${id}/impact`)).toMatchObject({ inserted: 3 })

  // Not whole yet: what lacks is named by field.
  await saveDraft(url, id, { ...chosen, map: known })
  const early = await publish(id, { by: 'Lan' })
  expect(early.faults.map(({ path }: { path: string[] }) => path[0])).toEqual(
    expect.arrayContaining(['title', 'owner', 'promise']),
  )
  const whole = {
    ...chosen,
    map: known,
    title: { vi: 'Phản ánh thử' },
    owner: 'trung-tam-phuc-vu-hanh-chinh-cong',
    every: 300,
    promise: 3600,
  }
  await saveDraft(url, id, whole)
  expect(await publish(id, { by: 'Lan' })).toMatchObject({
    faults: [],
    feed: 'phan-anh-thu',
    version: 1,
  })

  const summary = await pullFeed(database, 'phan-anh-thu', AbortSignal.timeout(20_000))
  expect(summary).toMatchObject({ read: 3, inserted: 3, held: 0 })
  expect(await received(database)).toBe(3)
  const everything = await everythingStored(database)
  for (const hidden of [SECRET, '0912345678', 'Nguyễn Văn An']) expect(everything).not.toContain(hidden)
})

test('a key that could be guessed is refused where it is typed and where a feed is published, in the language of who reads', async () => {
  const database = await hungYen()
  const { url } = await serve(database)
  const { post, publish } = await api(url)
  const { id, spec } = await post('/api/drafts', { connector: 'webhook' })
  const type = (language: string, value: string) =>
    fetch(`${url}/api/drafts/${id}/secrets/secret`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': language },
      body: JSON.stringify({ value }),
    })
  const refused = await type('vi', 'ngan')
  expect([refused.status, (await refused.json()).detail]).toEqual([400, expect.stringMatching(/^Khóa ngắn hơn 32 ký tự/)])
  expect((await (await type('en', 'short')).json()).detail).toMatch(/^A key of fewer than 32 characters/)
  expect((await type('vi', 'x'.repeat(32))).status).toBe(200)
  // One that stands in the environment is looked at too.
  vi.stubEnv('IOC_SECRET_NGAN', 'ngan')
  onTestFinished(() => void vi.stubEnv('IOC_SECRET_NGAN', undefined))
  const settings = { secret: 'secret:secret', previousSecret: 'env:IOC_SECRET_NGAN' }
  await saveDraft(url, id, { ...spec, settings })
  const { faults } = await publish(id, { by: 'Lan' })
  const places = faults.map(({ path }: { path: string[] }) => path.join('.'))
  expect(places).toContain('settings.previousSecret')
  expect(places).not.toContain('settings.secret')
})

test('a file brought by hand is the first the feed takes in, and its next version can be undone', async () => {
  const database = await hungYen()
  const { url } = await serve(database)
  const { get, post, put, publish } = await api(url)
  const csv = `SỔ PHẢN ÁNH,,,,\nMã phản ánh,Đơn vị,Nguồn,Lĩnh vực,Trạng thái,Ngày tiếp nhận,Ngày xử lý xong\n${REPORTS.slice(0, 2)
    .map((each) =>
      [each.maPhanAnh, each.tenDonVi, each.kenh, each.linhVuc, each.trangThai, each.ngayTiepNhan, each.ngayXuLyXong].join(','),
    )
    .join('\n')}\n`
  const { id } = await post('/api/drafts', { connector: 'file' })
  await put(`/api/drafts/${id}/sample/so-phan-anh.csv`, csv)
  const seen = await get(`/api/drafts/${id}/fields`)
  expect(seen.format).toMatchObject({ kind: 'csv', skipLines: 1 })
  expect(seen.fields.map(({ heading }: { heading: string }) => heading)).toContain('Ngày tiếp nhận')
  const [best] = seen.suggestions
  const { spec } = await get(`/api/drafts/${id}`)
  const whole = {
    ...spec,
    domain: best.domain,
    kind: best.kind,
    map: best.map,
    title: { vi: 'Sổ phản ánh' },
    owner: 'trung-tam-phuc-vu-hanh-chinh-cong',
    promise: 86_400,
  }
  await saveDraft(url, id, whole)
  const { run, feed, faults } = await publish(id, { by: 'Lan' })
  expect({ feed, faults }).toEqual({ feed: 'so-phan-anh', faults: [] })
  const { rows } = await database.pool.query('select id from page where run_id = $1', [run])
  expect(await ingestUpload(database, { feed, run, page: rows[0].id })).toMatchObject({ inserted: 2 })

  // The next version, and back.
  const next = await post('/api/drafts', { feed })
  expect(next).toMatchObject({ feed, version: 1, spec: { map: { code: { from: ['Mã phản ánh'] } } } })
  // It is tried on what the source gave last: the same again moves nothing.
  expect(next.sample).toMatchObject({ name: 'so-phan-anh.csv', isWhole: true })
  expect(await post(`/api/drafts/${next.id}/impact`)).toMatchObject({ rows: 2, unchanged: 2, moves: [] })
  await saveDraft(url, next.id, { ...next.spec, promise: 60 }, { by: 'Hoa' })
  const other = await post('/api/drafts', { feed })
  expect(await publish(next.id, { by: 'Hoa', note: 'gấp hơn' })).toMatchObject({ version: 2 })
  await expect(publish(other.id, { by: 'Lan' })).rejects.toThrow(/409.*bản 2/)
  expect(await get(`/api/feeds/${feed}/versions`)).toMatchObject([
    {
      version: 2,
      by: 'Hoa',
      note: 'gấp hơn',
      isNow: true,
      runs: 0,
      changes: [{ path: 'promise', before: '86400', after: '60' }],
    },
    { version: 1, by: 'Lan', runs: 1, changes: [] },
  ])
  await post(`/api/feeds/${feed}/versions/1/restore`, { by: 'Lan', note: null })
  expect((await findFeed(database.db, feed)).spec).toMatchObject({ promise: 86_400 })
  expect(await get(`/api/feeds/${feed}/versions`)).toMatchObject([{ version: 3, note: 'quay lại bản 1' }, {}, {}])

  // The next start finds no file of it, and leaves it be.
  await applyProvince(database, loadProvince('hung-yen'))
  expect((await listFeeds(database.db)).map((each) => each.spec.id)).toContain(feed)
})

test('a misspelt name of a unit that is no more is told to be that unit, and its figures are those of its day', async () => {
  const database = await hungYen()
  const { url } = await serve(database)
  const { get, post, put } = await api(url)
  const csv = `Mã phản ánh,Đơn vị,Nguồn,Lĩnh vực,Trạng thái,Ngày tiếp nhận,Ngày xử lý xong\nPA-1,Xã Trưng Trắk,App,Rác thải,Đang xử lý,01/03/2025 08:00,\n`
  const { id } = await post('/api/drafts', { connector: 'file' })
  await put(`/api/drafts/${id}/sample/so-phan-anh-2025.csv`, csv)
  const [best] = (await get(`/api/drafts/${id}/fields`)).suggestions
  const { spec } = await get(`/api/drafts/${id}`)
  const mapped = (map: object) => saveDraft(url, id, { ...spec, domain: best.domain, kind: best.kind, map })
  await mapped(best.map)
  const { strangers } = (await post(`/api/drafts/${id}/preview`)).preview
  const former = strangers[0].near.find(({ until }: { until: string | null }) => until !== null)
  expect(former).toEqual({ key: expect.any(String), name: 'Xã Trưng Trắc', within: 'Huyện Văn Lâm', until: '2025-07-01' })
  expect((await get('/api/making')).units).toContainEqual(former)
  await mapped({ ...best.map, unit: { ...best.map.unit, replace: { 'Xã Trưng Trắk': former.key } } })
  const { preview } = await post(`/api/drafts/${id}/preview`)
  expect(preview).toMatchObject({ facts: 1, held: 0, strangers: [] })
  expect(preview.rows[0].cells.unit).toMatchObject({
    after: expect.stringContaining('Xã Trưng Trắc'),
    now: expect.stringContaining('Như Quỳnh'),
  })
})

test('of a file longer than is tried, the beginning is', async () => {
  const { url } = await serve(await hungYen())
  const { get, post, put } = await api(url)
  const { id } = await post('/api/drafts', { connector: 'file' })
  const row = `PA-1,Xã Như Quỳnh,${'x'.repeat(10_000)}\n`
  const { sample } = await put(`/api/drafts/${id}/sample/dai.csv`, `Mã phản ánh,Đơn vị,Ghi chú\n${row.repeat(2_200)}`)
  expect(sample).toMatchObject({ isWhole: false, bytes: 20_000_000 })
  const seen = await get(`/api/drafts/${id}/fields`)
  expect(seen).toMatchObject({ fault: null, format: { kind: 'csv' } })
  expect(seen.records).toBeGreaterThan(1_900)
})

test('a new version is tried on the newest page that holds records, not on the empty one at the end of a list', async () => {
  const database = await hungYen()
  const source = await PagedSource.open()
  await follow(database, source)
  source.pages = [[request311(1), request311(2)], [request311(3)]]
  await pullFeed(database, 'nyc311', AbortSignal.timeout(60_000))
  const { app } = await serve(database)
  const draft = (await app.inject({ method: 'POST', url: '/api/drafts', payload: { feed: 'nyc311' } })).json()
  expect((await app.inject({ url: `/api/drafts/${draft.id}/fields` })).json()).toMatchObject({ records: 1 })
})
