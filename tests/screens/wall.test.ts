import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { arcMinutes, LEGIBLE_MINUTES, LOOKED_AT } from '@ioc/web/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../support/app.ts'
import { launchBrowser } from '../support/browser.ts'
import { freePort } from '../support/free-port.ts'
import { seatPeopleIn } from '../support/house.ts'
import { folderForDatabases } from '../support/in-memory.ts'

// The whole house as `npm start` runs it, small, and a real browser in front of its wall.

const ROOT = join(import.meta.dirname, '../..')
let home: string
let base: string
let simulator: string
let house: ChildProcess
let houseEnded: Promise<unknown>
let browser: Browser
let page: Page
const foreign: string[] = []
const complaints: string[] = []
const scripts = new Set<string>()

beforeAll(async () => {
  home = folderForDatabases()
  const [port, simulatorPort] = [await freePort(), await freePort()]
  base = `http://127.0.0.1:${port}`
  simulator = `http://127.0.0.1:${simulatorPort}`
  const env = {
    ...process.env,
    IOC_DATA_DIR: home,
    PORT: String(port),
    IOC_SIMULATOR_PORT: String(simulatorPort),
    IOC_SCALE: '0.01',
    IOC_HISTORY_MONTHS: '2',
  }
  house = spawn(process.execPath, ['workers/bin/ioc.mjs', 'start'], { cwd: ROOT, env, stdio: ['ignore', 'ignore', 'inherit'] })
  houseEnded = new Promise((done) => house.once('exit', done))
  await until('a ready server', async () => (await fetch(`${base}/readyz`).catch(() => null))?.ok, 120)
  await seatPeopleIn(home, base)
  browser = await launchBrowser()
  page = await browser.newPage({ viewport: { width: 3840, height: 2160 } })
  page.on(
    'request',
    (request) =>
      !request.url().startsWith(base) &&
      !request.url().startsWith(base.replace('http', 'ws')) &&
      !request.url().startsWith('data:') &&
      foreign.push(request.url()),
  )
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('response', (response) => {
    if (response.url().endsWith('.js')) scripts.add(response.url())
  })
  await page.goto(`${base}/`)
}, 180_000)

afterAll(async () => {
  await browser?.close()
  house.kill('SIGTERM')
  await houseEnded
  rmSync(home, { recursive: true, force: true })
}, 60_000)

const tile = (id: string) => page.locator(`[data-tile="${id}"]`)
const value = async (id: string) =>
  Number((await tile(id).locator('[data-value]').first().getAttribute('data-value')) || Number.NaN)

test('the front door leads to the wall, in Vietnamese, live, and marked as simulated', async () => {
  await page.locator('.wall[data-connection="live"]').waitFor({ timeout: 30_000 })
  expect(new URL(page.url()).pathname).toBe('/wall')
  expect(await page.locator('html').getAttribute('lang')).toBe('vi')
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Trung tâm điều hành thông minh tỉnh Hưng Yên')
  await page.getByText('Dữ liệu mô phỏng', { exact: false }).first().waitFor()
})

test('every tile of the scene shows a number with its state and its age', async () => {
  await until(
    'the history of every source',
    async () =>
      (await (await fetch(`${base}/api/tiles/feeds.all`)).json()).data.feeds.every(
        (feed: { state: string }) => feed.state === 'ok',
      ),
    600,
  )
  const scene = await (await fetch(`${base}/api/scenes/overview`)).json()
  for (const { tile: id } of [...scene.places, { tile: scene.strip }]) {
    await until(
      `tile ${id}`,
      async () => ['ok', 'zero', 'provisional'].includes((await tile(id).getAttribute('data-state')) ?? ''),
      30,
    )
  }
  expect(await tile('dossiers.map').locator('[data-unit]').count()).toBeGreaterThanOrEqual(104)
}, 800_000)

test('a dossier handed in at the source reaches the pixel', async () => {
  const before = await value('dossiers.received_today')
  const answer = await fetch(`${simulator}/control`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-control': '1' },
    body: JSON.stringify({ dossiers: { submit: {} } }),
  })
  expect(answer.ok).toBe(true)
  await until('one more dossier received today', async () => (await value('dossiers.received_today')) > before, 30)
  await until('and seen', async () => Number((await tile('dossiers.received_today').textContent())?.match(/\d+/)?.[0]) > before)
})

test('an article published at the source is seen at the foot of the wall', async () => {
  // A number of thirteen digits would be masked at the door.
  const title = `Tin thử nghiệm số ${Date.now() % 100_000} về xã Như Quỳnh`
  await fetch(`${simulator}/control`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-control': '1' },
    body: JSON.stringify({ press: { publish: { title } } }),
  })
  const shown = tile('press.newest').locator('.strip-items')
  // Its outlet is asked every 20 seconds, in turn with every other source.
  await shown.getByText(title).waitFor({ timeout: 120_000 })
  const times = await shown.locator('time').evaluateAll((all) => all.map((time) => time.getAttribute('datetime')))
  expect(times).toEqual(times.toSorted().toReversed())
})

