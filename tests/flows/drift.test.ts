import { acceptDrift, type Database, feedOverview, findFeed, publishFeed, readProfile } from '@ioc/sql'
import { ingestUpload } from '@ioc/workers/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve } from '../support/app.ts'
import { cloneOf } from '../support/database.ts'
import { takeFiles } from '../support/files.ts'
import { TEMPLATE } from '../support/global-setup.ts'

// A file that means something else than the ones before is held with what differs in it, or changes no number: forty ways in
// which a report goes wrong between two months.

const DAY_MS = 86_400_000
const UNITS = 60
const ddmmyyyy = (at: Date) => at.toISOString().slice(0, 10).split('-').reverse().join('/')
const dayBefore = (days: number) => new Date(Date.now() + 7 * 3_600_000 - days * DAY_MS)

/** A day of the last weeks that would be another one far from now with day and month exchanged. */
function ambiguousDay(): Date {
  for (let days = 1; days < 44; days++) {
    const day = dayBefore(days)
    const other = Date.UTC(day.getUTCFullYear(), day.getUTCDate() - 1, day.getUTCMonth() + 1)
    if (day.getUTCDate() <= 12 && Math.abs(other - Date.now()) > 60 * DAY_MS) return day
  }
  throw new Error('no such day')
}

const FEED = {
  id: 'dan-so-xa',
  title: { vi: 'Dân số xã', en: 'Population of communes' },
  domain: 'population',
  kind: 'population_report',
  connector: 'file',
  settings: {},
  format: { kind: 'csv' },
  zone: 'Asia/Ho_Chi_Minh',
  promise: 86_400,
  owner: 'cong-an-tinh',
  map: {
    unit: { from: 'Mã xã', as: 'code', required: true },
    form: { from: 'Biểu', required: true, values: { DAN_CU: 'residents', HO_TICH: 'events' } },
    as_of: { from: 'Ngày số liệu', as: 'day', format: 'dd/MM/yyyy', required: true },
    source: { const: 'police' },
    people: { from: 'Nhân khẩu', as: 'integer', numbers: 'vi' },
    households: { from: 'Số hộ', as: 'integer', numbers: 'vi' },
    births: { from: 'Khai sinh', as: 'integer', numbers: 'vi' },
    deaths: { from: 'Khai tử', as: 'integer', numbers: 'vi' },
  },
}

// What its last column says is read by nothing.
const HEADER = ['Mã xã', 'Biểu', 'Ngày số liệu', 'Nhân khẩu', 'Số hộ', 'Khai sinh', 'Khai tử', 'Người lập']
type Rows = string[][]

/** Two rows a commune: its people, and what was registered. Numbers as Vietnamese write them. */
function rowsOf(codes: string[], day: Date): Rows {
  const number = (value: number) => Math.round(value).toLocaleString('vi-VN')
  return codes.flatMap((code, n) => [
    [code, 'DAN_CU', ddmmyyyy(day), number(21_000 + 137 * n), number(6_000 + 31 * n), '', '', 'Lan'],
    [code, 'HO_TICH', ddmmyyyy(day), '', '', number(10 + (n % 17)), number(6 + (n % 11)), 'Lan'],
  ])
}

const write = (rows: Rows, header = HEADER, by = ',') => [header, ...rows].map((row) => row.map(quoted(by)).join(by)).join('\n')
const quoted = (by: string) => (cell: string) =>
  cell.includes(by) || cell.includes('"') ? `"${cell.replaceAll('"', '""')}"` : cell

/** A feed that has told three months, on days that are no month's. */
async function toldThrice(database: Database, codes: string[], day: Date): Promise<void> {
  await database.db.transaction().execute((trx) => publishFeed(trx, FEED as never, { after: null, by: 'Lan', note: null }))
  for (const [n, dayOfMonth] of [20, 22, 24].entries()) {
    const earlier = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() - 1 - n, dayOfMonth))
    const taken = await takeFiles(database, FEED.id, { [`${n}.csv`]: write(rowsOf(codes, earlier)) })
    expect(taken).toMatchObject({ status: 'done', held: 0, rejected: 0, inserted: 2 * UNITS })
  }
}

