import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addDays, dayOf, findFeed, keyFile, publishFeed, setSecret } from '@ioc/sql'
import { buildWeb, pullFeed, sign, xlsx } from '@ioc/workers/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { serve } from '../support/app.ts'
import { launchBrowser, signIn } from '../support/browser.ts'
import { hungYen } from '../support/database.ts'
import {
  asCsv,
  asRecords,
  databaseSource,
  folderWith,
  HEADINGS,
  httpSource,
  REPORTS,
  rss,
  sftpSource,
} from '../support/local-sources.ts'
import { OWNER, OWNER_NAME, takeInBrought } from '../support/making.ts'

// A steward who has never seen JSON makes a feed from nothing, of every kind of source, and sees the number move.

let browser: Browser
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ioc-key-'))
  vi.stubEnv('IOC_SECRETS_KEY_FILE', join(folder, 'secrets.key'))
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  browser = await launchBrowser()
  return () => rmSync(folder, { recursive: true, force: true })
})
afterAll(() => browser?.close())

const SECRET = 'khoa-rat-kin-cua-cong-phan-anh-0123456789'

interface Case {
  kind: string
  /** What a steward chooses it by. */
  button: RegExp
  isAsked: boolean
  /** Fills in the form and brings a page to try on. */
  connect(page: Page): Promise<void>
  /** What the suggestion leaves to a person, at the step of matching. */
  match?(page: Page): Promise<void>
  /** Sends what a source of this kind brings by itself. */
  bring?(url: string, feed: string): Promise<void>
  /** Rows sound as they come, and rows of whom the unit must be told apart. */
  sound: number
  strange: number
  indicator?: string
}

const fill = (page: Page, label: RegExp, text: string) => page.getByLabel(label).first().fill(text)
const check = async (page: Page) => {
  await page.getByRole('button', { name: 'Kiểm tra kết nối và lấy mẫu' }).click()
  await page.getByText(/Đã có trang mẫu/).waitFor()
}
const keep = async (page: Page, label: RegExp) => {
  const secret = page.getByLabel(label).first()
  await secret.fill(SECRET)
  await secret.blur()
  await page.getByPlaceholder('Đã cất. Gõ lại nếu muốn thay.').waitFor()
}
const COMMUNE = 'Xã Như Quỳnh'
const column = (page: Page, target: string) => page.getByRole('combobox', { name: `Cột cho «${target}»` })
const whole = { sound: 2, strange: 1 }
const day = dayOf(new Date(Date.now() - 2 * 86_400_000))

