import { findHeld, findMessages } from '@ioc/sql'
import { buildWeb } from '@ioc/workers/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve } from '../support/app.ts'
import { launchBrowser, signIn } from '../support/browser.ts'
import { hungYen } from '../support/database.ts'
import { people } from '../support/escalation.ts'
import { takeFiles } from '../support/files.ts'

// A steward finds the rows that are held, mends them as in a spreadsheet, and lets them through.

let browser: Browser
beforeAll(async () => {
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

const HEADER = 'Unique Key,Created Date,Closed Date,Complaint Type,Status,Open Data Channel Type,Resolution Action Updated Date\n'
const row = (key: string, status: string) => `${key},3/14/2025 1:20,,Noise,${status},ONLINE,5/1/2025 0:00\n`

async function open(url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.goto(url)
  return page
}

test('from the list of feeds to held rows, mended by one paste and let through, with who did it', async () => {
  const database = await hungYen()
  const broken = ['Lost', 'Gone', 'Void'].map((status, n) => row(`D${n}`, status))
  await takeFiles(database, 'nyc311', { 'a.csv': HEADER + row('ok', 'Open') + broken.join('') })
  const { url } = await serve(database)
  const page = await open(`${url}/console`)

  const feed = page.getByRole('row', { name: /Phản ánh 311/ })
  await feed.getByRole('link', { name: '3', exact: true }).click()
  await page.getByRole('heading', { name: /Dòng bị giữ: Phản ánh 311/ }).waitFor()
  const cell = (line: number) => page.getByRole('textbox', { name: new RegExp(`^status, dòng ${line}$`) })
  await cell(3).click()
  expect(await cell(3).getAttribute('aria-invalid')).toBe('true')
  await page.getByRole('complementary').getByText('Lost').waitFor()
  await page.getByRole('complementary').getByText('Chưa ai sửa dòng này.').waitFor()

  // One cell typed, and a column copied from a spreadsheet pasted below it.
  await cell(3).fill('Open')
  await cell(3).press('Enter')
  expect(await cell(4).evaluate((field) => field === document.activeElement)).toBe(true)
  await cell(4).evaluate((field) => {
    const data = new DataTransfer()
    data.setData('text/plain', 'Assigned\r\nSomewhere\r\nBeyond\r\n')
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  })
  await page.getByText('Còn 1 dòng đã chép không có ô để dán vào').waitFor()
  await page.getByText('✔ đã đúng').nth(1).waitFor()
  expect(await page.getByText('✔ đã đúng').count()).toBe(2)

  // Whoever signs in next at this machine is shown none of what was typed; who typed it finds it again.
  await signIn(page.context(), 'Hoa')
  await page.reload()
  await cell(3).waitFor()
  expect(await cell(3).inputValue()).toBe('Lost')
  await signIn(page.context(), 'Lan')
  await page.reload()
  await page.getByText('✔ đã đúng').nth(1).waitFor()
  const send = page.getByRole('button', { name: 'Thử lại và đưa vào 2 dòng' })
  await signIn(page.context(), 'Nguyễn Thị Lan')
  await send.click()
  await page.getByText('Đưa vào 2 dòng, chờ duyệt 0, còn lỗi 0.').waitFor()
  expect(await page.getByRole('textbox', { name: /^status, / }).count()).toBe(1)
  const { rows } = await database.pool.query(
    "select external_id, status from dossier_fact where external_id like 'D%' order by 1",
  )
  expect(rows).toEqual([
    { external_id: 'D0', status: 'received' },
    { external_id: 'D1', status: 'processing' },
  ])

  await page.getByRole('tab', { name: 'Đã đưa vào' }).click()
  await page.getByRole('complementary').getByText('cho đưa vào').waitFor()
  expect(await page.getByRole('complementary').textContent()).toContain('Nguyễn Thị Lan')

  // The last one is put aside, with the reason.
  await page.getByRole('tab', { name: 'Chờ sửa' }).click()
  await page.getByRole('checkbox', { name: /^Chọn dòng/ }).check()
  await page.getByRole('button', { name: 'Loại 1 dòng' }).click()
  await page.getByRole('textbox', { name: 'Vì sao loại 1 dòng này?' }).fill('Nhập thử')
  await page.getByRole('button', { name: 'Đồng ý' }).click()
  await page.getByText('Không có dòng nào chờ sửa.').waitFor()
  const { records } = await findHeld(database.db, { feed: 'nyc311', statuses: ['dismissed'], after: 0, limit: 9 })
  expect(records).toMatchObject([{ lastBy: 'Nguyễn Thị Lan' }])
  await page.getByRole('tab', { name: 'Đã thay thế' }).click()
  await page.getByText('Chưa có dòng nào được nguồn gửi lại.').waitFor()

  await page.getByRole('link', { name: 'Lượt chạy' }).click()
  await page.getByText('sửa tay').waitFor()
  await page.getByRole('link', { name: /Nguồn dữ liệu/ }).click()
  await feed.waitFor()
  await page.close()
})

test('a word that is wrong in many rows is mended once for all of them', async () => {
  const database = await hungYen()
  const lost = Array.from({ length: 60 }, (_, n) => row(`L${n}`, 'Lost'))
  await takeFiles(database, 'nyc311', { 'a.csv': HEADER + row('ok', 'Open') + lost.join('') + row('alone', 'Gone') })
  const { url } = await serve(database)
  const page = await open(`${url}/console/feeds/nyc311/held`)
  await signIn(page.context(), 'Nguyễn Thị Lan')
  await page.getByRole('button', { name: /^61 / }).click()

  const instead = page.getByRole('textbox', { name: 'Sửa «Lost» thành' })
  await instead.fill('Nowhere')
  const line = page.getByRole('row', { name: /Lost.*60/ })
  await line.getByText(/✘ .*Nowhere/).waitFor()
  const send = line.getByRole('button', { name: 'Thử lại và đưa vào 60 dòng' })
  expect(await send.isDisabled()).toBe(true)
  await instead.fill('Assigned')
  await line.getByText('✔ đã đúng').waitFor()
  await send.click()
  await page.getByRole('button', { name: /^1 / }).waitFor()
  await expect.poll(() => page.getByRole('textbox', { name: /^status, / }).count()).toBe(1)
  const { rows } = await database.pool.query("select count(*)::int as n from dossier_fact where status = 'processing'")
  expect(rows).toEqual([{ n: 60 }])
  await page.close()
})

test('a held row that is mended moves the number on a wall that stands open beside it', async () => {
  const database = await hungYen()
  await database.pool.query(`update feed set spec = jsonb_set(spec, '{map,unit}', '{"const": "hung-yen"}') where key = 'nyc311'`)
  const now = new Date().toISOString()
  const today = (key: string, status: string) => `${key},${now},,Noise,${status},ONLINE,${now}\n`
  await takeFiles(database, 'nyc311', { 'a.csv': HEADER + today('good', 'Open') + today('bad', 'Lost') })
  const { url } = await serve(database)
  const wall = await browser.newPage({ viewport: { width: 1920, height: 1080 } })
  await wall.goto(`${url}/wall`)
  const shown = (value: number) => wall.locator(`[data-tile="dossiers.received_today"] [data-value="${value}"]`).first()
  await shown(1).waitFor()

  const page = await open(`${url}/console/feeds/nyc311/held`)
  await page.getByRole('textbox', { name: /^status, dòng 3$/ }).fill('Open')
  await signIn(page.context(), 'Nguyễn Thị Lan')
  await page.getByRole('button', { name: 'Thử lại và đưa vào 1 dòng' }).click()
  await page.getByText('Đưa vào 1 dòng, chờ duyệt 0, còn lỗi 0.').waitFor()
  await shown(2).waitFor()
  await Promise.all([page.close(), wall.close()])
})

test('where two persons are demanded, who mended a row is refused letting it through, and another does', async () => {
  const database = await hungYen()
  await database.pool.query(`update feed set spec = spec || '{"fourEyes": true}' where key = 'nyc311'`)
  await takeFiles(database, 'nyc311', { 'a.csv': HEADER + row('good', 'Open') + row('bad', 'Lost') })
  const { url } = await serve(database)
  const page = await open(`${url}/console/feeds/nyc311/held`)
  await page.getByRole('textbox', { name: /^status, dòng 3$/ }).fill('Open')
  await signIn(page.context(), 'Nguyễn Thị Lan')
  await page.getByRole('button', { name: 'Thử lại và gửi duyệt 1 dòng' }).click()
  await page.getByText('Đưa vào 0 dòng, chờ duyệt 1, còn lỗi 0.').waitFor()

  await page.getByRole('tab', { name: 'Chờ duyệt' }).click()
  await page.getByRole('checkbox', { name: /^Chọn dòng/ }).check()
  // Who is to approve is shown what was mended, not that it is wrong.
  expect(await page.getByRole('textbox', { name: /^status, dòng 3$/ }).getAttribute('aria-invalid')).toBe('false')
  await page.getByRole('complementary').getByText('Trước khi sửa bị giữ vì').waitFor()
  const release = page.getByRole('button', { name: 'Duyệt, đưa vào 1 dòng' })
  await release.click()
  await page.getByRole('alert').getByText('Nguồn này cần người thứ hai duyệt').waitFor()
  await signIn(page.context(), 'Trần Văn Bình')
  await release.click()
  await page.getByRole('tab', { name: 'Đã đưa vào' }).click()
  await page.getByRole('complementary').getByText('Trần Văn Bình').waitFor()
  const { rows } = await database.pool.query("select status from dossier_fact where external_id = 'bad'")
  expect(rows).toEqual([{ status: 'received' }])
  await page.close()
})

test('what the server refuses is said in its words, and a page nobody made says so', async () => {
  const database = await hungYen()
  const { url } = await serve(database)
  const page = await open(`${url}/console/feeds/no-such/held`)
  await page.getByRole('alert').getByText('no-such').waitFor()
  await page.goto(`${url}/console/lost`)
  await page.getByText('Không có trang này.').waitFor()
  await page.close()
})

test('who has not reported stands on a board of communes and periods, and one click notes that they were all reminded', async () => {
  const database = await hungYen()
  const { url } = await serve(database)
  const page = await open(`${url}/console/feeds/health-sim`)
  await page.getByRole('link', { name: 'Ai chưa báo cáo' }).click()
  await page.getByRole('heading', { name: /Ai chưa báo cáo: Số liệu tổng hợp y tế/ }).waitFor()
  await page.getByText(/0\/104 đơn vị đã báo cáo/).waitFor()
  expect(await page.getByRole('row').count()).toBe(105)
  await page.getByRole('button', { name: '104 chưa' }).last().click()
  const send = page.getByRole('button', { name: 'Nhắc 104 đơn vị' })
  await people(database, { hoa: { unit: 'phuong-pho-hien', role: 'specialist' } })
  await signIn(page.context(), 'Nguyễn Thị Lan')
  await send.click()
  await page.getByText('Đã ghi nhắc 104 đơn vị; 103 đơn vị chưa có ai ở «Người nhận».').waitFor()
  expect(await findMessages(database.db, { limit: 10 })).toMatchObject([
    { contact: 'hoa', channel: 'in_app', letter: { headline: expect.stringMatching(/^Nhắc báo cáo: /) } },
  ])
  await page.getByText('đã nhắc').nth(103).waitFor()
  // The unit itself sees who reminded it, of what.
  const asked = (await page.getByRole('row').nth(1).getByRole('rowheader').textContent()) ?? ''
  await page.getByRole('link', { name: 'Báo cáo nhập tay' }).click()
  await page.getByRole('combobox', { name: 'Đơn vị' }).selectOption({ label: asked.trim() })
  await page.getByRole('heading', { name: 'Đơn vị được nhắc những số liệu' }).waitFor()
  await page.getByText(/^Nguyễn Thị Lan nhắc lúc/).waitFor()
  const { rows } = await database.pool.query('select count(*)::int as reminders, min(by) as by from reminder')
  expect(rows).toEqual([{ reminders: 104, by: 'Nguyễn Thị Lan' }])
})