let base: Awaited<ReturnType<typeof cloneOf>>
let name: string
let rows: Rows
let before: string
let clean: string

beforeAll(async () => {
  base = await cloneOf(TEMPLATE)
  const found = await base.database.pool.query<{ code: string }>(
    "select code from unit where kind = 'commune' and valid_to is null and code is not null order by code limit $1",
    [UNITS],
  )
  const codes = found.rows.map(({ code }) => code)
  const day = ambiguousDay()
  await toldThrice(base.database, codes, day)
  rows = rowsOf(codes, day)
  before = await totals(base.database)
  name = new URL(base.database.url).pathname.slice(1)
  await base.database.close()
  const database = await house()
  await takeFiles(database, FEED.id, { 'clean.csv': write(rows) })
  clean = await totals(database)
  expect(clean).not.toBe(before)
})
afterAll(async () => {
  for (const drop of houses) await drop()
  await base.drop()
})

const houses: (() => Promise<void>)[] = []

async function house(): Promise<Database> {
  const { database, drop } = await cloneOf(name)
  houses.push(drop)
  return database
}

/** Every total there is. */
async function totals({ pool }: Database): Promise<string> {
  const { rows } = await pool.query<{ all: string }>(
    "select string_agg(format('%s %s %s %s %s', code, unit_id, bucket, dims, value), E'\\n' order by code, unit_id, bucket, dims::text) as all from cell join measure on measure.id = measure_id join dims on dims.id = dims_id where facts > 0",
  )
  return rows[0]?.all ?? ''
}

const column = (name: string) => HEADER.indexOf(name)
const each = (name: string, change: (cell: string, n: number) => string) => (rows: Rows) =>
  write(rows.map((row, n) => row.map((cell, at) => (at === column(name) && cell !== '' ? change(cell, n) : cell))))
const renamed = (name: string, to: string) => (rows: Rows) =>
  write(
    rows,
    HEADER.map((each) => (each === name ? to : each)),
  )
const dropped = (name: string) => (rows: Rows) =>
  write(
    rows.map((row) => row.filter((_, at) => at !== column(name))),
    HEADER.filter((each) => each !== name),
  )
const plain = (cell: string) => Number(cell.replaceAll('.', ''))
const exchanged = (a: string, b: string) => (rows: Rows) =>
  write(
    rows,
    HEADER.map((each) => (each === a ? b : each === b ? a : each)),
  )

