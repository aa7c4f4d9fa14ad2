import { buildWeb } from '@ioc/workers/testing'
import axe from 'axe-core'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { serve, until } from '../support/app.ts'
import { launchBrowser, signIn } from '../support/browser.ts'
import { hungYen } from '../support/database.ts'

// A scene laid out by hand and by key, published, followed by a wall that stands, and brought back; a playlist too.

let browser: Browser
beforeAll(async () => {
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

/** Each with a memory of its own, as another machine. */
async function machine(url: string, by: string | null, viewport = { width: 1440, height: 900 }): Promise<Page> {
  const context = await browser.newContext({ viewport })
  onTestFinished(() => context.close())
  if (by) await signIn(context, by)
  const page = await context.newPage()
  await page.goto(url)
  return page
}

const place = (page: Page, tile: string) => page.locator(`[data-place="${tile}"]`)
const said = (page: Page) => page.locator('.layout-said')

async function open(url: string, by: string, scene = 'overview'): Promise<Page> {
  const page = await machine(`${url}/console/layouts/scenes/${scene}`, by)
  // Its fields are those of the wall in the frame once that stands.
  await page.frameLocator('iframe').locator('.wall-grid .tile').first().waitFor()
  await page.locator('[data-legible]').first().waitFor()
  return page
}

async function publish(page: Page, why: string) {
  await page.getByLabel('Vì sao đổi').fill(why)
  await page.getByRole('button', { name: 'Công bố', exact: true }).click()
}

async function centre(of: Locator) {
  await of.scrollIntoViewIfNeeded()
  const box = await of.boundingBox()
  if (!box) throw new Error('not seen')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2, box }
}

/** As a hand does it, in steps. */
async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }) {
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  for (const part of [0.1, 0.5, 0.9, 1]) await page.mouse.move(from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part)
}

/** What comes a moment later, on a machine that has other things to do too. */
const soon = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 20_000 })

const areaOf = (page: Page, tile: string) =>
  page.locator(`.wall-place:has([data-tile="${tile}"])`).evaluate((one) => (one as HTMLElement).style.gridArea)

test('a tile is dragged onto another and the two change places; published, a wall that stands follows without a new page or line', async () => {
  const { url } = await serve(await hungYen())
  const wall = await machine(`${url}/wall`, null, { width: 1920, height: 1080 })
  await wall.locator('.wall[data-connection="live"]').waitFor()
  await wall.evaluate(() => {
    Object.assign(window, { stood: true, lines: new Set() })
    const grid = document.querySelector('.wall')
    const note = () => (window as unknown as { lines: Set<string> }).lines.add(grid?.getAttribute('data-connection') ?? '')
    note()
    if (grid) new MutationObserver(note).observe(grid, { attributes: true })
  })
  const tiles = await wall
    .locator('.wall-place [data-tile]')
    .evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.tile))
  const [first, second] = [tiles[0] as string, tiles[1] as string]
  const before = { first: await areaOf(wall, first), second: await areaOf(wall, second) }
  expect(before.first).not.toBe(before.second)

  const desk = await open(url, 'Lan')
  const [from, to] = [await centre(place(desk, first)), await centre(place(desk, second))]
  await drag(desk, from, to)
  await desk.locator('.layout-ghost', { hasText: 'Thả để đổi chỗ' }).waitFor()
  await desk.mouse.up()
  await soon(() => said(desk).textContent()).toContain('đổi chỗ với')
  // The wall in the frame shows it before anybody else does.
  const framed = desk.frameLocator('iframe').locator(`.wall-place:has([data-tile="${first}"])`)
  await soon(() => framed.evaluate((one) => (one as HTMLElement).style.gridArea)).toBe(before.second)
  expect(await areaOf(wall, first)).toBe(before.first)

  await publish(desk, 'Hồ sơ đứng trước')
  await desk.getByText('Đã công bố bản 2').waitFor()
  await until('the wall follows', async () => (await areaOf(wall, first)) === before.second)
  expect(await areaOf(wall, second)).toBe(before.first)
  expect(
    await wall.evaluate(() => [
      (window as never as { stood: boolean }).stood,
      [...(window as never as { lines: Set<string> }).lines],
    ]),
  ).toEqual([true, ['live']])

  await desk.locator('.layout-history li', { hasText: 'Bản 1' }).getByRole('button', { name: 'Lấy lại bản này' }).click()
  await desk.getByRole('button', { name: 'Công bố', exact: true }).click()
  await desk.getByText('Đã công bố bản 3').waitFor()
  await until('the wall is as it was', async () => (await areaOf(wall, first)) === before.first)
  await desk.locator('.layout-history li', { hasText: 'Khôi phục bản 1' }).waitFor()
})

