import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Database } from '@ioc/sql'
import { reviewFact } from '@ioc/workers/held'
import { buildWeb } from '@ioc/workers/testing'
import { parse } from 'csv-parse/sync'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { serve, until } from '../support/app.ts'
import { launchBrowser, signIn } from '../support/browser.ts'
import { hungYen } from '../support/database.ts'
import { takeFiles } from '../support/files.ts'
import { heard } from '../support/sources.ts'

// A real server over a few dossiers, and a real browser that follows a figure to the bytes it came from.

let browser: Browser

beforeAll(async () => {
  await buildWeb(() => {}, AbortSignal.timeout(60_000))
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

interface Sketch {
  id: string
  due: string
  finished?: string
  updated: string
}

/** A page as the province's one-stop system writes it. */
function pageOf(...dossiers: Sketch[]): string {
  const duLieu = dossiers.map(({ id, due, finished = '', updated }) => ({
    MaHoSo: id,
    DonViXuLy: 'H31.05',
    TenLinhVuc: 'Đăng ký đất đai',
    KenhThucHien: '2',
    TrangThaiHoSo: finished ? '9' : '4',
    NgayNopHoSo: '2026-01-05T08:00:00.000',
    NgayTiepNhan: '2026-01-05T09:00:00.000',
    NgayHenTra: due,
    NgayKetThucXuLy: finished,
    NgayCapNhat: updated,
  }))
  return JSON.stringify({ tongSo: duLieu.length, duLieu })
}

const OVERDUE = { due: '2026-01-15T17:00:00.000', updated: '2026-01-05T09:00:00.000' }
const FIRST = pageOf({ id: 'A-1', ...OVERDUE }, { id: 'A-2', ...OVERDUE })
const CORRECTION = pageOf({ ...OVERDUE, id: 'A-1', finished: '2026-01-14T10:00:00.000', updated: '2026-01-16T09:00:00.000' })

async function oneStop(): Promise<{ database: Database; url: string; open(path: string): Promise<Page> }> {
  const database = await hungYen()
  // Everything from here on was heard as it came, not told of the past.
  await heard(database, new Date())
  await takeFiles(database, 'dossiers-sim', { 'trang-1.json': FIRST })
  const { url } = await serve(database)
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  page.on('pageerror', (error) => expect.soft(error.message).toBe(''))
  return {
    database,
    url,
    open: async (path) => {
      await page.goto(`${url}${path}`)
      return page
    },
  }
}

const figure = (page: Page) => page.locator('[data-tile="dossiers.overdue"] [data-value]').first().getAttribute('data-value')
const shows = (page: Page, value: string) => until(`a tile that shows ${value}`, async () => (await figure(page)) === value)
const param = (page: Page, name: string) => new URL(page.url()).searchParams.get(name)

test('two clicks from a figure on the wall lie the sum that equals it and the very record its source sent', async () => {
  const { open } = await oneStop()
  const page = await open('/wall')
  await shows(page, '2')

  await page.getByRole('link', { name: 'Hồ sơ quá hạn: xem số này từ đâu ra' }).click()
  const proof = page.getByRole('dialog')
  await proof.locator('.proof-value[data-value="2"]').waitFor()
  expect(await proof.locator('.proof-sum').getAttribute('data-agrees')).toBe('true')
  expect(await proof.locator('[data-sum]').getAttribute('data-sum')).toBe('2')
  expect(await proof.locator('.proof-verdict').textContent()).toMatch(/^Khớp.*2 dòng.*2 hồ sơ/)
  await proof.getByText('Nghị định 118/2025/NĐ-CP').waitFor()
  await proof.getByText('Chưa xác nhận').waitFor()
  await proof.locator('a[href="/console/feeds/dossiers-sim/lineage"]').waitFor()

  await proof.getByRole('link', { name: 'A-1' }).click()
  await proof.getByText(createHash('sha256').update(FIRST).digest('hex')).waitFor()
  await proof.getByRole('row', { name: 'NgayHenTra 2026-01-15T17:00:00.000' }).waitFor()
  await proof.getByText('trang-1.json').first().waitFor()

  // The address says all of it, to whoever it is sent.
  await page.reload()
  await proof.getByRole('row', { name: 'MaHoSo A-1' }).waitFor()

  await page.keyboard.press('Escape')
  await proof.getByRole('link', { name: 'A-2' }).waitFor()
  await page.keyboard.press('Escape')
  await proof.waitFor({ state: 'detached' })
  expect(new URL(page.url()).search).toBe('')
})

test('a row of a tile opens the proof of that row alone, and from there that of the whole', async () => {
  const { open } = await oneStop()
  const page = await open('/wall/dossiers-online')
  const row = page.locator('[data-tile="dossiers.overdue_fields"] [data-key="Đăng ký đất đai"]')
  const shown = await row.locator('[data-value]').getAttribute('data-value')
  await row.getByRole('link').click()
  const proof = page.getByRole('dialog')
  await proof.getByText('Chỉ tính Lĩnh vực: Đăng ký đất đai').waitFor()
  expect(param(page, 'where')).toBe('field:Đăng ký đất đai')
  await proof.locator(`.proof-value[data-value="${shown}"]`).waitFor()
  expect(await proof.locator('.proof-sum').getAttribute('data-agrees')).toBe('true')
  expect(await proof.locator('.term-head').first().textContent()).toContain('Đăng ký đất đai')

  await proof.getByRole('button', { name: 'Xem toàn bộ' }).click()
  await proof.getByText('Chỉ tính').waitFor({ state: 'detached' })
  expect(param(page, 'where')).toBeNull()
})

test('the keyboard opens a tile and gets its place back; another map and another unit answer the same question', async () => {
  const { open } = await oneStop()
  const page = await open('/wall')
  await shows(page, '2')
  const link = page.getByRole('link', { name: 'Hồ sơ quá hạn: xem số này từ đâu ra' })
  await link.focus()
  await page.keyboard.press('Enter')
  const proof = page.getByRole('dialog')
  await proof.locator('.proof-value[data-value="2"]').waitFor()

  await proof.getByLabel('Địa giới').selectOption({ label: 'trước 01/07/2025' })
  await until('the old map', () => param(page, 'geo') === '2025-06-30')
  await proof.locator('.proof-sum[data-agrees="true"] [data-sum="2"]').waitFor()
  await proof.getByLabel('Địa giới').selectOption({ label: 'hôm nay' })
  await proof.getByLabel('Đơn vị').selectOption({ label: 'Phường Phố Hiến' })
  await proof.locator('.proof-value[data-value="0"]').waitFor()
  await proof.getByText('Không có dòng nào đóng góp').first().waitFor()

  await proof.getByRole('button', { name: 'Đóng' }).click()
  await proof.waitFor({ state: 'detached' })
  expect(await link.evaluate((element) => element === document.activeElement)).toBe(true)
})

test('the figures of all units are taken away as a table that says what it holds', async () => {
  const { open } = await oneStop()
  const page = await open('/wall?proof=dossiers.received_today&period=2026-01&unit=hung-yen')
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Theo từng đơn vị bên dưới' }).click(),
  ])
  expect(saved.suggestedFilename()).toBe('dossiers.received_today_units_hung-yen_2026-01.csv')
  const rows: Record<string, string>[] = parse(await readFile(await saved.path()), { bom: true, columns: true })
  expect(rows.length).toBeGreaterThan(104)
  expect(rows.reduce((sum, { value }) => sum + Number(value), 0)).toBe(2)
})

