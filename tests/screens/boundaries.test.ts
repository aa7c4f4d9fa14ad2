import type { Database } from '@ioc/sql'
import { loadUnitRegistry, mappedUnits } from '@ioc/sql'
import { buildWeb } from '@ioc/workers/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { serve, until } from '../support/app.ts'
import { launchBrowser } from '../support/browser.ts'
import { hungYen } from '../support/database.ts'
import { commit, dossier, openRun } from '../support/dossiers.ts'
import { heard } from '../support/sources.ts'

// A file of outlines from the desk to the wall, and back to the cartogram.

let browser: Browser
beforeAll(async () => {
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

const MERGED = '2025-07-01'
const FORMER = '1997-01-01'

async function open(
  url: string,
  more: { reducedMotion?: 'reduce' } = {},
): Promise<{ page: Page; asked: string[]; broken: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, ...more })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  const [asked, broken]: [string[], string[]] = [[], []]
  page.on('request', (request) => asked.push(request.url()))
  page.on('pageerror', (error) => broken.push(error.message))
  await page.goto(url)
  return { page, asked, broken }
}

/** A square for every unit of a day, in a field of ten beside each other; the last `without` have none. */
async function squares({ db }: Database, day: string, without = 0): Promise<Buffer> {
  const { rows } = { rows: await db.selectFrom('province').select('key').execute() }
  const units = await loadUnitRegistry(db)
  const communes = mappedUnits(units, units.find(rows[0]?.key ?? '').id, day)
  const features = communes.slice(0, communes.length - without).map(({ code, name }, at) => {
    const [x, y] = [106 + 0.05 * (at % 10), 20.4 + 0.05 * Math.floor(at / 10)]
    const ring = [
      [x, y],
      [x + 0.05, y],
      [x + 0.05, y + 0.05],
      [x, y + 0.05],
      [x, y],
    ]
    return { type: 'Feature', properties: { ma_xa: Number(code), ten: name }, geometry: { type: 'Polygon', coordinates: [ring] } }
  })
  const stranger = { type: 'Feature', properties: { ma_xa: 99_999, ten: 'Xã Ở Nơi Khác' }, geometry: features[0]?.geometry }
  return Buffer.from(JSON.stringify({ type: 'FeatureCollection', features: [...features, stranger] }))
}

/** One commune has all its dossiers overdue, two have some. */
async function overdue(database: Database): Promise<void> {
  const units = await loadUnitRegistry(database.db)
  const run = await openRun(database, 'dossiers-sim')
  const at = (key: string, count: number) =>
    Array.from({ length: count }, (_, n) => dossier({ id: `${key} ${n}`, unit: units.find(key).id }))
  await commit(database, run, [...at('phuong-pho-hien', 4), ...at('xa-tan-hung', 2), ...at('phuong-son-nam', 1)])
  await heard(database, new Date())
}

const tile = (page: Page) => page.locator('[data-tile="dossiers.map"]')

async function lookAt(page: Page, file: Buffer, name: string): Promise<void> {
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/geo+json', buffer: file })
}

async function putInForce(page: Page): Promise<void> {
  await page.getByLabel('Nguồn của tệp').fill('Sở Nông nghiệp và Môi trường')
  await page.getByLabel('Giấy phép hoặc quyền sử dụng').fill('dùng trong cơ quan')
  await page.getByLabel('Lý do').fill('bản đồ mới')
  await page.getByRole('button', { name: 'Đưa vào dùng' }).click()
  await page.locator('tr[data-set]').first().getByText('đang dùng').waitFor()
}

