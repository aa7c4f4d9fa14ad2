import { heldWith, registryAsOf, setEmbargo, wholeBuckets } from '@ioc/sql'
import { buildWeb } from '@ioc/workers/testing'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve } from '../support/app.ts'
import { launchBrowser } from '../support/browser.ts'
import { hungYen } from '../support/database.ts'

let browser: Browser

beforeAll(async () => {
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

test.each([
  ['overview', 'budget.revenue_progress'],
  ['budget', 'budget.revenue_outlook'],
])('on the wall %s a figure that is held back says until when', async (scene, tile) => {
  const database = await hungYen()
  const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)
  const held = heldWith(await registryAsOf(database.db, null), 'budget.revenue')
  const span = wholeBuckets(held, { from: `${today.slice(0, 4)}-01-01`, to: today })
  const until = new Date(Date.now() + 3_600_000)
  await setEmbargo(database.db, held, { span, until, why: 'họp báo', by: 'Lan', now: new Date() })
  const { url } = await serve(database)
  const page = await browser.newPage({ viewport: { width: 3840, height: 2160 } })
  await page.goto(`${url}/wall/${scene}`)
  const at = new Date(until.getTime() + 7 * 3_600_000).toISOString()
  const said = `công bố ${at.slice(11, 16)} ${at.slice(8, 10)}/${at.slice(5, 7)}`
  await page.locator(`[data-tile="${tile}"]`).getByText(said).waitFor()
  expect(await page.locator(`[data-tile="${tile}"] .tile-foot`).textContent()).toContain(said)
  await page.close()
})
