import { readFileSync } from 'node:fs'
import type { Database } from '@ioc/sql'
import { buildWeb, startBriefer } from '@ioc/workers/testing'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { serve } from '../support/app.ts'
import { launchBrowser } from '../support/browser.ts'
import { hungYen } from '../support/database.ts'
import { commit, dossier, openRun } from '../support/dossiers.ts'
import { packed, pagesOf, tablesIn } from '../support/papers.ts'
import { heard } from '../support/sources.ts'

// Reports the house makes by itself, as a chief of office has them.

let browser: Browser
beforeAll(async () => {
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

async function desk(): Promise<{ database: Database; page: Page }> {
  const database = await hungYen()
  const { rows } = await database.pool.query("select id from unit where key = 'phuong-pho-hien'")
  const drafts = Array.from({ length: 20 }, (_, n) =>
    dossier({ id: `${n}`, unit: rows[0].id, received: 250 + n, finished: n % 4 === 0 ? null : 253 + n }),
  )
  await commit(database, await openRun(database, 'dossiers-sim'), drafts)
  await heard(database, new Date())
  // No hour of a report strikes while a test runs.
  await database.pool.query("update briefing set cadence_since = now() + interval '1 day'")
  const { url } = await serve(database)
  const briefer = startBriefer(database, (error) => expect.soft(String(error)).toBe(''))
  onTestFinished(() => briefer.close())
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  page.on('pageerror', (error) => expect.soft(error.message).toBe(''))
  await page.goto(`${url}/explore`)
  await page.getByRole('link', { name: 'Báo cáo định kỳ' }).click()
  await page.getByRole('heading', { name: 'Báo cáo nhanh hằng ngày' }).waitFor()
  return { database, page }
}

async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  return page.evaluate<string[]>(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].html))`,
  )
}

async function kept(page: Page, name: RegExp): Promise<{ file: Buffer; name: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()])
  return { file: readFileSync(await download.path()), name: download.suggestedFilename() }
}

test('a report is made at once by keys alone, read on the page, and kept as PDF and workbook that say the same to the cell', async () => {
  const { page } = await desk()
  await page.getByText('Chưa lập báo cáo nào').waitFor()
  await page.getByText('Lúc 07:00 mỗi ngày làm việc').waitFor()
  expect(await faultsOf(page)).toEqual([])

  await page.getByRole('button', { name: 'Lập ngay: Báo cáo nhanh hằng ngày' }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  const paper = page.locator('article.paper')
  await paper.waitFor({ timeout: 60_000 })
  expect(await faultsOf(page)).toEqual([])
  const said = (await paper.textContent()) ?? ''
  expect(said).toContain('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')
  expect(said).toContain('Số liệu mô phỏng')
  expect(said).toMatch(/Số liệu tính đến \d\d giờ \d\d phút, ngày \d\d tháng/)

  const shown = await paper
    .locator('table')
    .evaluateAll((tables) =>
      tables.map((table) => [...table.querySelectorAll('tr')].map((row) => [...row.cells].map((cell) => cell.textContent ?? ''))),
    )
  const xlsx = await kept(page, /XLSX/)
  expect(xlsx.name).toMatch(/^bao-cao-ngay-\d{4}-\d\d-\d\d-\d{4}\.xlsx$/)
  // Numbers of the workbook are written here as the screen writes them.
  const written = tablesIn(xlsx.file).map((table, at) =>
    table.map((row, line) =>
      row.map((cell, column) => (typeof cell === 'number' ? inWords(cell, shown[at]?.[line]?.[column] ?? '') : cell)),
    ),
  )
  expect(written).toEqual(shown)
  const whole = (await pagesOf((await kept(page, /PDF/)).file)).join('')
  for (const cell of shown.flat(2)) expect(whole).toContain(packed(cell))

  await page.getByRole('link', { name: 'Về danh sách báo cáo' }).click()
  const row = page.getByRole('row', { name: /Báo cáo nhanh hằng ngày.*Lan.*Đã lập/ })
  await row.waitFor()
  await page.getByRole('button', { name: /^VI EN/ }).click()
  await page.getByRole('row', { name: /Daily brief.*Made/ }).waitFor()
  await page.getByRole('link', { name: 'Daily brief', exact: true }).click()
  await page.getByText('The document is in Vietnamese.').waitFor()
})

/** As many decimals as the screen shows, its signs before it. */
function inWords(value: number, shown: string): string {
  const decimals = shown.split(',')[1]?.length ?? 0
  const size = Math.abs(value).toLocaleString('vi-VN', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
  const isNothing = !/[1-9]/.test(size)
  return `${isNothing ? '' : value < 0 ? '−' : shown.startsWith('+') ? '+' : ''}${size}`
}

test('one that failed says why in the list and is made once somebody has it tried again', async () => {
  const { database, page } = await desk()
  await database.pool.query(
    `insert into briefing_made (briefing, occasion, as_of, status, tries, next_try_at, reason)
     values ('bao-cao-tuan', now() - interval '1 hour', now() - interval '1 hour', 'failed', 4, null, 'Hết chỗ trên đĩa')`,
  )
  await page.reload()
  const row = page.getByRole('row', { name: /Báo cáo tuần/ })
  await row.getByText('Hết chỗ trên đĩa').waitFor()
  await row.getByText('Đã thử 4 lần, không tự thử nữa.').waitFor()
  await row.getByRole('button', { name: 'Lập lại' }).click()
  await row.getByText('Đã lập').waitFor({ timeout: 60_000 })
  expect(await row.textContent()).toContain('lập muộn')
  expect(await row.textContent()).toContain('Số: 01/BC-VP')
  await page.getByRole('tab', { name: 'Báo cáo tháng' }).click()
  await page.getByText('Chưa lập báo cáo nào').waitFor()
})