test('the history of a figure says what made each value so: a file and how it came, a hand, whose and why', async () => {
  const { database, open } = await oneStop()
  await new Promise((done) => setTimeout(done, 3))
  await database.pool.query(
    "begin; set local ioc.by = 'Trần Bình'; set local ioc.why = 'Nhập trùng'; delete from dossier_fact where external_id = 'A-2'; commit",
  )
  const page = await open('/wall?proof=dossiers.received&period=2026-01&unit=hung-yen')
  const history = page.getByRole('dialog').locator('.proof-revisions li')
  await history.first().waitFor()
  expect(await history.locator('small').allTextContents()).toEqual([
    'Sửa thẳng trong cơ sở dữ liệu · dossiers-sim · người thực hiện: Trần Bình · lý do: Nhập trùng',
    expect.stringMatching(/^dossiers-sim · lần chạy \d+ · nhập bằng lệnh · 1 trang$/),
  ])
  expect(await history.evaluateAll((all) => all.map((each) => each.dataset.value))).toEqual(['1', '2'])
})

test('a question nobody can answer says why and what to do', async () => {
  const { open } = await oneStop()
  const page = await open('/wall?proof=dossiers.nothing')
  await page.getByRole('dialog').getByRole('alert').getByText('dossiers.nothing').waitFor()
  await page.getByRole('button', { name: 'Thử lại' }).waitFor()
})

