import type { Database } from '@ioc/sql'
import { buildWeb } from '@ioc/workers/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { askAll, onlyRules } from '../support/alerts.ts'
import { serve, stand, until } from '../support/app.ts'
import { launchBrowser, signIn } from '../support/browser.ts'
import { hungYen } from '../support/database.ts'
import { commit, dossier, openRun } from '../support/dossiers.ts'
import { figure, heard } from '../support/sources.ts'

// A display from its code to what it shows months later, and who leads it from a phone.

let browser: Browser
beforeAll(async () => {
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

/** Each with a memory of its own, as another machine. */
async function device(url: string, viewport: { width: number; height: number }, by?: string): Promise<Page> {
  const context = await browser.newContext({ viewport })
  onTestFinished(() => context.close())
  if (by) await signIn(context, by)
  const page = await context.newPage()
  await page.goto(url)
  return page
}

const wall = (page: Page, scene: string) => page.locator(`.wall[data-scene="${scene}"]`)

/** A display that is paired, and a phone that leads it. */
async function paired(url: string) {
  const display = await device(`${url}/screen`, { width: 1920, height: 1080 })
  const shown = display.locator('[data-code]')
  await shown.waitFor()
  expect(await display.locator('input').count()).toBe(0)
  const phone = await device(`${url}/console/screens`, { width: 390, height: 844 }, 'Lan')
  await phone.getByRole('button', { name: 'Ghép màn hình' }).click()
  await phone.getByLabel('Mã trên màn hình').fill((await shown.textContent()) ?? '')
  await phone.getByLabel('Tên màn hình').fill('Phòng họp')
  await phone.locator('form').getByRole('button', { name: 'Ghép màn hình' }).click()
  await phone.getByRole('link', { name: 'Phòng họp' }).click()
  await wall(display, 'overview').waitFor()
  return { display, phone }
}

test('a display is paired by its code and led from a phone: on to the next, held, one tile, another language, and away', async () => {
  const { url } = await serve(await hungYen())
  const { display, phone } = await paired(url)
  await phone.getByText('theo vòng chiếu').waitFor()
  // Nobody stands before it: it offers no way to other scenes, and keys lead nowhere.
  expect(await display.locator('.header-scene').textContent()).toBe('Toàn cảnh')
  expect(await display.locator('.header-scene button').count()).toBe(0)
  await display.keyboard.press('PageDown')
  expect(new URL(display.url()).pathname).toBe('/screen')
  await wall(display, 'overview').waitFor()
  await phone.getByRole('button', { name: 'Cảnh sau' }).click()
  await phone.locator('[data-shows="alerts"]').waitFor()
  await phone.getByRole('button', { name: 'Cảnh sau' }).click()
  await wall(display, 'dossiers').waitFor()
  await phone.locator('[data-shows="dossiers"]').waitFor()
  await phone.getByRole('button', { name: 'Ghim cảnh này' }).click()
  await phone.getByText('đang ghim', { exact: true }).waitFor()
  await phone.getByRole('button', { name: 'Tuổi hồ sơ đang xử lý' }).click()
  await until('one tile', async () => (await display.locator('.wall-place').count()) === 1)
  const only = await display.locator('.wall-place').boundingBox()
  expect(only?.width).toBeGreaterThan(1_700)
  await phone.getByRole('button', { name: 'Hiện cả cảnh' }).click()
  await until('all of them', async () => (await display.locator('.wall-place').count()) > 5)
  await phone.getByRole('button', { name: 'English' }).click()
  await display.locator('html[lang="en"]').waitFor()
  await phone.getByRole('button', { name: '50 %' }).click()
  await until(
    'half the light',
    async () => (await display.locator('.screen-dark').evaluate((dark) => Number(getComputedStyle(dark).opacity))) >= 0.5,
  )
  await phone.getByRole('button', { name: 'Gỡ màn hình' }).click()
  await phone.getByRole('alertdialog').getByRole('button', { name: 'Gỡ màn hình' }).click()
  await display.locator('[data-code]').waitFor()
  expect(await display.locator('.wall').count()).toBe(0)
})

test('the form that pairs a display shows all that is typed, and a second press of its button does no harm', async () => {
  const { url } = await serve(await hungYen())
  const display = await device(`${url}/screen`, { width: 1920, height: 1080 })
  const code = await display.locator('[data-code]').textContent()
  const desk = await device(`${url}/console/screens`, { width: 1440, height: 900 }, 'Lan')
  await desk.getByRole('button', { name: 'Ghép màn hình' }).click()
  const name = desk.getByLabel('Tên màn hình')
  await desk.getByLabel('Mã trên màn hình').fill(code ?? '')
  await name.fill('Phòng Chủ tịch')
  for (const field of await desk.locator('form input').all())
    expect(await field.evaluate((input) => input.scrollWidth - input.clientWidth)).toBe(0)
  await desk.locator('form').getByRole('button', { name: 'Ghép màn hình' }).dblclick()
  await desk.getByRole('link', { name: 'Phòng Chủ tịch' }).waitFor()
  expect(await desk.locator('.console-failed').count()).toBe(0)
  const again = () =>
    fetch(`${url}/api/screens/pair`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: code?.replace(/\D/g, ''), name: 'Phòng Chủ tịch', by: 'Lan' }),
    })
  expect((await again()).status).toBe(200)
})

