import { loadUnitRegistry } from '@ioc/sql'
import { buildWeb } from '@ioc/workers/testing'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve } from '../support/app.ts'
import { launchBrowser } from '../support/browser.ts'
import { hungYen } from '../support/database.ts'
import { commit, dossier, openRun } from '../support/dossiers.ts'
import { heard } from '../support/sources.ts'

// What is picked in one picture of the explorer is what the others tell of.

let browser: Browser

beforeAll(async () => {
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

/** Days after 1 January 2026. */
const TODAY = Math.floor((Date.now() - Date.parse('2026-01-01T00:00:00+07:00')) / 86_400_000)
const MANY = 'phuong-pho-hien'
const FEW = 'xa-nhu-quynh'

/** Of one commune forty dossiers of the last weeks, of another five. */
async function explore(search: string): Promise<Page> {
  const database = await hungYen()
  const units = await loadUnitRegistry(database.db)
  const of = (key: string, count: number) =>
    Array.from({ length: count }, (_, n) => dossier({ id: `${key}-${n}`, unit: units.find(key).id, received: TODAY - 2 - n }))
  await commit(database, await openRun(database, 'dossiers-sim'), [...of(MANY, 40), ...of(FEW, 5)])
  await heard(database, new Date())
  const { url } = await serve(database)
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  page.on('pageerror', (error) => expect.soft(error.message).toBe(''))
  await page.goto(`${url}/explore${search}`)
  return page
}

const rowsOf = (page: Page) => page.locator('.cube-table tbody .cube-open').allTextContents()

test('a part of two indicators against each other, drawn over, is what is picked: the table shows it alone, and its course stands beside', async () => {
  const page = await explore('?indicator=dossiers.received_today&indicator=dossiers.overdue&over=year&by=unit&picture=scatter')
  const chart = page.locator('.explore-picture .explore-chart')
  const box = await chart.boundingBox().then((found) => found as NonNullable<typeof found>)
  await expect.poll(async () => (await rowsOf(page)).length, { timeout: 30_000 }).toBeGreaterThan(50)
  // Up to the corner at the right, where whoever has received the most stands.
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.7)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.8, box.y + box.height / 2, { steps: 5 })
  await page.mouse.move(box.x + box.width - 4, box.y + 20, { steps: 5 })
  await page.mouse.up()
  await expect.poll(() => new URL(page.url()).searchParams.getAll('pick'), { timeout: 15_000 }).toEqual([MANY])
  const course = page.getByRole('region', { name: 'Diễn biến các mục đã chọn' })
  await course.locator('canvas').first().waitFor()
  expect(await course.locator('p').first().textContent()).toBe('Phường Phố Hiến · Tiếp nhận · hồ sơ')
  await page.getByLabel('Chỉ xem 1 mục đã chọn').check()
  await expect.poll(() => rowsOf(page), { timeout: 15_000 }).toEqual(['Phường Phố Hiến'])
  await page.close()
})

test('what is picked and stands alone is in the address, and so is that it no longer does', async () => {
  const page = await explore(
    `?indicator=dossiers.received_today&over=year&by=unit&pick=${MANY}&pick=${FEW}&alone=yes&sort=dossiers.received_today`,
  )
  await expect.poll(() => rowsOf(page), { timeout: 30_000 }).toEqual(['Phường Phố Hiến', 'Xã Như Quỳnh'])
  const course = page.getByRole('region', { name: 'Diễn biến các mục đã chọn' })
  await course.locator('canvas').first().waitFor()
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run())
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  await page.getByRole('button', { name: 'Bỏ chọn' }).click()
  await expect.poll(async () => (await rowsOf(page)).length, { timeout: 15_000 }).toBeGreaterThan(50)
  expect([...new URL(page.url()).searchParams.keys()]).not.toEqual(expect.arrayContaining(['alone']))
  expect(await course.count()).toBe(0)
  await page.close()
})
