import { buildWeb } from '@ioc/workers/testing'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve } from '../support/app.ts'
import { launchBrowser } from '../support/browser.ts'
import { hungYen } from '../support/database.ts'
import { commit, dossier, openRun } from '../support/dossiers.ts'

// What a wall shows between two numbers.

let browser: Browser

beforeAll(async () => {
  await buildWeb(() => {}, AbortSignal.timeout(60_000))
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

const DAYS_SHOWN = 60

/** How many pictures a chart showed one after the other from when ten dossiers more came in until it had stood for a second. */
async function picturesOfNews(reducedMotion: 'reduce' | 'no-preference'): Promise<number> {
  const database = await hungYen()
  const today = Math.floor((Date.now() + 7 * 3_600_000) / 86_400_000) - Date.parse('2026-01-01') / 86_400_000
  const { rows } = await database.pool.query(`select id from unit where key = 'phuong-pho-hien'`)
  const received = (count: number, at: (n: number) => number, name: string) =>
    Array.from({ length: count }, (_, n) => dossier({ id: `${name}${n}`, unit: rows[0].id, received: at(n) }))
  await commit(
    database,
    await openRun(database, 'dossiers-sim'),
    received(DAYS_SHOWN, (n) => today - n, 'old'),
  )
  const { url } = await serve(database)
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 }, reducedMotion })
  page.on('pageerror', (error) => expect.soft(error.message).toBe(''))
  await page.goto(`${url}/wall`)
  await page.locator('[data-tile="dossiers.flow"] canvas').waitFor()
  // As text: what compiles this file would name the functions in it.
  await page.evaluate(`{
    const canvas = document.querySelector('[data-tile="dossiers.flow"] canvas')
    let last = ''
    globalThis.pictures = 0
    globalThis.changedAt = 0
    requestAnimationFrame(function look(now) {
      const picture = canvas.toDataURL()
      if (picture !== last) {
        last = picture
        globalThis.pictures++
        globalThis.changedAt = now
      }
      requestAnimationFrame(look)
    })
  }`)
  const stands = (pictures: number) =>
    expect
      .poll(() => page.evaluate(`globalThis.pictures > ${pictures} && performance.now() - globalThis.changedAt > 1_000`), {
        timeout: 20_000,
      })
      .toBe(true)
  // A font or the last of the layout may come late.
  await stands(0)
  const before = await page.evaluate<number>('globalThis.pictures')
  await commit(
    database,
    await openRun(database, 'dossiers-sim'),
    received(10, () => today, 'new'),
  )
  await stands(before)
  const pictures = await page.evaluate<number>('globalThis.pictures')
  await page.close()
  return pictures - before
}

test('a chart with news slides to it, and never jumps', async () => {
  expect(await picturesOfNews('no-preference')).toBeGreaterThan(1)
})

test('where somebody asks for little motion, a chart with news stands at once', async () => {
  expect(await picturesOfNews('reduce')).toBe(1)
})