test('a file is looked at, put in force and drawn; old days by their own; withdrawn, the cartogram is back; nobody else is asked for anything', async () => {
  const database = await hungYen()
  await overdue(database)
  const { url } = await serve(database)
  const wall = await open(`${url}/wall/dossiers`)
  await tile(wall.page).locator('.hexes').waitFor()
  expect(wall.asked.some((each) => /BoundaryMap|api\/boundaries/.test(each))).toBe(false)

  const desk = await open(`${url}/console/boundaries`)
  await desk.page.getByText('Chưa nạp ranh giới nào').waitFor()
  await desk.page.getByRole('button', { name: 'Nạp tệp ranh giới' }).click()
  await lookAt(desk.page, Buffer.from('{"type":"FeatureCollection","features":[{"type"'), 'nua.geojson')
  await desk.page.getByRole('alert').getByText('chưa tải hết').waitFor()
  await lookAt(desk.page, await squares(database, MERGED, 2), 'xa-2025.geojson')
  await desk.page.getByText('102 trong 104 đơn vị có hình').waitFor()
  await desk.page.getByText('Mã đơn vị lấy ở thuộc tính «ma_xa».').waitFor()
  expect(await desk.page.locator('.boundaries-bare li').count()).toBe(2)
  await desk.page.getByText('Xã Ở Nơi Khác (99999)').waitFor()
  await until('the picture', async () => (await desk.page.locator('.boundaries-picture path').count()) === 102)
  // Looked at is not drawn.
  expect(await tile(wall.page).locator('.outlines').count()).toBe(0)
  await putInForce(desk.page)

  await tile(wall.page).locator('.outlines').waitFor()
  expect(await tile(wall.page).locator('.outline').count()).toBe(102)
  await tile(wall.page).locator('canvas').waitFor()
  await tile(wall.page).getByText('2 đơn vị chưa có ranh giới').waitFor()
  expect(await tile(wall.page).locator('.unseen a').count()).toBe(2)
  await until('painted', () => isPainted(wall.page))

  const geo = async (day: string) => {
    const { data } = (await (await fetch(`${url}/api/tiles/dossiers.map?geo=${day}`)).json()) as {
      data: { boundaries: { sha256: string } | null; cells: unknown[] }
    }
    return { cells: data.cells.length, drawnBy: data.boundaries?.sha256 ?? null }
  }
  const now = await geo('2026-01-01')
  expect(now.drawnBy).toMatch(/^[0-9a-f]{64}$/)
  expect(await geo('2025-06-30')).toEqual({ cells: 381, drawnBy: null })
  await desk.page.getByRole('button', { name: 'Nạp tệp ranh giới' }).click()
  await desk.page.getByLabel('Dùng cho bản đồ từ ngày').selectOption(FORMER)
  await lookAt(desk.page, await squares(database, FORMER), 'xa-cu.geojson')
  await desk.page.getByText('381 trong 381 đơn vị có hình').waitFor()
  await putInForce(desk.page)
  const before = await geo('2025-06-30')
  expect(before.drawnBy).toMatch(/^[0-9a-f]{64}$/)
  expect(before.drawnBy).not.toBe(now.drawnBy)
  expect(await geo('2026-01-01')).toEqual(now)

  const outlines = await fetch(`${url}/api/boundaries/drawn/${now.drawnBy}`, { headers: { 'accept-encoding': 'br' } })
  expect(outlines.headers.get('cache-control')).toContain('immutable')
  const again = await fetch(`${url}/api/boundaries/drawn/${now.drawnBy}`, {
    headers: { 'if-none-match': outlines.headers.get('etag') ?? '' },
  })
  expect(again.status).toBe(304)

  const row = desk.page.locator('tr[data-set]', { hasText: 'xa-2025.geojson' })
  await row.getByRole('button', { name: 'Thu hồi' }).click()
  await desk.page.getByLabel('Vì sao thu hồi').fill('sai hai xã')
  await desk.page.getByRole('button', { name: 'Đồng ý' }).click()
  await row.getByText('sai hai xã').waitFor()
  await tile(wall.page).locator('.hexes').waitFor()
  expect(await tile(wall.page).locator('.outlines').count()).toBe(0)
  expect((await geo('2026-01-01')).drawnBy).toBeNull()
  for (const { asked, broken } of [wall, desk]) {
    expect(asked.filter((each) => !each.startsWith(url) && !each.startsWith('data:') && !each.startsWith('blob:'))).toEqual([])
    expect(broken).toEqual([])
  }
})

/** Whether the canvas has any colour on it. */
const isPainted = (page: Page) =>
  tile(page)
    .locator('canvas')
    .evaluate((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement
      const pixels = (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data ?? []
      return pixels.some((value) => value > 0)
    })

test('the units that need somebody come into the light one after the other; who points at or steps to one holds it there', async () => {
  const database = await hungYen()
  await overdue(database)
  const { url } = await serve(database)
  const { page } = await open(`${url}/wall/dossiers?full=dossiers.map`)
  const lit = () => tile(page).locator('.callout-layer').getAttribute('data-lit')
  await tile(page).locator('.callout-layer').waitFor()
  const first = await lit()
  await until('the next', async () => (await lit()) !== first)
  await tile(page).locator('.hex[data-unit="phuong-pho-hien"] a').focus()
  await until('it', async () => (await lit()) === 'phuong-pho-hien')
  await tile(page).locator('.callout').getByText('Phường Phố Hiến').waitFor()
  await tile(page).locator('.callout').getByText('toàn tỉnh').waitFor()
  // Longer than one stays by itself.
  await page.waitForTimeout(7_000)
  expect(await lit()).toBe('phuong-pho-hien')
  await page.keyboard.press('ArrowDown')
  await until('the one below', async () => (await lit()) !== 'phuong-pho-hien')
})

test('who wants less motion is shown no unit until they step to one', async () => {
  const database = await hungYen()
  await overdue(database)
  const { url } = await serve(database)
  const { page } = await open(`${url}/wall/dossiers?full=dossiers.map`, { reducedMotion: 'reduce' })
  await tile(page).locator('.worst-row').first().waitFor()
  expect(await tile(page).locator('.callout-layer').count()).toBe(0)
  await tile(page).locator('.worst-row a').first().focus()
  await tile(page).locator('.callout-layer').waitFor()
})