test('from a phone: a replay can begin once its moment is typed, and a pin stays until it is taken off', async () => {
  const { url } = await serve(await hungYen())
  const { phone } = await paired(url)
  await phone.getByText('Vòng chiếu thường ngày').waitFor()
  const replay = phone.getByRole('button', { name: 'Xem lại ×60', exact: true })
  expect(await replay.isEnabled()).toBe(false)
  await phone.getByLabel('Từ lúc').pressSequentially('08:00 01/10/2026')
  expect(await replay.isEnabled()).toBe(true)
  await phone.getByRole('button', { name: 'Ghim cảnh này' }).click()
  await phone.getByRole('button', { name: 'Bỏ ghim' }).waitFor()
  await phone.getByRole('button', { name: 'Thủ tục hành chính', exact: true }).click()
  await phone.locator('[data-shows="dossiers"]').waitFor()
  await phone.getByText('đang ghim', { exact: true }).waitFor()
  await phone.getByRole('button', { name: 'Bỏ ghim' }).click()
  await phone.getByRole('button', { name: 'Ghim cảnh này' }).waitFor()
})

test('visitors are told at once that they may not see the desk, and who works there that the server does not answer, until it does', async () => {
  const { url } = await serve(await hungYen())
  const desk = await device(`${url}/console/screens`, { width: 1440, height: 900 }, 'Lan')
  await desk.getByText('Chưa ghép màn hình nào').waitFor()
  let asked = 0
  await desk.route('**/api/embargoes', (route) => {
    asked++
    return route.fulfill({
      status: 403,
      contentType: 'application/problem+json',
      body: JSON.stringify({ detail: 'Đang có khách' }),
    })
  })
  await desk.getByRole('link', { name: 'Giờ công bố' }).click()
  await desk.getByRole('alert').getByText('Đang có khách').waitFor()
  expect(asked).toBe(1)
  await desk.route('**/api/**', (route) => route.abort())
  await desk.getByRole('link', { name: 'Bố cục' }).click()
  await desk.locator('.console-unanswered').getByText('Máy chủ không trả lời').waitFor()
  await desk.unroute('**/api/**')
  await desk.locator('.layout-cards').waitFor()
  await desk.locator('.console-unanswered').waitFor({ state: 'detached' })
})

test('a critical alert takes the screen until somebody sees to it, and the scene it broke into comes back', async () => {
  const database = await hungYen()
  const rules = await onlyRules(database, {
    id: 'overdue',
    title: { vi: 'Quá hạn', en: 'Overdue' },
    indicators: ['dossiers.overdue'],
    kinds: ['commune'],
    when: { is: 'threshold', levels: { critical: 3 } },
  })
  const { url } = await serve(database)
  const { display, phone } = await paired(url)
  await overdue(database, rules.units.find('phuong-pho-hien').id)
  await heard(database, new Date())
  await askAll(rules, new Date())
  await wall(display, 'alerts').waitFor()
  await phone.getByText('do cảnh báo mới').waitFor()
  await display.locator('[data-tile="alerts.open"]').getByText('Hồ sơ quá hạn').waitFor()
  await phone.goto(`${url}/console/alerts`)
  await phone.getByRole('button', { name: 'Tiếp nhận' }).first().click()
  await wall(display, 'overview').waitFor()
})

async function overdue(database: Database, unit: number): Promise<void> {
  const run = await openRun(database, 'dossiers-sim')
  await commit(
    database,
    run,
    Array.from({ length: 4 }, (_, n) => dossier({ id: `hs ${n}`, unit })),
  )
}

test('a server that goes away and comes back finds its screens as they were, and what was ordered meanwhile is followed', async () => {
  const database = await hungYen()
  const first = await stand(database)
  const { display } = await paired(first.url)
  await first.app.close()
  await display.locator('.wall[data-connection="reconnecting"]').waitFor()
  await database.pool.query(`update screen set orders = orders || '{"pinned": "budget"}', ordered_by = 'Hoa', ordered_at = now()`)
  await wall(display, 'overview').waitFor()
  const second = await serve(database, {}, Number(new URL(first.url).port))
  expect(second.url).toBe(first.url)
  await wall(display, 'budget').waitFor({ timeout: 30_000 })
  await display.locator('.wall[data-connection="live"]').waitFor()
})