test('all script a wall needs weighs no more than 300 KB as it travels', async () => {
  const weights = await Promise.all([...scripts].map(async (url) => gzipSync(await (await fetch(url)).arrayBuffer()).length))
  expect(weights.length).toBeGreaterThan(1)
  expect(weights.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(300_000)
})

test('the wall asked no other host for anything and complained of nothing', () => {
  expect(foreign).toEqual([])
  expect(complaints).toEqual([])
})

test.each([
  [3840, 2160],
  [1920, 1080],
  [1440, 900],
])('at %i×%i nothing sticks out of its tile or is cut short', async (width, height) => {
  await page.setViewportSize({ width, height })
  await page.waitForTimeout(500)
  await expect.poll(stickingOut, LAID_OUT).toEqual([])
  const cut = await page
    .locator('.tile-title, .tile-foot-part:first-child, .tile-owner, .feeds-title, .feeds-owner, .bar-row-name')
    .evaluateAll((texts) => texts.filter((text) => text.scrollWidth > text.clientWidth + 1).map((text) => text.textContent))
  expect(cut).toEqual([])
})

test.each(readdirSync(join(ROOT, 'sql/provinces/national/scenes')).map((file) => file.replace('.yaml', '')))(
  'in the scene %s nothing sticks out of its tile, on a wall and on a desk, and all is legible from where a wall is looked at',
  async (scene) => {
    await page.goto(`${base}/wall/${scene}`)
    const { places } = await (await fetch(`${base}/api/scenes/${scene}`)).json()
    await until(
      `every tile of ${scene}`,
      async () => (await page.locator('[data-tile]:not([data-state="waiting"])').count()) >= places.length,
      60,
    )
    for (const [width, height] of [
      [3840, 2160],
      [1440, 900],
    ] as const) {
      await page.setViewportSize({ width, height })
      await page.waitForTimeout(300)
      await expect.poll(stickingOut, { ...LAID_OUT, message: `${width}×${height}` }).toEqual([])
      if (height === LOOKED_AT.height) expect(await hardToRead()).toEqual([])
    }
    // Each picture brings its own style along: without it a link looks as browsers draw one.
    const bare = await page
      .locator('.wall a')
      .evaluateAll((links) =>
        links
          .filter((link) => link.textContent && getComputedStyle(link).textDecorationLine === 'underline')
          .map((link) => link.className),
      )
    expect(bare).toEqual([])
  },
)

/** Words that are seen under a smaller angle than can be read with ease. */
async function hardToRead(): Promise<string[]> {
  const said = await page.evaluate(() =>
    [...document.querySelectorAll('.wall *')]
      .filter((one) => one.getClientRects().length > 0 && !one.closest('.unseen'))
      .filter((one) => [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()))
      .map((one) => {
        // What is drawn is of its drawing's own scale.
        const scale = one instanceof SVGGraphicsElement ? (one.getScreenCTM()?.a ?? 1) : 1
        return {
          size: Number.parseFloat(getComputedStyle(one).fontSize) * scale,
          text: `${one.getAttribute('class')} ${one.textContent}`,
        }
      }),
  )
  return said
    .filter(({ size }) => arcMinutes(size, LOOKED_AT) < LEGIBLE_MINUTES)
    .map(({ size, text }) => `${size} px, ${arcMinutes(size, LOOKED_AT).toFixed(1)}′: ${text.slice(0, 80)}`)
}

/** A wall of another size is laid out anew as fast as its machine can. */
const LAID_OUT = { timeout: 10_000, interval: 300 }

/** What is seen beyond the edge of its tile. */
function stickingOut(): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('[data-tile]')].flatMap((box) => {
      const frame = box.getBoundingClientRect()
      /** What is left of an element where those around it cut it off. */
      const seen = (inner: Element) => {
        const { left, right, top, bottom } = inner.getBoundingClientRect()
        const rect = { left, right, top, bottom }
        for (let around = inner.parentElement; around && around !== box; around = around.parentElement) {
          if (getComputedStyle(around).overflow !== 'hidden') continue
          const cut = around.getBoundingClientRect()
          rect.left = Math.max(rect.left, cut.left)
          rect.right = Math.min(rect.right, cut.right)
          rect.top = Math.max(rect.top, cut.top)
          rect.bottom = Math.min(rect.bottom, cut.bottom)
        }
        return rect
      }
      return [...box.querySelectorAll('*')]
        .filter((inner) => !inner.closest('.unseen') && inner.getClientRects().length > 0)
        .filter((inner) => {
          const { left, right, top, bottom } = seen(inner)
          const isSeen = right > left && bottom > top
          return isSeen && (right > frame.right + 2 || left < frame.left - 2 || bottom > frame.bottom + 2 || top < frame.top - 2)
        })
        .map((inner) => `${box.getAttribute('data-tile')}: ${inner.getAttribute('class') ?? inner.tagName}`)
    }),
  )
}

test('when the server goes away the wall says so instead of showing old numbers as new', async () => {
  house.kill('SIGTERM')
  await page.locator('.wall:not([data-connection="live"])').waitFor({ timeout: 30_000 })
})
