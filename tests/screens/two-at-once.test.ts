import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findHeld } from '@ioc/sql'
import { buildWeb } from '@ioc/workers/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { serve, until } from '../support/app.ts'
import { launchBrowser, signIn } from '../support/browser.ts'
import { hungYen } from '../support/database.ts'
import { takeFiles } from '../support/files.ts'

// Two people have the same draft or the same held row open: each sees what the other makes of it, and where both change the same, a
// person decides.

let browser: Browser
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ioc-key-'))
  vi.stubEnv('IOC_SECRETS_KEY_FILE', join(folder, 'secrets.key'))
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  browser = await launchBrowser()
  return () => rmSync(folder, { recursive: true, force: true })
})
afterAll(() => browser?.close())

const address = (page: Page) => page.getByLabel(/^Địa chỉ/).first()
const list = (page: Page) => page.getByLabel(/^Danh sách bản ghi nằm ở đâu/).first()

async function opened(address: string, by: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
  await signIn(page.context(), by)
  await page.goto(address)
  return page
}

async function openedDraft(url: string, id: number, by: string): Promise<Page> {
  const page = await opened(`${url}/console/drafts/${id}`, by)
  await address(page).waitFor()
  await page.getByText('Thiết lập thêm').click()
  return page
}

/** Holds back what a page saves until it is let go, as a slow line does. */
async function slow(page: Page): Promise<() => void> {
  let letGo = () => {}
  const held = new Promise<void>((done) => {
    letGo = done
  })
  await page.route(/\/api\/drafts\/\d+$/, async (route) => {
    if (route.request().method() === 'POST') await held
    await route.continue()
  })
  return letGo
}

