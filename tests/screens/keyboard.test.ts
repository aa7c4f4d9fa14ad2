import { buildWeb } from '@ioc/workers/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve } from '../support/app.ts'
import { launchBrowser } from '../support/browser.ts'
import { hungYen } from '../support/database.ts'
import { takeFiles } from '../support/files.ts'
import { asCsv, folderWith } from '../support/local-sources.ts'

// A steward who touches no mouse is never thrown back to the head of the page.

let browser: Browser
let page: Page
beforeAll(async () => {
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  browser = await launchBrowser()
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
})
afterAll(() => browser?.close())

/** What has the focus, by the name it is told by. */
const held = () =>
  page.evaluate(() => {
    const at = document.activeElement as HTMLElement
    const label = at.id && document.querySelector<HTMLElement>(`label[for="${at.id}"]`)
    return `${at.tagName.toLowerCase()} ${(at.getAttribute('aria-label') ?? (label || at).textContent).split('\n')[0]}`.trim()
  })
const focused = (what: string) => expect.poll(held, { timeout: 20_000 }).toBe(what)
const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}

test('a screen come to has the focus, a check leads on to the next step, and a sheet is one stop with arrows inside', async () => {
  const { url } = await serve(await hungYen())
  await page.goto(`${url}/console/new`)
  await page.getByRole('button', { name: /^Thư mục trên máy chủ(?! SFTP)/ }).focus()
  await press('Enter')
  await page.getByLabel('Thư mục').waitFor()
  expect((await held()).split(' ')[0]).toBe('main')
  await press(...Array(7).fill('Tab'))
  await focused('input Thư mục *')
  await page.keyboard.type(folderWith({ 'phan-anh.csv': asCsv() }))
  await press('Tab', 'Tab')
  await focused('button Kiểm tra kết nối và lấy mẫu')
  await press('Enter')
  await focused('button Tiếp tục: nhận cột')
  await press('Enter')
  const row = (n: number) => page.getByRole('button', { name: `Dòng ${n}`, exact: true })
  await row(3).waitFor()
  await row(1).focus()
  await press('ArrowDown', 'ArrowDown')
  await focused('button Dòng 3')
  await press('Shift+Tab', 'Tab')
  await focused('button Dòng 3')
  await press('Tab')
  expect(await held()).not.toMatch(/^button Dòng/)
})

test('a question has the focus of its first empty field; Esc takes it back, and who asked has the focus again', async () => {
  const database = await hungYen()
  const file =
    'Unique Key,Created Date,Closed Date,Complaint Type,Status,Open Data Channel Type,Resolution Action Updated Date\n' +
    'D0,3/14/2025 1:20,,Noise,Lost,ONLINE,5/1/2025 0:00\n'
  await takeFiles(database, 'nyc311', { 'a.csv': file })
  const { url } = await serve(database)
  await page.goto(`${url}/console/feeds/nyc311`)
  await page.getByRole('button', { name: 'Đọc lại trang đã lưu' }).focus()
  await press('Enter')
  await focused('button Đồng ý')
  await press('Escape')
  await focused('button Đọc lại trang đã lưu')

  await page.goto(`${url}/console/feeds/nyc311/held`)
  await page.getByRole('checkbox', { name: 'Chọn dòng 2' }).check()
  await page.getByRole('button', { name: 'Loại 1 dòng' }).focus()
  await press('Enter')
  await focused('input Vì sao loại 1 dòng này?')
  await press('Escape')
  await focused('button Loại 1 dòng')
})

test('the board of who has not reported is one stop with arrows inside; a reminder holds the focus until Esc leads back', async () => {
  const { url } = await serve(await hungYen())
  await page.goto(`${url}/console/feeds/tram-y-te-thang/told`)
  const owed = page.getByRole('button', { name: '104 chưa' })
  await owed.first().waitFor()
  await page.getByRole('tab').first().focus()
  await press('Tab')
  await focused('button 104 chưa')
  await press('ArrowDown', 'ArrowRight', 'ArrowDown')
  expect(await held()).toMatch(/^button .*, \d\d\/\d{4}: quá hạn, chưa báo cáo$/)
  const cell = await held()
  await press('Enter')
  await focused('button Nhắc 1 đơn vị')
  await press('Escape')
  await focused(cell)
})