const CASES: Case[] = [
  {
    kind: 'rest',
    button: /API trả về JSON/,
    isAsked: true,
    ...whole,
    async connect(page) {
      const url = await httpSource((request, reply) => {
        if (request.headers.authorization !== `Bearer ${SECRET}`) return void reply.writeHead(401).end()
        reply.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ketQua: { duLieu: asRecords() } }))
      })
      // Nothing filled in: it says where. No token: it says at which step.
      await page.getByRole('button', { name: 'Kiểm tra kết nối và lấy mẫu' }).click()
      await page.getByText('Còn 1 chỗ cần sửa').waitFor()
      await fill(page, /^Địa chỉ/, `${url}/phan-anh`)
      await page.getByRole('button', { name: 'Kiểm tra kết nối và lấy mẫu' }).click()
      await page.getByText(/không nhận thông tin đăng nhập/).waitFor()
      await page.getByRole('combobox', { name: /^Đăng nhập/ }).selectOption({ label: 'Mã truy cập (bearer token)' })
      // Typed and checked at once, without leaving the field first.
      await fill(page, /^Mã truy cập/, SECRET)
      await check(page)
      await page.getByPlaceholder('Đã cất. Gõ lại nếu muốn thay.').waitFor()
    },
    async match(page) {
      expect(await column(page, 'Mã phản ánh').inputValue()).toBe('maPhanAnh')
      const telephone = page.getByRole('combobox', { name: 'soDienThoai' })
      expect(await telephone.inputValue()).toBe('drop')
      await telephone.selectOption({ label: 'Niêm phong' })
    },
  },
  {
    kind: 'file',
    button: /Tệp do người dùng nạp/,
    isAsked: false,
    ...whole,
    async connect(page) {
      const rows = [['SỔ PHẢN ÁNH HIỆN TRƯỜNG'], HEADINGS, ...REPORTS]
      const buffer = await xlsx({ 'Phản ánh': { rows } })
      await page
        .getByLabel('Chọn tệp mẫu')
        .last()
        .setInputFiles({ name: 'so-phan-anh.xlsx', mimeType: 'application/octet-stream', buffer })
      await page.getByText(/Đã có trang mẫu/).waitFor()
    },
  },
  {
    kind: 'folder',
    button: /Thư mục trên máy chủ$|^Thư mục trên máy chủ(?! SFTP)/,
    isAsked: true,
    ...whole,
    async connect(page) {
      await fill(page, /^Thư mục/, folderWith({ 'phan-anh.csv': asCsv() }))
      await check(page)
    },
  },
  {
    kind: 'sftp',
    button: /SFTP/,
    isAsked: true,
    ...whole,
    async connect(page) {
      const { port, hostKey } = await sftpSource({ 'phan-anh.csv': asCsv() }, SECRET)
      await fill(page, /^Máy chủ/, '127.0.0.1')
      await fill(page, /^Tài khoản/, 'ioc')
      await page.getByRole('combobox', { name: /^Đăng nhập/ }).selectOption({ label: 'Mật khẩu' })
      await keep(page, /^Mật khẩu/)
      await fill(page, /^Dấu vân tay/, hostKey)
      await fill(page, /^Thư mục/, '/')
      await page.getByText('Thiết lập thêm').click()
      await fill(page, /^Cổng/, String(port))
      await check(page)
    },
  },
  {
    kind: 'postgres',
    button: /Cơ sở dữ liệu PostgreSQL/,
    isAsked: true,
    ...whole,
    async connect(page) {
      const { host, port, name } = await databaseSource(SECRET)
      await fill(page, /^Máy chủ/, host)
      await fill(page, /^Tên cơ sở dữ liệu/, name)
      await fill(page, /^Tài khoản/, name)
      await keep(page, /^Mật khẩu/)
      await fill(page, /^Câu SQL/, 'select * from phan_anh')
      await page.getByText('Thiết lập thêm').click()
      await fill(page, /^Cổng/, port)
      await page.getByRole('combobox', { name: /^Mã hóa đường truyền/ }).selectOption('off')
      await check(page)
    },
  },
  {
    kind: 'rss',
    button: /Tin RSS/,
    isAsked: true,
    sound: 2,
    strange: 0,
    indicator: 'press.mentions',
    async connect(page) {
      const url = await httpSource((_, reply) => reply.writeHead(200, { 'content-type': 'application/rss+xml' }).end(rss()))
      await fill(page, /^Tên báo/, 'Báo tỉnh')
      await fill(page, /^Địa chỉ/, `${url}/rss`)
      await check(page)
    },
    async match(page) {
      await column(page, 'Đơn vị').selectOption({ label: 'Giá trị cố định…' })
      await page.getByRole('combobox', { name: 'Giá trị cố định của «Đơn vị»' }).selectOption('hung-yen')
    },
  },
  {
    kind: 'webhook',
    button: /Webhook/,
    isAsked: false,
    sound: 1,
    strange: 0,
    async connect(page) {
      await keep(page, /^Khóa ký(?! cũ)/)
      await page
        .getByLabel('Dán một bản tin mẫu')
        .last()
        .fill(JSON.stringify([asRecords()[0]]))
      await page.getByRole('button', { name: 'Dùng làm mẫu' }).click()
      await page.getByText(/Đã có trang mẫu/).waitFor()
    },
    async bring(url, feed) {
      const body = JSON.stringify([asRecords()[0]])
      const timestamp = String(Math.floor(Date.now() / 1000))
      const key = randomUUID()
      const signature = sign(SECRET, { key, timestamp, body: Buffer.from(body) })
      await deliver(url, feed, body, { 'idempotency-key': key, 'x-timestamp': timestamp, 'x-signature': signature })
    },
  },
  {
    kind: 'form',
    button: /Biểu nhập tay/,
    isAsked: false,
    sound: 1,
    strange: 0,
    async connect(page) {
      // The headings of the sheet that was kept so far.
      await page.getByLabel('Tên cột 1').evaluate((field, headings) => {
        const data = new DataTransfer()
        data.setData('text/plain', headings)
        field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
      }, Object.keys(TYPED).join('\t'))
      await page.getByLabel('Kiểu của «Ngày tiếp nhận»').selectOption({ label: 'Ngày' })
      await page.getByLabel('Kiểu của «Trạng thái»').selectOption({ label: 'Chọn trong danh sách' })
      await page.getByLabel('Các lựa chọn của «Trạng thái»').fill('Mới\nĐang xử lý\nĐã xử lý\n')
      const trial = page.getByRole('region', { name: 'Gõ thử một dòng' })
      for (const [label, text] of Object.entries(TYPED)) {
        if (label === 'Trạng thái') await trial.getByLabel(label).selectOption(text)
        else await trial.getByLabel(label).fill(text)
      }
      await trial.getByRole('button', { name: 'Dùng làm mẫu' }).click()
      await page.getByText(/Đã có trang mẫu/).waitFor()
    },
    async match(page) {
      // Called as its labels say, and a choice nobody has typed yet is matched too.
      expect(await column(page, 'Giờ tiếp nhận').locator('option:checked').textContent()).toMatch(/^Ngày tiếp nhận \(/)
      await page.getByText('3 trong 3 từ đã quy đổi').waitFor()
    },
    async bring(url, feed) {
      const [ma_phan_anh, don_vi, kenh_tiep_nhan, linh_vuc, trang_thai, ngay_tiep_nhan] = Object.values(TYPED)
      await deliver(
        url,
        feed,
        JSON.stringify({ rows: [{ ma_phan_anh, don_vi, kenh_tiep_nhan, linh_vuc, trang_thai, ngay_tiep_nhan }] }),
      )
    },
  },
]