test('each sees what the other changed, and neither writes over the other unasked', async () => {
  const { url } = await serve(await hungYen())
  const begun = await fetch(`${url}/api/drafts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ connector: 'rest' }),
  })
  const { id } = await begun.json()
  const settings = async () => (await (await fetch(`${url}/api/drafts/${id}`)).json()).spec.settings ?? {}
  const kept = (name: string, value: string) => until(`${name} is ${value}`, async () => (await settings())[name] === value)
  const [lan, hoa] = await Promise.all([openedDraft(url, id, 'Lan'), openedDraft(url, id, 'Hoa')])

  // Beside each other: both are kept, and the second sees the first’s.
  await address(lan).fill('https://a.vn/phan-anh')
  await kept('url', 'https://a.vn/phan-anh')
  await list(hoa).fill('ketQua')
  await kept('records', 'ketQua')
  expect(await settings()).toMatchObject({ url: 'https://a.vn/phan-anh', records: 'ketQua' })
  await hoa.getByText(/^Lan vừa đổi «Kết nối › Địa chỉ» lúc/).waitFor()
  expect(await address(hoa).inputValue()).toBe('https://a.vn/phan-anh')
  await hoa.getByRole('button', { name: 'Đã xem' }).click()
  // The first is shown it too, without doing anything.
  await lan.getByText(/^Hoa vừa đổi «Kết nối › Danh sách bản ghi nằm ở đâu» lúc/).waitFor()
  expect(await list(lan).inputValue()).toBe('ketQua')

  // The same part: the second is asked, and until then what the first said stands.
  const letHoaGo = await slow(hoa)
  await address(hoa).fill('https://b.vn')
  await hoa.waitForRequest((request) => request.method() === 'POST')
  await address(lan).fill('https://a.vn/moi')
  await kept('url', 'https://a.vn/moi')
  letHoaGo()
  await hoa.getByText(/Bạn và Lan cùng sửa «Kết nối › Địa chỉ»/).waitFor()
  expect(await address(hoa).inputValue()).toBe('https://b.vn')
  expect((await settings()).url).toBe('https://a.vn/moi')
  const letLanGo = await slow(lan)
  await address(lan).fill('https://c.vn')
  await lan.waitForRequest((request) => request.method() === 'POST')
  await hoa.getByRole('button', { name: 'Giữ của tôi' }).click()
  await kept('url', 'https://b.vn')

  // Or lets the other’s stand.
  letLanGo()
  await lan.getByRole('button', { name: 'Lấy của Hoa' }).click()
  expect(await address(lan).inputValue()).toBe('https://b.vn')
  await lan.getByRole('alert').waitFor({ state: 'detached' })
  expect((await settings()).url).toBe('https://b.vn')
})

test('where both say how a page is read, it stays in sight, and is read again as the one that stands', async () => {
  const { url } = await serve(await hungYen())
  const drafts = `${url}/api/drafts`
  const send = (address: string, method: string, body: string, type = 'application/json') =>
    fetch(address, { method, headers: { 'content-type': type }, body })
  const { id } = await (await send(drafts, 'POST', JSON.stringify({ connector: 'file' }))).json()
  await send(`${drafts}/${id}/sample/so.csv`, 'PUT', 'Mã;Xã, phường\n1;Xã Như Quỳnh\n', 'text/csv')
  const lan = await opened(`${url}/console/drafts/${id}`, 'Lan')
  await lan.getByRole('button', { name: /^2\. Nhận cột/ }).click()
  await lan.getByRole('heading', { name: /^2 cột trong 1 bản ghi/ }).waitFor()

  const letGo = await slow(lan)
  await lan.getByLabel('Dấu ngăn cách').selectOption(',')
  await lan.waitForRequest((request) => request.method() === 'POST')
  const { edit } = await (await fetch(`${drafts}/${id}`)).json()
  const changes = [{ path: ['format'], value: { kind: 'csv', delimiter: '|' } }]
  expect((await send(`${drafts}/${id}`, 'POST', JSON.stringify({ edit, changes, by: 'Hoa' }))).status).toBe(200)
  letGo()
  await lan.getByText(/Bạn và Hoa cùng sửa «Cách đọc»/).waitFor()
  await lan.getByRole('heading', { name: /^1 cột trong/ }).waitFor()
  await lan.getByRole('button', { name: 'Giữ của tôi' }).click()
  await lan.getByRole('columnheader', { name: 'B', exact: true }).waitFor()
  await lan.getByRole('cell', { name: 'phường', exact: true }).first().waitFor()
  const { spec } = await (await fetch(`${drafts}/${id}`)).json()
  expect(spec.format.delimiter).toBe(',')
})

test('who mends a held row that another has mended meanwhile is told, and keeps or leaves what they typed', async () => {
  const database = await hungYen()
  const heading =
    'Unique Key,Created Date,Closed Date,Complaint Type,Status,Open Data Channel Type,Resolution Action Updated Date\n'
  const rows = ['A', 'B'].map((key) => `${key},3/14/2025 1:20,,Noise,Lost,ONLINE,yesterday\n`)
  await takeFiles(database, 'nyc311', { 'a.csv': heading + rows.join('') })
  const { url } = await serve(database)
  const [lan, hoa] = await Promise.all(['Lan', 'Hoa'].map((by) => opened(`${url}/console/feeds/nyc311/held`, by)))
  if (!lan || !hoa) throw new Error('no page')
  const status = (page: Page, line: number) => page.getByRole('textbox', { name: new RegExp(`^status, dòng ${line}$`) })
  const send = (page: Page, n: number) => page.getByRole('button', { name: `Thử lại và đưa vào ${n} dòng` })
  const choose = (page: Page, line: number) => page.getByRole('checkbox', { name: `Chọn dòng ${line}` })
  const kept = async () => {
    const { records } = await findHeld(database.db, { feed: 'nyc311', statuses: ['held'], after: 0, limit: 9 })
    return records.map(({ mended }) => (mended as { status: string } | null)?.status ?? null)
  }

  // Both type into the same rows; neither is whole yet, so that they stay on the screen.
  for (const line of [2, 3]) {
    await status(hoa, line).fill('Assigned')
    await choose(hoa, line).check()
  }
  await status(lan, 2).fill('Open')
  await choose(lan, 2).check()
  await send(lan, 1).click()
  await lan.getByText('còn lỗi 1').waitFor()

  await send(hoa, 2).click()
  await hoa.getByText(/Lan vừa đổi dòng số \d+\. Xem lại rồi đổi nếu vẫn cần\./).waitFor()
  expect(await kept()).toEqual(['Open', null])
  // What she typed is still there, beside what Lan made of the row; the other row can go.
  await hoa.getByText('Lan vừa sửa').waitFor()
  expect(await status(hoa, 2).inputValue()).toBe('Assigned')
  await send(hoa, 1).click()
  await hoa.getByText('còn lỗi 1').waitFor()
  expect(await kept()).toEqual(['Open', 'Assigned'])

  await status(hoa, 2).click()
  await hoa.getByText('Lan đã sửa dòng này sau khi bạn gõ').waitFor()
  await hoa.getByRole('button', { name: 'Giữ chữ tôi gõ' }).click()
  await choose(hoa, 2).check()
  await send(hoa, 1).click()
  await until('hers stands', async () => (await kept())[0] === 'Assigned')
})
