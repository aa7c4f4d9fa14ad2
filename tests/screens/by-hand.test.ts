import { buildWeb } from '@ioc/workers/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { serve } from '../support/app.ts'
import { launchBrowser } from '../support/browser.ts'
import { hungYen } from '../support/database.ts'

// Somebody stands before a wall and leads it by keys and pointer.

let browser: Browser
beforeAll(async () => {
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

async function open(path: string, viewport = { width: 1920, height: 1080 }): Promise<Page> {
  const { url } = await serve(await hungYen())
  const page = await browser.newPage({ viewport })
  onTestFinished(() => page.close())
  await page.goto(`${url}${path}`)
  return page
}

const shows = (page: Page, scene: string) => page.locator(`.wall[data-scene="${scene}"]`).waitFor()
const fills = (page: Page, tile: string) => page.locator(`.wall-place:only-child [data-tile="${tile}"]`).waitFor()

test('its name opens the list of scenes: arrows choose, Enter goes there, Escape leaves all as it was', async () => {
  const page = await open('/wall')
  const name = page.getByRole('button', { name: 'Toàn cảnh: chọn cảnh khác' })
  await name.focus()
  await page.keyboard.press('Enter')
  const current = page.getByRole('navigation', { name: 'Các cảnh' }).locator('[aria-current="page"]')
  await expect.poll(() => current.evaluate((link) => link === document.activeElement)).toBe(true)
  await page.keyboard.press('Escape')
  expect(await page.getByRole('navigation').count()).toBe(0)
  expect(await name.evaluate((button) => button === document.activeElement)).toBe(true)
  await page.keyboard.press('Enter')
  await expect.poll(() => current.evaluate((link) => link === document.activeElement)).toBe(true)
  await page.keyboard.press('ArrowDown')
  const next = await page.evaluate(() => (document.activeElement as HTMLAnchorElement).pathname)
  await page.keyboard.press('Enter')
  await shows(page, next.replace('/wall/', ''))
  expect(new URL(page.url()).pathname).toBe(next)
  await page.goBack()
  await shows(page, 'overview')
})

test('arrows and page keys go through the scenes; inside a map arrows lead from commune to commune', async () => {
  const page = await open('/wall')
  await shows(page, 'overview')
  await page.keyboard.press('PageDown')
  await expect.poll(() => new URL(page.url()).pathname).not.toBe('/wall')
  await page.keyboard.press('ArrowLeft')
  await shows(page, 'overview')
  const commune = page.locator('[data-tile="dossiers.map"] .hex-open[tabindex="0"]')
  await commune.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  expect(new URL(page.url()).pathname).toBe('/wall')
  await page.keyboard.press('f')
  await fills(page, 'dossiers.map')
  await page.keyboard.press('Escape')
  await page.locator('.wall-place').nth(5).waitFor()
  await page.keyboard.press('PageUp')
  await expect.poll(() => new URL(page.url()).pathname).not.toBe('/wall')
})

test('one key fills the screen with the tile under the pointer, and gives the others back', async () => {
  const page = await open('/wall')
  await page.locator('[data-tile="dossiers.overdue"]').hover()
  await page.keyboard.press('f')
  await fills(page, 'dossiers.overdue')
  await page.keyboard.press('f')
  await page.locator('.wall-place').nth(5).waitFor()
})

test.each(['alerts.open', 'feeds.all'])(
  'Tab leads to %s too, in which there is nothing to open, and a key fills the screen with it',
  async (tile) => {
    const page = await open('/wall')
    await page.locator(`[data-tile="${tile}"][tabindex]`).waitFor()
    const isThere = () => page.evaluate((id) => (document.activeElement as HTMLElement).dataset.tile === id, tile)
    for (let stops = 0; stops < 60 && !(await isThere()); stops++) await page.keyboard.press('Tab')
    await page.keyboard.press('f')
    await fills(page, tile)
  },
)

test('a question mark tells the keys', async () => {
  const page = await open('/wall')
  await shows(page, 'overview')
  await page.keyboard.press('?')
  const keys = page.getByRole('dialog', { name: 'Phím tắt' })
  await keys.getByText('Cảnh trước, cảnh sau').waitFor()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Escape')
  await keys.waitFor({ state: 'detached' })
  await shows(page, 'overview')
})

test('a scene that is not there is refused in the language of the page, and the others are offered', async () => {
  const page = await open('/wall/khong-co')
  await page.getByRole('heading', { name: 'Không có cảnh «khong-co»' }).waitFor()
  const link = page.getByRole('link', { name: 'Báo chí', exact: true })
  await link.waitFor()
  expect(await page.locator('main').textContent()).not.toMatch(/There is|màn hình/)
  await link.click()
  await shows(page, 'press')
})

test.each([
  [1920, 1080],
  [1440, 900],
])('at %i×%i a replay of one tile that fills the screen stands whole on it', async (width, height) => {
  const page = await open('/wall', { width, height })
  await page.locator('[data-tile="dossiers.overdue"]').hover()
  await page.keyboard.press('f')
  await fills(page, 'dossiers.overdue')
  await page.getByRole('button', { name: 'Phát lại từ 24 giờ trước' }).click()
  await page.getByRole('button', { name: 'Về hiện tại' }).waitFor()
  const beyond = () =>
    page
      .locator('.header > *, .replay-controls > *, [data-tile], [data-tile] .tile-head > *, [data-tile] .tile-foot > *')
      .evaluateAll((all) =>
        all.filter((one) => one.getBoundingClientRect().right > innerWidth + 1).map((one) => one.getAttribute('class')),
      )
  await expect.poll(beyond).toEqual([])
})

test('a replay of a day before anything was known says so, and promises nothing', async () => {
  const page = await open('/wall?asOf=2020-05-01T08:00:00%2B07:00')
  await page.locator('[data-tile="alerts.open"]').getByText('Không biết khi ấy có cảnh báo nào không').waitFor()
  await page.locator('[data-tile="dossiers.flow"]').getByText('Đến thời điểm này chưa nguồn nào gửi số liệu').waitFor()
  expect(await page.locator('main').textContent()).not.toMatch(/Không có cảnh báo nào đang mở|sẽ hiện khi nguồn gửi về/)
})