const TYPED = {
  'Mã phản ánh': 'PA-9',
  'Đơn vị': 'Xã Như Quỳnh',
  'Kênh tiếp nhận': 'Trực tiếp',
  'Lĩnh vực': 'Rác thải',
  'Trạng thái': 'Đang xử lý',
  'Ngày tiếp nhận': day,
}

async function deliver(url: string, feed: string, body: string, more: Record<string, string> = {}): Promise<void> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...more }
  const answer = await fetch(`${url}/api/feeds/${feed}/deliveries`, { method: 'POST', body, headers })
  expect([answer.status, answer.ok ? '' : await answer.text()]).toEqual([202, ''])
}

async function open(url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  page.setDefaultTimeout(20_000)
  onTestFinished(() => page.close())
  await page.goto(url)
  return page
}

const next = (page: Page, step: string) => page.getByRole('button', { name: `Tiếp tục: ${step}` }).click()

/** What the wall would say of the last ten days. */
async function read(url: string, indicator: string): Promise<number | null> {
  const today = dayOf(new Date())
  const answer = await fetch(`${url}/api/readings/${indicator}?period=${addDays(today, -10)}..${today}`)
  const { value } = (await answer.json()) as { value: number | null }
  return value
}

test.each(CASES)(
  'a feed of kind $kind is made from nothing, tried, weighed, published, mended, and moves the wall',
  async (made) => {
    const { kind, button, isAsked, sound, strange, indicator = 'reports.received' } = made
    // One steward tells a strange name apart beforehand; the others mend the row it leaves behind.
    const isToldApart = kind === 'rest'
    const database = await hungYen()
    const { url } = await serve(database)
    const page = await open(`${url}/console`)
    await page.getByRole('link', { name: 'Tạo nguồn mới' }).click()
    await page.getByRole('button', { name: button }).click()
    await made.connect(page)
    await next(page, 'nhận cột')
    await page.getByRole('heading', { name: `cột trong ${sound + strange} bản ghi mẫu` }).waitFor()

    // A reload loses nothing.
    await page.reload()
    await page.getByRole('button', { name: /^3\. Ghép cột/ }).click()
    await made.match?.(page)
    await next(page, 'xem thử')
    if (strange > 0) {
      // An old name is known for what it is now; a strange one is told apart, once.
      await page.getByRole('cell', { name: 'Thị trấn Như Quỳnh' }).getByText('nay là Xã Như Quỳnh').waitFor()
      await page.getByRole('button', { name: 'Xã Nhu Quynk' }).click()
      await page
        .getByText(/Không nhận ra xã, phường «Xã Nhu Quynk»/)
        .first()
        .waitFor()
      if (isToldApart) await page.getByRole('combobox', { name: '«Xã Nhu Quynk» là đơn vị nào' }).selectOption({ index: 1 })
    }
    const atOnce = isToldApart ? sound + strange : sound
    await page.getByText(new RegExp(`^${atOnce}\\s*dòng sẽ ghi`)).waitFor()
    await page.locator('.make-move').first().waitFor()
    expect(await read(url, indicator)).toBe(null)

    await next(page, 'lịch và cam kết')
    const owner = kind === 'form' ? COMMUNE : OWNER_NAME
    await page.getByRole('textbox', { name: /^Tên nguồn/ }).fill(`Nguồn thử ${kind}`)
    await page.getByRole('combobox', { name: /^Đơn vị chịu trách nhiệm/ }).fill(owner)
    // A page brought by hand may be a commune's; a source that is asked is a department's.
    const isByHand = kind === 'form' || kind === 'file'
    expect(await page.locator(`datalist option[value="${COMMUNE}"]`).count()).toBe(isByHand ? 1 : 0)
    if (isAsked) await page.getByRole('spinbutton', { name: /^Lấy dữ liệu mỗi/ }).fill('1')
    await page.getByRole('spinbutton', { name: /^Cam kết/ }).fill('2')
    await next(page, 'công bố')
    await signIn(page.context(), 'Nguyễn Thị Lan')
    await page.getByRole('button', { name: 'Công bố nguồn' }).click()
    await page.getByText('đã công bố, bản 1').waitFor()

    const feed = `nguon-thu-${kind}`
    const { spec } = await findFeed(database.db, feed)
    expect(spec.owner).toBe(kind === 'form' ? 'xa-nhu-quynh' : OWNER)
    if (kind === 'rest') expect(spec.redact).toEqual([{ seal: 'soDienThoai' }])
    await made.bring?.(url, feed)
    if (isAsked) await pullFeed(database, feed, AbortSignal.timeout(30_000))
    else await takeInBrought(database)
    await page.getByRole('link', { name: 'Xem lượt chạy' }).click()
    await page.getByRole('cell', { name: /^Xong/ }).waitFor()
    expect(await read(url, indicator)).toBe(atOnce)
    if (atOnce < sound + strange) await mend(page, url, feed)
    expect(await read(url, indicator)).toBe(sound + strange)
  },
)