test('a replay of the moment before a correction shows the figure of then, and can never be taken for live', async () => {
  const { database, open } = await oneStop()
  const before = new Date(Date.now() + 1).toISOString()
  await new Promise((done) => setTimeout(done, 5))
  await takeFiles(database, 'dossiers-sim', { 'trang-2.json': CORRECTION })

  const page = await open('/wall')
  await shows(page, '1')
  expect(await page.locator('.replay').count()).toBe(0)

  await open(`/wall?asOf=${encodeURIComponent(before)}&speed=0`)
  await page.getByRole('region', { name: 'Phát lại' }).getByText('đang dừng').waitFor()
  await shows(page, '2')
  expect(await page.locator('.wall').getAttribute('data-connection')).toBe('replay')
  expect(await page.title()).toMatch(/^Phát lại/)
  expect(await page.locator('.header-line').textContent()).toBe('Không phải số liệu trực tiếp')

  // What is asked of a replay is answered as of its moment.
  await page.getByRole('link', { name: 'Hồ sơ quá hạn: xem số này từ đâu ra' }).click()
  const proof = page.getByRole('dialog')
  await proof.locator('.proof-sum[data-agrees="true"] [data-sum="2"]').waitFor()
  await proof.getByRole('link', { name: 'A-1' }).click()
  await proof.getByText(createHash('sha256').update(FIRST).digest('hex')).waitFor()
  const changes = proof.locator('.version-changes')
  await changes.getByRole('row', { name: 'status processing done' }).waitFor()
  await proof.getByRole('button', { name: 'Đóng' }).click()

  await page.getByRole('button', { name: 'Về hiện tại' }).click()
  await page.locator('.wall[data-connection="live"]').waitFor()
  await shows(page, '1')
  expect(new URL(page.url()).search).toBe('')
})

test('a replay plays forward over the correction and stops at the present', async () => {
  const { database, open } = await oneStop()
  const before = new Date(Date.now() + 1).toISOString()
  await new Promise((done) => setTimeout(done, 5))
  await takeFiles(database, 'dossiers-sim', { 'trang-2.json': CORRECTION })
  const page = await open('/wall')
  // At this speed the past is over at once: what comes after its first moment waits until that was seen.
  let release = () => {}
  const seen = new Promise<void>((done) => {
    release = done
  })
  await page.route(/[?&]asOf=/, async (route) => {
    if (new URL(route.request().url()).searchParams.get('asOf') !== before) await seen
    await route.continue()
  })
  await open(`/wall?asOf=${encodeURIComponent(before)}&speed=3600`)
  await shows(page, '2')
  release()
  await shows(page, '1')
  await page.getByText('Đã phát đến hiện tại').waitFor()
  await until('an address that says so', () => param(page, 'speed') === '0')
})

test('a person says otherwise than the machine where a record is shown: the record, its history and the wall follow', async () => {
  const { database, open } = await oneStop()
  const item = (name: string) => `<item><title>Cầu mới ở xã Như Quỳnh xuất sắc, người dân rất hài lòng ${name}</title>
    <link>https://bao.example/${name}</link><pubDate>${new Date(Date.now() - 60_000).toUTCString()}</pubDate></item>`
  const rss = `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Báo Phố Hiến</title>${item('mot')}</channel></rss>`
  await takeFiles(database, 'vnexpress', { 'tin.xml': rss })
  const page = await open(`/wall/press?fact=${encodeURIComponent('vnexpress/bao.example/mot')}`)
  const record = page.getByRole('dialog')
  const review = record.getByRole('region', { name: 'Máy chấm và người chấm' })
  await review.locator('[data-review="sentiment"]').getByText('Máy chấm: Tích cực').waitFor()

  await review.getByRole('button', { name: 'Chấm lại' }).click()
  const save = review.getByRole('button', { name: 'Ghi lại' })
  await review.getByLabel('Sắc thái').selectOption({ label: 'Tiêu cực' })
  expect(await save.isDisabled()).toBe(true)
  await review.getByLabel('Lý do').fill('Bài mỉa mai')
  await signIn(page.context(), 'Lan')
  // Another was quicker: what was typed stays, beside what the record says by now.
  await reviewFact(database, 'vnexpress', 'bao.example/mot', { by: 'An', why: 'Đã xem', seen: 1, fields: { risk: 'high' } })
  await save.click()
  await review.getByRole('alert').getByText('Bản ghi đã đổi từ khi mở ra xem').waitFor()
  await review.locator('[data-review="risk"]').getByText('Người chấm: Cao').waitFor()
  expect(await review.getByLabel('Lý do').inputValue()).toBe('Bài mỉa mai')
  await save.click()
  await review.locator('[data-review="sentiment"]').getByText('Người chấm: Tiêu cực').waitFor()
  await review.getByText('Bài mỉa mai').waitFor()
  await record.locator('.version-changes').getByRole('row', { name: 'sentiment positive negative' }).waitFor()
  await record.getByText('chấm lại: Lan').first().waitFor()
})