test('by key alone a tile is moved, resized, put elsewhere, taken out, found without marks and put back; each step is said and undone', async () => {
  const { url } = await serve(await hungYen())
  const desk = await open(url, 'Lan')
  const areas = () =>
    desk
      .locator('[data-place]')
      .evaluateAll((all) => all.map((one) => `${(one as HTMLElement).dataset.place} ${one.getAttribute('aria-label')}`).sort())
  const asItWas = await areas()
  const first = place(desk, (await desk.locator('[data-place]').first().getAttribute('data-place')) as string)
  await first.focus()
  await desk.keyboard.press('ArrowLeft')
  await soon(() => said(desk).textContent()).toContain('sát mép')
  await desk.keyboard.press('ArrowRight')
  await soon(() => said(desk).textContent()).toContain('Chỗ này đã có')
  await desk.keyboard.press('Shift+ArrowLeft')
  await soon(() => said(desk).textContent()).toMatch(/rộng \d+ cột/)
  await desk.keyboard.press('ArrowRight')
  await soon(() => said(desk).textContent()).toMatch(/sang cột 2, hàng 1/)
  await desk.keyboard.press('ArrowLeft')
  await desk.keyboard.press('Shift+ArrowRight')
  expect(await areas()).toEqual(asItWas)
  await desk.keyboard.press('Alt+ArrowRight')
  await soon(() => said(desk).textContent()).toContain('đổi chỗ với')
  const name = (await first.getAttribute('aria-label'))?.split(':')[0] as string
  await desk.keyboard.press('Delete')
  await soon(() => said(desk).textContent()).toContain(`Đã bỏ «${name}»`)
  // Who works by key is on the grid still.
  expect(await desk.evaluate(() => document.activeElement?.hasAttribute('data-place'))).toBe(true)
  const search = desk.getByLabel('Tìm ô, không cần dấu')
  await search.fill(
    name
      .normalize('NFD')
      .replace(/\p{Mn}/gu, '')
      .replace(/đ/g, 'd')
      .replace(/Đ/g, 'D'),
  )
  const found = desk.locator('.layout-palette li button', { hasText: name }).first()
  await found.focus()
  await desk.keyboard.press('Enter')
  await soon(() => said(desk).textContent()).toContain('Đã thêm')
  await first.focus()
  for (let step = 0; step < 7; step++) await desk.keyboard.press('Control+z')
  await soon(areas).toEqual(asItWas)
  for (let step = 0; step < 6; step++) await desk.keyboard.press('Control+Shift+Z')
  await soon(async () => (await areas()).length).toBe(asItWas.length - 1)
  // A reload loses nothing.
  await desk.reload()
  await soon(async () => (await areas()).length).toBe(asItWas.length - 1)
})

test('a corner is drawn larger over a neighbour, which gives way; a tile is dragged in where there is room, and refused where there is none', async () => {
  const { url } = await serve(await hungYen())
  const desk = await open(url, 'Lan')
  const first = desk.locator('[data-place]').first()
  const { box } = await centre(first)
  const label = await first.getAttribute('aria-label')
  const corner = { x: box.x + box.width - 6, y: box.y + box.height - 6 }
  await drag(desk, corner, { x: corner.x + box.width / 3, y: corner.y })
  await desk.mouse.up()
  await soon(() => first.getAttribute('aria-label')).not.toBe(label)
  await soon(() => said(desk).textContent()).toMatch(/rộng \d+ cột/)
  await desk.getByRole('button', { name: 'Hoàn tác' }).click()
  await soon(() => first.getAttribute('aria-label')).toBe(label)

  const brought = desk.locator('.layout-palette li button').first()
  const tile = (await brought.getAttribute('data-tile-id')) as string
  const target = await centre(first)
  await drag(desk, await centre(brought), target)
  await desk.locator('.layout-ghost[data-refused]').waitFor()
  await desk.mouse.up()
  await soon(() => said(desk).getAttribute('data-refused')).not.toBeNull()
  await first.focus()
  await desk.keyboard.press('Delete')
  await drag(desk, await centre(brought), target)
  await desk.mouse.up()
  await place(desk, tile).waitFor()
  await desk.frameLocator('iframe').locator(`[data-tile="${tile}"]`).waitFor()
})

test('of two who lay out one scene the second is told who published what, keeps what they made, and puts it over knowingly', async () => {
  const { url } = await serve(await hungYen())
  const [lan, hoa] = [await open(url, 'Lan'), await open(url, 'Hoa')]
  const names = lan.locator('.layout-fields').getByLabel('Tên tiếng Việt')
  await names.fill('Toàn cảnh của Lan')
  await hoa.locator('.layout-fields').getByLabel('Tên tiếng Việt').fill('Toàn cảnh của Hoa')
  await hoa.getByLabel('Vì sao đổi').fill('Đặt tên')
  await publish(lan, 'Tên ngắn hơn')
  await lan.getByText('Đã công bố bản 2').waitFor()
  await hoa.locator('.layout-meanwhile li', { hasText: 'Tên «Toàn cảnh» thành «Toàn cảnh của Lan»' }).waitFor()
  await hoa.getByText(/Lan đã công bố bản 2 lúc \d\d:\d\d .*: Tên ngắn hơn/).waitFor()
  expect(await hoa.locator('.layout-fields').getByLabel('Tên tiếng Việt').inputValue()).toBe('Toàn cảnh của Hoa')
  await hoa.getByRole('button', { name: 'Giữ bản của tôi, công bố đè lên' }).click()
  await hoa.getByRole('button', { name: 'Công bố', exact: true }).click()
  await hoa.getByText('Đã công bố bản 3').waitFor()
  // Nothing was changed here: what is in use now is shown.
  await soon(() => names.inputValue()).toBe('Toàn cảnh của Hoa')
})