/** The row that was held is mended while a wall stands open, whose number moves. */
async function mend(page: Page, url: string, feed: string): Promise<void> {
  const wall = await open(`${url}/wall/reports`)
  const inHand = (count: number) => wall.locator(`[data-tile="reports.in_hand"] [data-value="${count}"]`).first().waitFor()
  await inHand(1)
  await page.goto(`${url}/console/feeds/${feed}/held`)
  const wrong = page.locator('.held-cell[data-wrong] input')
  expect(await wrong.inputValue()).toBe('Xã Nhu Quynk')
  await wrong.fill('Xã Như Quỳnh')
  await page.getByRole('button', { name: 'Thử lại và đưa vào 1 dòng' }).click()
  await page.getByText('Đưa vào 1 dòng, chờ duyệt 0, còn lỗi 0.').waitFor()
  await inHand(2)
}

const WEBHOOK = {
  id: 'day-den',
  title: { vi: 'Nguồn tự gửi', en: 'Sends by itself' },
  domain: 'reports',
  kind: 'report',
  connector: 'webhook',
  settings: { secret: 'secret:secret', previousSecret: 'secret:previousSecret' },
  format: { kind: 'json', path: '$' },
  zone: 'Asia/Ho_Chi_Minh',
  promise: 86_400,
  owner: 'trung-tam-phuc-vu-hanh-chinh-cong',
  map: {
    code: 'ma',
    unit: { const: 'hung-yen' },
    source: { const: 'x' },
    category: { const: 'x' },
    status: { const: 'new' },
    received_at: { from: 'luc', as: 'instant' },
  },
}