const MUTATIONS: Record<string, (rows: Rows) => string | Uint8Array> = {
  'the unit’s column is renamed': renamed('Mã xã', 'Mã ĐVHC'),
  'the form’s column is renamed': renamed('Biểu', 'Mẫu biểu'),
  'the day’s column is renamed': renamed('Ngày số liệu', 'Kỳ'),
  'a figure’s column is renamed': renamed('Nhân khẩu', 'Dân số'),
  'another figure’s column is renamed': renamed('Khai sinh', 'Số khai sinh'),
  'the unit’s column is dropped': dropped('Mã xã'),
  'the form’s column is dropped': dropped('Biểu'),
  'the day’s column is dropped': dropped('Ngày số liệu'),
  'a figure’s column is dropped': dropped('Khai tử'),
  'a column is added': (rows) =>
    write(
      rows.map((row, n) => [...row, String(n)]),
      [...HEADER, 'Ghi chú'],
    ),
  'a column is added in front': (rows) =>
    write(
      rows.map((row, n) => [String(n + 1), ...row]),
      ['STT', ...HEADER],
    ),
  'columns stand in another order': (rows) =>
    write(
      rows.map((row) => [...row].reverse()),
      [...HEADER].reverse(),
    ),
  'two headers are exchanged': exchanged('Nhân khẩu', 'Khai sinh'),
  'two headers of one form are exchanged': exchanged('Nhân khẩu', 'Số hộ'),
  'figures are words': each('Nhân khẩu', (cell) => `khoảng ${cell}`),
  'figures are short for thousands': each('Nhân khẩu', (cell) => `${plain(cell) / 1000}k`),
  'figures are in thousands': each('Nhân khẩu', (cell) => String(Math.round(plain(cell) / 1000))),
  'figures are a thousand times as large': each('Nhân khẩu', (cell) => (plain(cell) * 1000).toLocaleString('vi-VN')),
  'few figures are a million times as large': each('Khai sinh', (cell) => String(plain(cell) * 1_000_000)),
  'figures are negative': each('Nhân khẩu', (cell) => `-${cell}`),
  'all figures are 0': each('Nhân khẩu', () => '0'),
  'all figures are the same': each('Nhân khẩu', () => '25.000'),
  'figures have decimals after a comma': each('Nhân khẩu', (cell) => `${plain(cell)},5`),
  'figures are written the English way': each('Nhân khẩu', (cell) => plain(cell).toLocaleString('en-US')),
  'figures have no separators': each('Nhân khẩu', (cell) => String(plain(cell))),
  'days are written the American way': each('Ngày số liệu', (cell) =>
    cell.split('/').reverse().slice(1).join('/').concat('/', cell.slice(6)),
  ),
  'days are written the ISO way': each('Ngày số liệu', (cell) => cell.split('/').reverse().join('-')),
  'days are numbers of a spreadsheet': each('Ngày số liệu', () => '46000'),
  'codes of units are those before the merger': each('Mã xã', (_, n) => String(11_950 + n)),
  'codes of units are names nobody bears': each('Mã xã', (_, n) => `Xã Không Tên ${String.fromCharCode(65 + (n % 26))}`),
  'forms have other names': each('Biểu', (cell) => (cell === 'DAN_CU' ? 'Dân cư' : 'Hộ tịch')),
  'letters are decomposed': (rows) => write(rows).normalize('NFD'),
  'it is in UTF-16': (rows) => Buffer.from(`\ufeff${write(rows)}`, 'utf16le'),
  'it was read in a wrong encoding once': (rows) => Buffer.from(write(rows)).toString('latin1'),
  'it begins with two lines of title': (rows) => `TỔNG HỢP DÂN SỐ\nTháng này\n${write(rows)}`,
  'its header is missing': (rows) => write(rows.slice(1), rows[0]),
  'its columns are apart by semicolons': (rows) => write(rows, HEADER, ';'),
  'it is empty': () => '',
  'it has a header alone': () => write([]),
  'it stops in the middle of a row': (rows) => write(rows).slice(0, Math.floor(write(rows).length * 0.7)),
  'it is there ten times over': (rows) => write(Array.from({ length: 10 }, () => rows).flat()),
  'it has blanks around every cell': (rows) => write(rows.map((row) => row.map((cell) => (cell === '' ? '' : ` ${cell} `)))),
}

test('there are at least forty ways', () => {
  expect(Object.keys(MUTATIONS).length).toBeGreaterThanOrEqual(40)
})

test.each(Object.entries(MUTATIONS))('%s: it is held or said, or no number is another', async (_, mutate) => {
  const database = await house()
  const summary = await takeFiles(database, FEED.id, { 'next.csv': mutate(rows) })
  const after = await totals(database)
  const isTold = summary.status === 'failed' || summary.held + summary.rejected > 0
  if (!isTold) expect([clean, before]).toContain(after)
  // Nor does a row that is taken beside held ones say anything else than it meant.
  const meant = new Set(`${clean}\n${before}`.split('\n'))
  expect(after.split('\n').filter((total) => !meant.has(total))).toEqual([])
})