test('a scene is made from another, shown on a wall, and taken away once nobody shows it', async () => {
  const { url } = await serve(await hungYen())
  const desk = await machine(`${url}/console/layouts`, 'Lan')
  await desk.getByRole('button', { name: 'Tạo cảnh' }).click()
  await desk.getByLabel('Tên tiếng Việt').fill('Phòng họp giao ban')
  await desk.getByLabel('Tên tiếng Anh').fill('Meeting room')
  await desk.getByLabel('Bắt đầu từ').selectOption({ label: 'Thu, chi ngân sách' })
  await desk.getByRole('button', { name: 'Bắt đầu' }).click()
  await desk.getByText('Cảnh mới, chưa công bố').waitFor()
  await publish(desk, 'Giao ban thứ Hai')
  await desk.getByText('Đã công bố bản 1').waitFor()
  const wall = await machine(`${url}/wall/phong-hop-giao-ban`, null, { width: 1920, height: 1080 })
  await wall.locator('.wall[data-scene="phong-hop-giao-ban"]').waitFor()
  await desk.getByRole('button', { name: 'Gỡ cảnh' }).click()
  await desk.getByLabel('Vì sao gỡ «Phòng họp giao ban»?').fill('Thử xong')
  await desk.getByRole('button', { name: 'Đồng ý' }).click()
  await desk.getByText('Đã gỡ (1)').waitFor()
  await desk.goto(`${url}/console/layouts/scenes/budget`)
  await desk.getByRole('button', { name: 'Gỡ cảnh' }).click()
  await desk.getByLabel(/Vì sao gỡ/).fill('Thử')
  await desk.getByRole('button', { name: 'Đồng ý' }).click()
  await desk.getByText('Đang dùng ở vòng chiếu «Vòng chiếu thường ngày»').waitFor()
})

test('the turns of a playlist are put in another order by hand and by key, shown on the line of a day, and published', async () => {
  const { url } = await serve(await hungYen())
  const desk = await machine(`${url}/console/layouts/playlists/day`, 'Lan')
  const handles = desk.locator('.round-handle')
  await handles.first().waitFor()
  const order = () => desk.locator('.round-turn > b').allTextContents()
  const [first, second, third] = await order()
  await handles.nth(0).focus()
  await desk.keyboard.press('Alt+ArrowDown')
  await soon(order).toMatchObject({ 0: second?.replace('2.', '1.'), 1: first?.replace('1.', '2.') })
  await soon(() => said(desk).textContent()).toContain('sang lượt 2')
  expect(await desk.evaluate(() => document.activeElement?.className)).toBe('round-handle')
  await drag(desk, await centre(handles.nth(2)), { ...(await centre(handles.nth(0))) })
  await desk.mouse.up()
  await soon(async () => (await order())[0]).toBe(third?.replace('3.', '1.'))
  await desk.locator('.round-turn').nth(0).getByLabel('Số giây').fill('20')
  await desk.locator('.round-turn').nth(0).getByLabel('Chỉ trong giờ').check()
  await desk.locator('.round-turn').nth(0).getByLabel('Từ').fill('9h')
  await desk.locator('.layout-trouble', { hasText: '07:30' }).waitFor()
  await desk.locator('.round-turn').nth(0).getByLabel('Từ').fill('09:00')
  await soon(() => desk.locator('.round-line').nth(0).locator('span').getAttribute('title')).toBe('09:00–18:00')
  await publish(desk, 'Giờ giao ban')
  await desk.getByText('Đã công bố bản 2').waitFor()
  await desk.locator('.layout-history li').first().getByText('Đổi thứ tự các cảnh').waitFor()
})

test('nothing that a machine can find keeps anybody from laying out a scene or a playlist, in either language', async () => {
  const { url } = await serve(await hungYen())
  const page = await open(url, 'Lan')
  for (const path of ['scenes/overview', 'playlists/day', '']) {
    for (const language of ['vi', 'en']) {
      await page.goto(`${url}/console/layouts/${path}?lang=${language}`)
      await page
        .locator(path ? '.layout-history' : '.layout-cards')
        .first()
        .waitFor()
      await page.evaluate(axe.source)
      const faults = await page.evaluate(
        `axe.run(document, { iframes: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html.slice(0, 160) + nodes[0].failureSummary))`,
      )
      expect(faults, `${path} ${language}`).toEqual([])
    }
  }
})