test('once the sender signs with the new key the old one is taken out, and opens nothing any more; a short one is refused', async () => {
  const database = await hungYen()
  await database.db.transaction().execute((trx) => publishFeed(trx, WEBHOOK as never, { after: null, by: 'Lan', note: null }))
  const old = 'khoa-cu-cua-cong-phan-anh-0123456789-abc'
  await setSecret(database.db, keyFile(), { feed: WEBHOOK.id, name: 'secret' }, SECRET)
  await setSecret(database.db, keyFile(), { feed: WEBHOOK.id, name: 'previousSecret' }, old)
  const { url } = await serve(database)
  const bring = (secret: string) => {
    const [key, timestamp] = [randomUUID(), String(Math.floor(Date.now() / 1000))]
    const signature = sign(secret, { key, timestamp, body: Buffer.from('[{}]') })
    return fetch(`${url}/api/feeds/${WEBHOOK.id}/deliveries`, {
      method: 'POST',
      body: '[{}]',
      headers: { 'content-type': 'application/json', 'idempotency-key': key, 'x-timestamp': timestamp, 'x-signature': signature },
    })
  }
  expect((await bring(old)).status).toBe(202)
  const page = await open(`${url}/console/feeds/${WEBHOOK.id}/versions`)
  await page.getByRole('button', { name: 'Sửa nguồn này' }).click()
  await page.getByRole('button', { name: /^1\. Kết nối/ }).click()
  await page.getByText('Thiết lập thêm').first().click()
  const previous = page.getByLabel(/^Khóa ký cũ/)
  await previous.fill('ngan')
  await previous.blur()
  await page.getByText(/Khóa ngắn hơn 32 ký tự nên có thể bị đoán ra/).waitFor()
  // What must be there can only be replaced.
  expect(await page.getByRole('button', { name: /^Bỏ «Khóa ký»/ }).count()).toBe(0)
  await page.getByRole('button', { name: 'Bỏ «Khóa ký cũ»' }).click()
  await page.getByRole('button', { name: 'Bỏ «Khóa ký cũ»' }).waitFor({ state: 'detached' })
  expect(await previous.getAttribute('placeholder')).toBe('')
  await page.getByRole('button', { name: /^6\. Công bố/ }).click()
  await signIn(page.context(), 'Nguyễn Thị Lan')
  await page.getByRole('textbox', { name: 'Vì sao sửa' }).fill('Bên gửi đã đổi khóa')
  await page.getByRole('button', { name: 'Công bố bản mới' }).click()
  await page.getByText('đã công bố, bản 2').waitFor()
  expect((await findFeed(database.db, WEBHOOK.id)).spec.settings).not.toHaveProperty('previousSecret')
  expect((await bring(old)).status).toBe(401)
  expect((await bring(SECRET)).status).toBe(202)
})

test('a feed is changed, the change is told apart from what was, and undone', async () => {
  const database = await hungYen()
  const { url } = await serve(database)
  const page = await open(`${url}/console/feeds/nyc311/versions`)
  await page.getByText('theo tệp cấu hình').waitFor()
  await page.getByRole('button', { name: 'Sửa nguồn này' }).click()
  await page.getByRole('heading', { name: 'Sửa nguồn: Phản ánh 311 của thành phố New York' }).waitFor()
  await page.getByRole('button', { name: /^5\. Lịch/ }).click()
  await page.getByRole('spinbutton', { name: /^Cam kết/ }).fill('3')
  await page.getByRole('button', { name: /^6\. Công bố/ }).click()
  await signIn(page.context(), 'Nguyễn Thị Lan')
  await page.getByRole('textbox', { name: 'Vì sao sửa' }).fill('Nguồn gửi chậm hơn')
  await page.getByRole('button', { name: 'Công bố bản mới' }).click()
  await page.getByText('đã công bố, bản 2').waitFor()
  await page.goto(`${url}/console/feeds/nyc311/versions`)
  const second = page.getByRole('listitem').filter({ hasText: 'Bản 2' })
  await second.getByText('Nguồn gửi chậm hơn').waitFor()
  expect(await second.getByRole('row', { name: /promise/ }).textContent()).toBe('Cam kết promise1 ngày3 ngày')
  await page.getByRole('button', { name: 'Quay lại bản này' }).click()
  await page.getByRole('listitem').filter({ hasText: 'Bản 3' }).getByText('đang dùng').waitFor()
})
