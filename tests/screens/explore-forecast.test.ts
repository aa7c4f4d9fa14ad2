import { loadUnitRegistry } from '@ioc/sql'
import { buildWeb } from '@ioc/workers/testing'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve } from '../support/app.ts'
import { launchBrowser } from '../support/browser.ts'
import { hungYen } from '../support/database.ts'
import { commit, dossier, openRun } from '../support/dossiers.ts'
import { figure, heard } from '../support/sources.ts'

// Where a number is going, in a real browser: the forecast with its test, the mark, and what would change it.

let browser: Browser

beforeAll(async () => {
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

const YESTERDAY = new Date(Date.now() - 86_400_000)
const YEAR = YESTERDAY.getUTCFullYear()

async function open(url: string, search: string, colorScheme: 'light' | 'dark' = 'light') {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme })
  page.on('pageerror', (error) => expect.soft(error.message).toBe(''))
  await page.goto(`${url}/explore${search}`)
  return page
}

const fact = (page: Page, name: string) => page.locator(`[data-fact="${name}"]`)

/** Revenue of four past years, each reported at the end of every month, and of this one, reported yesterday. */
async function revenue() {
  const database = await hungYen()
  for (const [back, late] of [10, 16, 12, 14].entries()) {
    const year = YEAR - 1 - back
    for (let month = 1; month <= 12; month++) {
      const asOf = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
      await figure(database, { asOf, amount: 1e12 * (month * 10 + (month === 12 ? late : 0)) })
    }
  }
  await figure(database, { asOf: YESTERDAY.toISOString().slice(0, 10), amount: 100e12 })
  await heard(database, new Date())
  return serve(database)
}

test('what the year comes to stands beside how often such forecasts held, and what a mark would need is told', async () => {
  const { url } = await revenue()
  const page = await open(url, '?indicator=budget.revenue')
  await page.getByLabel('Chia theo').selectOption({ label: 'Dự báo' })
  await fact(page, 'p50')
    .getByText(/P10 – P90/)
    .waitFor()
  expect(await fact(page, 'total').textContent()).toContain('100.000 tỷ')
  const tested = page.locator('.forecast-tested')
  expect(await tested.getAttribute('data-tested')).toBe('4')
  expect(await tested.textContent()).toMatch(/\d\/4 năm kết thúc trong khoảng P10 – P90/)
  expect(await page.locator('.forecast-table tbody tr').count()).toBe(4)
  // A mark of one's own stands in the address.
  await page.getByLabel(/Mốc cần đạt/).fill('900000')
  await page.getByRole('button', { name: 'Đặt', exact: true }).click()
  await page.getByText('Khó đạt mốc').waitFor()
  expect(new URL(page.url()).searchParams.get('goal')).toBe('900000000000000')
  expect(await fact(page, 'needed').textContent()).toContain('đồng')
  // What is drawn is taken away day by day, with how it was foretold.
  const download = page.waitForEvent('download')
  await page.getByText('Tải về').click()
  await page.getByRole('button', { name: 'Bảng số liệu (CSV)' }).click()
  const file = await (await download).createReadStream().then(async (stream) => Buffer.concat(await stream.toArray()).toString())
  expect(file.split('\r\n')[0]).toMatch(/^\uFEFF?Thời gian,Năm \d{4} \(.*\),.*P10.*,P90/)
  expect(file).toContain(`${YESTERDAY.toISOString().slice(0, 10)},100000000000000,`)
  expect(file).toMatch(/Dự báo,.*năm kết thúc trong khoảng P10 – P90/)
  await page.getByRole('button', { name: 'VI EN' }).click()
  await page.getByText('Hardly reaches the mark').waitFor()
  await page.close()
})

/** What stands open in two communes today and four weeks ago. */
async function backlog() {
  const database = await hungYen()
  const units = await loadUnitRegistry(database.db)
  const run = await openRun(database, 'dossiers-sim')
  const START = Date.parse('2026-01-01T02:00:00Z')
  const today = Math.floor((Date.now() - START) / 86_400_000)
  const place = (key: string) => units.find(key).id
  const told = (from: number, count: number, unit: string, day: number) =>
    Array.from({ length: count }, (_, n) =>
      dossier({ id: `d${from + n}`, unit: place(unit), received: day, version: START + day * 86_400_000 }),
    )
  await commit(database, run, [...told(0, 30, 'phuong-pho-hien', today - 60), ...told(30, 10, 'xa-nhu-quynh', today - 60)], {
    knownBySource: true,
  })
  await commit(database, run, told(40, 20, 'xa-nhu-quynh', today - 10), { knownBySource: true })
  await heard(database, new Date())
  await database.pool.query("update run set started_at = now() - interval '90 days'")
  return serve(database)
}

test('if a commune clears more a day, what stands open then and when it has none left is told, and the address keeps it', async () => {
  const { url } = await backlog()
  const page = await open(url, '?indicator=dossiers.open_now&by=forecast')
  await fact(page, 'open').getByText('60').waitFor()
  expect(await fact(page, 'earlier').textContent()).toContain('40')
  await page.locator('.forecast-what-if select').selectOption({ label: 'Xã Như Quỳnh (30 hồ sơ)' })
  await page.getByLabel(/Giải quyết thêm/).fill('4')
  await page.getByRole('button', { name: 'Thử' }).click()
  await fact(page, 'changed')
    .getByText(/Xã Như Quỳnh: hết sau \d+ ngày làm việc/)
    .waitFor()
  // All that stands open after a quarter is what the other commune has.
  expect(await fact(page, 'changed').textContent()).toMatch(/^30 hồ sơ/)
  expect(new URL(page.url()).searchParams.getAll('add')).toEqual(['xa-nhu-quynh:4'])
  await page.reload()
  await fact(page, 'changed')
    .getByText(/hết sau/)
    .waitFor()
  await page.getByRole('button', { name: 'Bỏ giả định về Xã Như Quỳnh' }).click()
  await fact(page, 'changed').waitFor({ state: 'detached' })
  // Typed as it is written here, and said as it was typed.
  await page.getByLabel(/Giải quyết thêm/).fill('0,3')
  await page.getByRole('button', { name: 'Thử' }).click()
  await page.getByText('giải quyết thêm 0,3 hồ sơ mỗi ngày làm việc').waitFor()
  expect(new URL(page.url()).searchParams.getAll('add')[0]).toMatch(/:0\.3$/)
  await page.close()
})

test('of what neither adds up nor stands open nothing is foretold, and it says so', async () => {
  const { url } = await backlog()
  const page = await open(url, '?indicator=dossiers.on_time_rate&by=forecast')
  await page.getByText('nên không có dự báo').waitFor()
  await page.close()
})

test('a forecast is read by whoever cannot see it, by day and by night', async () => {
  const { url } = await backlog()
  for (const scheme of ['light', 'dark'] as const) {
    const page = await open(url, '?indicator=dossiers.open_now&by=forecast&add=xa-nhu-quynh:4', scheme)
    await fact(page, 'changed').waitFor()
    await page.evaluate(axe.source)
    const violations = await page.evaluate<{ id: string; nodes: { html: string }[] }[]>(
      `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(({ violations }) => violations)`,
    )
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    await page.close()
  }
})
