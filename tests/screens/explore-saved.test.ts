import { readFileSync } from 'node:fs'
import { buildWeb } from '@ioc/workers/testing'
import axe from 'axe-core'
import { parse } from 'csv-parse/sync'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve } from '../support/app.ts'
import { launchBrowser, signIn } from '../support/browser.ts'
import { hungYen } from '../support/database.ts'
import { commit, dossier, openRun } from '../support/dossiers.ts'
import { heard } from '../support/sources.ts'

// A question of the explorer is kept under a name, and sent to others as it was known.

let browser: Browser

beforeAll(async () => {
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

const RECEIVED = Math.floor((Date.now() - Date.parse('2026-01-01T00:00:00+07:00')) / 86_400_000) - 40

async function house() {
  const database = await hungYen()
  const run = await openRun(database, 'dossiers-sim')
  const { rows } = await database.pool.query(`select id from unit where key = 'phuong-pho-hien'`)
  const tell = (ids: string[]) =>
    commit(
      database,
      run,
      ids.map((id) => dossier({ id, unit: rows[0].id, received: RECEIVED })),
    )
  await tell(['a', 'b'])
  await heard(database, new Date())
  return { ...(await serve(database)), tell }
}

async function pageOf(by: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  page.on('pageerror', (error) => expect.soft(error.message).toBe(''))
  await signIn(page.context(), by)
  return page
}

const panel = (page: Page) => page.getByText('Lưu và chia sẻ', { exact: true })
const largest = (page: Page) => page.locator('.cube-table tbody tr td[data-value]').first().getAttribute('data-value')

test('a view that one saves another finds under its name, with who saved it, and opens as it was asked', async () => {
  const { url } = await house()
  const lan = await pageOf('Lan')
  await lan.goto(`${url}/explore?indicator=dossiers.received_today&over=last12m&by=unit&picture=bar&pick=xa-nhu-quynh`)
  await lan.locator('.cube-table tbody tr').first().waitFor()
  await panel(lan).click()
  await lan.getByLabel('Tên góc nhìn').fill('Hồ sơ các xã')
  await lan.keyboard.press('Enter')
  await lan.getByRole('link', { name: 'Hồ sơ các xã' }).waitFor()

  const minh = await pageOf('Minh')
  await minh.goto(`${url}/explore`)
  await panel(minh).click()
  await minh.getByText(/^Lan lưu lúc \d\d:\d\d/).waitFor()
  // It stands on the page where nothing is asked yet, too.
  await minh.getByRole('main').getByRole('link', { name: 'Hồ sơ các xã' }).waitFor()
  await minh.getByRole('banner').getByRole('link', { name: 'Hồ sơ các xã' }).click()
  await minh.locator('.cube-table tbody tr[aria-selected="true"]', { hasText: 'Như Quỳnh' }).waitFor()
  expect(new URL(minh.url()).searchParams.get('by')).toBe('unit')

  await panel(minh).click()
  await minh.getByRole('button', { name: 'Đổi tên «Hồ sơ các xã»' }).click()
  await minh.getByRole('listitem').getByLabel('Tên góc nhìn').fill('Hồ sơ theo xã')
  await minh.keyboard.press('Enter')
  await minh.getByText(/Minh đổi tên lúc/).waitFor()
  await minh.getByRole('button', { name: 'Rút góc nhìn «Hồ sơ theo xã»' }).click()
  await minh.getByText('Chưa có góc nhìn nào được lưu.').waitFor()
  await minh.close()
  await lan.close()
})

test('a link shows the answer as it was known, to be read, proven and taken away, until it is withdrawn', async () => {
  const { url, tell } = await house()
  const lan = await pageOf('Lan')
  await lan.goto(`${url}/explore?indicator=dossiers.received_today&over=last12m&by=unit&picture=bar`)
  await lan.locator('.cube-table tbody tr').first().waitFor()
  expect(await largest(lan)).toBe('2')
  await panel(lan).click()
  await lan.getByLabel('Có hạn').selectOption('1')
  await lan.getByRole('button', { name: 'Tạo liên kết' }).click()
  const link = await lan.getByLabel('Liên kết', { exact: true }).inputValue()
  expect(link).toMatch(new RegExp(`^${url}/shared/[\\w-]{43}$`))
  // All of it can be read and pressed: a link and its dates are longer than there is room for in a line.
  const menu = lan.locator('.saved')
  expect(await menu.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0)
  const [box, end] = [await menu.boundingBox(), await lan.getByRole('button', { name: /^Rút liên kết/ }).boundingBox()]
  expect((end?.x ?? 0) + (end?.width ?? 0)).toBeLessThanOrEqual((box?.x ?? 0) + (box?.width ?? 0))
  await tell(['c', 'd', 'e'])

  const guest = await pageOf('Hoa')
  let answer = () => {}
  const asked = new Promise<void>((done) => {
    answer = done
  })
  await guest.route('**/api/indicators', async (route) => {
    await asked
    await route.continue()
  })
  await guest.goto(link)
  await guest.getByText('Đang tính…').waitFor()
  answer()
  await guest.getByText(/^Lan chia sẻ\. Mọi số liệu là như đã biết lúc \d\d:\d\d/).waitFor()
  await guest.locator('.cube-table tbody tr').first().waitFor()
  expect(await largest(guest)).toBe('2')
  expect(await guest.locator('.explore-side, .cube-open').count()).toBe(0)
  // What stands in its address is how it is looked at, and no other question.
  await guest.goto(`${link}?indicator=dossiers.overdue&known=&of=xa-nhu-quynh&sort=-dossiers.received_today`)
  await guest.locator('.cube-table th[aria-sort="ascending"]', { hasText: 'Tiếp nhận' }).waitFor()
  await guest.getByRole('button', { name: 'Tiếp nhận' }).click()
  await guest.locator('.cube-table th[aria-sort="descending"]', { hasText: 'Tiếp nhận' }).waitFor()
  expect(await largest(guest)).toBe('2')
  await guest.evaluate(axe.source)
  const faults = await guest.evaluate<{ id: string }[]>(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa'] }).then(({ violations }) => violations)`,
  )
  expect(faults.map(({ id }) => id)).toEqual([])

  await guest.setViewportSize({ width: 390, height: 844 })
  expect(await guest.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  expect((await guest.locator('.explore-picture').boundingBox())?.height).toBeGreaterThan(300)
  await guest.setViewportSize({ width: 1440, height: 900 })

  await guest.getByText('Tải về', { exact: true }).click()
  const [download] = await Promise.all([guest.waitForEvent('download'), guest.getByRole('button', { name: /CSV/ }).click()])
  const text = readFileSync(await download.path(), 'utf8')
  expect((parse(text, { bom: true }) as string[][])[1]?.slice(1, 3)).toEqual(['Phường Phố Hiến', '2'])
  // A file goes further than its link was meant to.
  expect(text).not.toContain(link.split('/').at(-1))
  await guest.getByRole('link', { name: 'Chứng minh số này' }).click()
  const proof = guest.getByRole('dialog')
  await proof.locator('.proof-value[data-value="2"]').waitFor()
  expect(await proof.locator('.proof-sum').getAttribute('data-agrees')).toBe('true')

  await lan.getByRole('button', { name: 'Rút liên kết «Tiếp nhận»' }).click()
  await lan.getByRole('button', { name: 'Rút liên kết «Tiếp nhận»' }).waitFor({ state: 'detached' })
  await guest.goto(link)
  await guest.getByText(/^Lan đã rút liên kết này lúc .* hỏi Lan\.$/).waitFor()
  await guest.goto(`${url}/shared/x`)
  await guest.getByText(/^Liên kết không đúng\./).waitFor()
  await guest.close()
  await lan.close()
})
