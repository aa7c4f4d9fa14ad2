import { type Database, publishFeed } from '@ioc/sql'
import { buildWeb } from '@ioc/workers/testing'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve } from '../support/app.ts'
import { launchBrowser, signIn } from '../support/browser.ts'
import { hungYen } from '../support/database.ts'
import { takeFiles } from '../support/files.ts'

// A steward makes a rule stricter, sees the row it now holds, and mends it.

let browser: Browser
beforeAll(async () => {
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

const FEED = {
  id: 'lop-hoc',
  title: { vi: 'Thống kê trường lớp', en: 'Schools' },
  domain: 'education',
  kind: 'education_report',
  connector: 'file',
  settings: {},
  format: { kind: 'csv' },
  zone: 'Asia/Ho_Chi_Minh',
  promise: 86_400,
  owner: 'so-giao-duc-va-dao-tao',
  map: {
    unit: { from: 'Xã', required: true },
    form: { const: 'schools' },
    as_of: { from: 'Ngày', as: 'day', required: true },
    classes: { from: 'Số lớp', as: 'integer' },
    pupils: { from: 'Học sinh', as: 'integer' },
  },
}

const file = (commune: string, pupils: number) => `Xã,Ngày,Số lớp,Học sinh\n${commune},2026-10-31,10,${pupils}\n`

async function twoCommunes({ pool }: Database): Promise<[string, string]> {
  const { rows } = await pool.query(
    "select code from unit where kind = 'commune' and valid_to is null and code is not null order by code limit 2",
  )
  return [rows[0].code, rows[1].code]
}

test('a rule that warned is made to hold: rehearsed, changed with a reason, and the row it holds is mended and goes in', async () => {
  const database = await hungYen()
  await database.db.transaction().execute((trx) => publishFeed(trx, FEED as never, { after: null, by: 'Lan', note: null }))
  const [first, second] = await twoCommunes(database)
  await takeFiles(database, FEED.id, { 'thang-10.csv': file(first, 700) })
  const { url } = await serve(database)
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  page.setDefaultTimeout(60_000)
  await page.goto(`${url}/console`)
  await page.getByRole('link', { name: 'Quy tắc dữ liệu' }).click()
  await page.getByRole('searchbox', { name: 'Tìm quy tắc' }).fill('«lớp» × 60')
  const rule = page.getByRole('row', { name: /«học sinh» không lớn hơn «lớp» × 60/ })
  expect(await rule.textContent()).toContain('Cảnh báo')
  await rule.getByRole('link', { name: '1', exact: true }).click()
  await page.getByRole('heading', { name: 'Bắt được trong 30 ngày: 0 chặn, 0 giữ lại, 1 cảnh báo' }).waitFor()
  await page.getByText('Dòng này: «học sinh» 700, «lớp» 10.').waitFor()

  // The row it was warned of is stored, and its run says so.
  await page.getByRole('link', { name: /^Lượt chạy \d+$/ }).click()
  await page.getByRole('link', { name: '1 Cảnh báo' }).waitFor()
  expect(await page.getByRole('row', { name: /thang-10\.csv/ }).textContent()).toContain('«lớp» × 60')
  await page.goBack()

  const save = page.getByRole('button', { name: 'Đổi quy tắc' })
  await page.getByRole('button', { name: 'Thử trên 1.000 bản ghi gần nhất' }).click()
  await page.getByText('Lẽ ra bắt 1 trong 1 bản ghi gần nhất.').waitFor()
  await page.getByRole('radio', { name: /Giữ lại/ }).check()
  expect(await save.isDisabled()).toBe(true)
  await page.getByRole('textbox', { name: 'Lý do thay đổi' }).fill('Số liệu năm học mới phải đúng')
  await signIn(page.context(), 'Nguyễn Thị Lan')
  await save.click()
  await page.getByText('Nguyễn Thị Lan: Số liệu năm học mới phải đúng').waitFor()
  await page.getByText(/từ «Cảnh báo» thành «Giữ lại»/).waitFor()
  await page.getByText('Đã đổi. Áp dụng từ lượt chạy sau.').waitFor()

  // From the next run on a row like it is held, and leads from the rule to where it is mended.
  expect(await takeFiles(database, FEED.id, { 'thang-10-b.csv': file(second, 900) })).toMatchObject({ inserted: 0, held: 1 })
  expect(await takeFiles(database, FEED.id, { 'la.csv': file('Xã Không Có', 80) })).toMatchObject({ inserted: 0, held: 1 })
  await page.reload()
  await page.getByRole('link', { name: 'Đang chờ sửa' }).click()
  // Only rows that break this rule, until all are asked for.
  await page.getByText('Chỉ những dòng vi phạm quy tắc vừa xem.').waitFor()
  expect(await page.getByRole('textbox', { name: /^Học sinh, / }).count()).toBe(1)
  const cell = page.getByRole('textbox', { name: /^Học sinh, / })
  expect(await cell.getAttribute('aria-invalid')).toBe('true')
  await cell.fill('350')
  await page.getByText('✔ đã đúng').waitFor()
  await page.getByRole('button', { name: 'Thử lại và đưa vào 1 dòng' }).click()
  await page.getByText('Không có dòng nào khớp.').waitFor()
  await page.getByRole('button', { name: 'Xem mọi dòng' }).click()
  expect(await page.getByRole('textbox', { name: /^Xã, / }).inputValue()).toBe('Xã Không Có')
  const { rows } = await database.pool.query("select figures->>'pupils' as pupils from education_fact order by 1")
  expect(rows).toEqual([{ pupils: '350' }, { pupils: '700' }])

  // Told right by its source since, the row that was held is said to be replaced, not taken in.
  expect(await takeFiles(database, FEED.id, { 'sai.csv': file(first, 999) })).toMatchObject({ held: 1 })
  expect(await takeFiles(database, FEED.id, { 'dung.csv': file(first, 310) })).toMatchObject({ updated: 1 })
  await page.goto(`${url}/console/rules/education.education_report/pupils_over_places`)
  const replaced = page.getByRole('row', { name: /«học sinh» 999/ })
  expect(await replaced.textContent()).toContain('Đã thay thế')
  expect(await replaced.getByRole('link').count()).toBe(0)

  // As strict as it can be, it keeps a whole page out, and the run leads to the rows.
  await page.goto(`${url}/console/rules/education.education_report/pupils_over_places`)
  await page.getByRole('radio', { name: /Chặn/ }).check()
  await page.getByRole('textbox', { name: 'Lý do thay đổi' }).fill('Chốt số liệu')
  await save.click()
  await page.getByText('Nguyễn Thị Lan: Chốt số liệu').waitFor()
  const blocked = await takeFiles(database, FEED.id, { 'sai-nua.csv': `${file(first, 300)}${second},2026-11-30,10,999\n` })
  expect(blocked).toMatchObject({ status: 'failed', read: 0 })
  await page.goto(`${url}/console/feeds/${FEED.id}/runs/${blocked.run}/blocked`)
  expect(await page.getByRole('row', { name: /sai-nua\.csv/ }).textContent()).toContain('«học sinh» 999')
})