test('a display that runs an old build loads the new one by itself', async () => {
  const { url } = await serve(await hungYen())
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  let loads = 0
  // The first time as if it were the page of before.
  await page.route('**/screen', async (route) => {
    const answer = await route.fetch()
    const html = await answer.text()
    loads++
    await route.fulfill({ response: answer, body: loads === 1 ? html.replace(/(<script[^>]* src="[^"]+)"/, '$1?before"') : html })
  })
  await page.goto(`${url}/screen`)
  await until('it loads anew', () => loads === 2)
  await page.locator('[data-code]').waitFor()
  expect(loads).toBe(2)
})

test('visitors come: by one key a wall masks what they may not see, its links and every other page of that browser too, until they leave', async () => {
  const database = await hungYen()
  await figure(database, { item: 'expenditure/group/recurrent', asOf: '2026-11-18', amount: 1_234_567_890_123 })
  await heard(database, new Date())
  const { url } = await serve(database)
  const page = await device(`${url}/wall/budget`, { width: 1920, height: 1080 })
  const frames: string[] = []
  const masked = page.locator('.tile-nothing', { hasText: 'không chiếu khi có khách' })
  await page.locator('.tile[data-state="ok"], .tile[data-state="provisional"]').first().waitFor()
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => void frames.push(String(payload))))
  await page.keyboard.press('v')
  await masked.first().waitFor()
  await page.getByText('Có khách: số liệu công khai').waitFor()
  expect(await page.locator('main').textContent()).not.toMatch(/\d/)
  // Loaded anew, opened beside it, or asked for by hand: none says more.
  await page.reload()
  await masked.first().waitFor()
  expect(await page.locator('main').textContent()).not.toMatch(/\d/)
  expect(frames.join('')).toContain('withheld')
  expect(frames.join('')).not.toMatch(/"value":/)
  await page.goto(`${url}/wall/budget?proof=budget.expenditure_total`)
  await page.getByText('Đang có khách nên phần này không mở').first().waitFor()
  await page.goto(`${url}/wall/budget`)
  await masked.first().waitFor()
  await page.getByRole('button', { name: 'Chế độ có khách' }).click()
  await page.locator('.tile[data-state="ok"], .tile[data-state="provisional"]').first().waitFor()
  expect(await masked.count()).toBe(0)
})

test('visitors come while the server can hardly be reached: neither a replay nor a proof is asked for before it knows, and it is told until it does', async () => {
  const database = await hungYen()
  await figure(database, { item: 'expenditure/group/recurrent', asOf: '2026-11-18', amount: 1_234_567_890_123 })
  await heard(database, new Date())
  const { url } = await serve(database)
  const masked = (page: Page) => page.locator('.tile-nothing', { hasText: 'không chiếu khi có khách' }).first()
  for (const [address, told] of [
    [`asOf=${new Date().toISOString()}&speed=0`, '.tile[data-state="ok"], .tile[data-state="provisional"]'],
    ['proof=budget.expenditure', '.proof-value'],
  ]) {
    const page = await device(`${url}/wall/budget?${address}`, { width: 1920, height: 1080 })
    await page
      .locator(told as string)
      .first()
      .waitFor()
    let isCut = true
    await page.route('**/api/visitors', (route) => (isCut ? route.abort() : route.continue()))
    const asked: string[] = []
    page.on('request', (request) => void asked.push(new URL(request.url()).pathname))
    await page.keyboard.press('v')
    await page.getByText('Có khách: số liệu công khai').waitFor()
    // It tries again and again.
    await until('told twice', () => asked.filter((path) => path === '/api/visitors').length > 1)
    expect(asked.filter((path) => /tiles|readings|proof/.test(path))).toEqual([])
    expect(await page.locator(told as string).count()).toBe(0)
    const known = page.waitForResponse((response) => response.url().endsWith('/api/visitors') && response.ok())
    isCut = false
    await known
    await masked(page).or(page.getByText('Đang có khách nên phần này không mở')).first().waitFor()
    await page.goto(`${url}/wall/budget`)
    await masked(page).waitFor()
    expect(await page.locator('main').textContent()).not.toMatch(/\d/)
  }
})

test('a display is told from a phone that visitors have come: it masks, says so, and no key on it undoes that', async () => {
  const { url } = await serve(await hungYen())
  const { display, phone } = await paired(url)
  await phone.getByRole('button', { name: 'Có khách: chỉ số liệu công khai' }).click()
  await display.getByText('Có khách: số liệu công khai').waitFor()
  await display.locator('[data-tile="alerts.open"] .tile-nothing', { hasText: 'không chiếu' }).waitFor()
  await display.keyboard.press('v')
  await display.reload()
  await display.getByText('Có khách: số liệu công khai').waitFor()
  await display.locator('[data-tile="alerts.open"] .tile-nothing', { hasText: 'không chiếu' }).waitFor()
  await phone.getByRole('button', { name: 'Không có khách' }).click()
  await display.locator('[data-tile="alerts.open"]').getByText('Bộ cảnh báo chưa xem số liệu').waitFor()
})