test('what differs is named by the source’s own column, nothing of it is stored, and a person may say that it is meant', async () => {
  const database = await house()
  const thousandfold = each('Nhân khẩu', (cell) => (plain(cell) * 1000).toLocaleString('vi-VN'))(rows) as string
  const refused = await takeFiles(database, FEED.id, { 'next.csv': thousandfold })
  expect(refused).toMatchObject({
    status: 'failed',
    read: 0,
    error: expect.stringMatching(/«Nhân khẩu» lớn khác mọi lần khoảng .* lần/),
  })
  expect(await totals(database)).toBe(before)
  const waiting = (await feedOverview(database.db)).find(({ key }) => key === FEED.id)
  expect(waiting?.drifts).toEqual([
    {
      message: expect.stringMatching(/^cột «Nhân khẩu» lớn khác mọi lần.* \(điền vào «.+»\)$/),
      en: expect.stringMatching(/^the column «Nhân khẩu» is about .* \(it fills «.+»\)$/),
    },
  ])
  const feed = await findFeed(database.db, FEED.id)
  await expect(acceptDrift(database.db, feed, ' ')).rejects.toThrow('Ghi tên')
  await acceptDrift(database.db, feed, 'Nguyễn Thị Lan')
  await expect(acceptDrift(database.db, feed, 'Nguyễn Thị Lan')).rejects.toThrow('không có thay đổi nào')
  expect(await takeFiles(database, FEED.id, { 'next.csv': thousandfold })).toMatchObject({ status: 'done', inserted: 2 * UNITS })
  expect(await readProfile(database.db, feed)).toMatchObject({ pages: 1 })
  expect((await feedOverview(database.db)).find(({ key }) => key === FEED.id)?.drifts).toBeNull()
})

test('what was sent and waits is taken in once a person has said that it is meant, and nobody sends it again', async () => {
  const database = await house()
  const { url } = await serve(database)
  const thousandfold = each('Nhân khẩu', (cell) => (plain(cell) * 1000).toLocaleString('vi-VN'))(rows) as string
  const sent = await fetch(`${url}/api/feeds/${FEED.id}/files/next.csv`, { method: 'PUT', body: thousandfold })
  const { run, page } = await sent.json()
  expect(await ingestUpload(database, { feed: FEED.id, run, page })).toMatchObject({ status: 'failed' })
  const ask = (path: string) =>
    fetch(`${url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"by":"Lan"}' })
  expect((await ask(`/api/feeds/${FEED.id}/drift/accept`)).status).toBe(200)
  const [next, first] = await (await fetch(`${url}/api/feeds/${FEED.id}/runs`)).json()
  expect(next).toMatchObject({ trigger: 'upload', status: 'running', askedBy: 'Lan', again: false })
  expect(first).toMatchObject({ run, status: 'failed', again: false })
  expect(await ingestUpload(database, { feed: FEED.id, run: next.run, page })).toMatchObject({ inserted: 2 * UNITS })
  // Once is enough, and what went well is not run again.
  for (const done of [run, next.run]) expect((await ask(`/api/runs/${done}/again`)).status).toBe(409)
})

test('a column that its feed reads and a short file no longer has holds the file, and so does one with another name', async () => {
  const database = await house()
  const at = HEADER.indexOf('Số hộ')
  const few = rows.slice(0, 20)
  const dropped = write(
    few.map((row) => row.toSpliced(at, 1)),
    HEADER.toSpliced(at, 1),
  )
  const renamed = write(few, HEADER.with(at, 'Hộ'))
  for (const file of [dropped, renamed]) {
    const refused = await takeFiles(database, FEED.id, { 'next.csv': file })
    expect(refused).toMatchObject({ status: 'failed', read: 0, error: expect.stringContaining('không còn cột «Số hộ»') })
    expect(await totals(database)).toBe(before)
  }
  expect(await takeFiles(database, FEED.id, { 'next.csv': write(few) })).toMatchObject({ status: 'done', held: 0 })
})

test('a column that is new, or gone where nothing reads it, is told with the run, which goes on', async () => {
  const database = await house()
  const { url } = await serve(database)
  // Fewer rows than can be judged by what they say.
  const few = rows.slice(0, 20)
  const changed = write(few, HEADER.with(-1, 'Ghi chú'))
  expect(await takeFiles(database, FEED.id, { 'next.csv': changed })).toMatchObject({ status: 'done', held: 0 })
  const [run] = await (await fetch(`${url}/api/feeds/${FEED.id}/runs`)).json()
  expect(run.notices).toEqual([
    { code: 'columns_new', params: { name: 'next.csv', columns: 'ghi_chu' } },
    { code: 'columns_gone', params: { name: 'next.csv', columns: 'nguoi_lap' } },
  ])
  expect(await takeFiles(database, FEED.id, { 'next.csv': write(few) })).toMatchObject({ status: 'done' })
  const [last] = await (await fetch(`${url}/api/feeds/${FEED.id}/runs`)).json()
  expect(last.notices).toEqual([])
})
