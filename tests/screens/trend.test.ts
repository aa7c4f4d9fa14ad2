import { buildWeb } from '@ioc/workers/testing'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve, until } from '../support/app.ts'
import { launchBrowser } from '../support/browser.ts'
import { hungYen } from '../support/database.ts'
import { commit, dossier, openRun } from '../support/dossiers.ts'
import { countTwiceFrom } from '../support/redefined.ts'

// A trend as a real browser draws it.

let browser: Browser

beforeAll(async () => {
  await buildWeb(() => {}, AbortSignal.timeout(60_000))
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

const DAY_MS = 86_400_000
const DAYS_SHOWN = 60
const SEAM_DAYS_AGO = 25

test('where the definition changed a dashed upright stands, and its day and its act are told to who cannot see it', async () => {
  const database = await hungYen()
  const today = Math.floor((Date.now() + 7 * 3_600_000) / DAY_MS)
  const received = today - Date.parse('2026-01-01') / DAY_MS
  const { rows } = await database.pool.query(`select id from unit where key = 'phuong-pho-hien'`)
  await commit(
    database,
    await openRun(database, 'dossiers-sim'),
    Array.from({ length: DAYS_SHOWN }, (_, n) => dossier({ id: `d${n}`, unit: rows[0].id, received: received - n })),
  )
  const day = new Date((today - SEAM_DAYS_AGO) * DAY_MS).toISOString().slice(0, 10)
  await countTwiceFrom(database, day)
  const { url } = await serve(database)
  const page = await browser.newPage({ viewport: { width: 3840, height: 2160 } })
  page.on('pageerror', (error) => expect.soft(error.message).toBe(''))
  await page.goto(`${url}/wall`)

  const tile = page.locator('[data-tile="dossiers.flow"]')
  await tile.locator(`[data-seam="${day}"]`).waitFor({ state: 'attached' })
  expect(await tile.locator('[data-seam]').allTextContents()).toEqual([
    expect.stringContaining(`cách tính mới từ ${day.split('-').reverse().join('/')}. Đếm hai lần để thử. Quyết định mới`),
  ])

  /** The columns of the plot in which what is drawn in the seam's colour covers a third of the height or more. */
  const uprights = () =>
    tile.locator('canvas').evaluate((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement
      const drawn = (canvas as HTMLCanvasElement).getContext('2d') as CanvasRenderingContext2D
      const { data } = drawn.getImageData(0, 0, width, height)
      const seam = [0x93, 0xa4, 0xbf]
      // Between two columns of pixels it is drawn half in either.
      const isSeam = (at: number) => (data[at + 3] ?? 0) > 60 && seam.every((part, n) => Math.abs((data[at + n] ?? 0) - part) < 8)
      return Array.from({ length: width }, (_, x) => ({
        x: x / width,
        share: Array.from({ length: height }, (_, y) => isSeam(4 * (y * width + x))).filter(Boolean).length / height,
      })).filter(({ share }) => share > 1 / 3)
    })
  await until('a dashed upright', async () => (await uprights()).length > 0)
  const found = await uprights()
  // It is thin, broken, and where the day is.
  expect(Math.max(...found.map(({ share }) => share))).toBeLessThan(0.7)
  const [first, last] = [found[0]?.x ?? 0, found.at(-1)?.x ?? 1]
  expect(last - first).toBeLessThan(0.01)
  expect(Math.abs(first - (1 - SEAM_DAYS_AGO / DAYS_SHOWN))).toBeLessThan(0.06)
})
