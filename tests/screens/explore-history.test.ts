import type { ReadingAnswer } from '@ioc/server/contract'
import { loadUnitRegistry } from '@ioc/sql'
import { buildWeb } from '@ioc/workers/testing'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve } from '../support/app.ts'
import { launchBrowser } from '../support/browser.ts'
import { hungYen } from '../support/database.ts'
import { commit, dossier, openRun } from '../support/dossiers.ts'
import { heard } from '../support/sources.ts'

// More is asked for than was ever told of: the explorer says from when on there is something.

let browser: Browser

beforeAll(async () => {
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

/** After 1 January 2026: 12 March. */
const FIRST = 70

test('of a year and a half of which nine months were told of the first day is said, over time, by units, and by no period that was told of whole', async () => {
  const database = await hungYen()
  const ward = (await loadUnitRegistry(database.db)).find('phuong-pho-hien')
  const run = await openRun(database, 'dossiers-sim')
  await commit(
    database,
    run,
    Array.from({ length: 20 }, (_, n) =>
      dossier({ id: `d${n}`, unit: ward.id, received: FIRST + 9 * n, finished: FIRST + 9 * n + 1 }),
    ),
  )
  await heard(database, new Date())
  const { url } = await serve(database)
  const toldFrom = async (period: string) =>
    ((await (await fetch(`${url}/api/readings/dossiers.received_today?period=${period}`)).json()) as ReadingAnswer).toldFrom
  expect(await toldFrom('2025-06-01..2026-08-31')).toBe('2026-03-11T17:00:00.000Z')
  expect([await toldFrom('2026-04'), await toldFrom('2025-06')]).toEqual([null, null])

  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  page.on('pageerror', (error) => expect.soft(error.message).toBe(''))
  const said = page.getByText('Số liệu chỉ có từ ngày 12/03/2026; trước đó chưa có số liệu nào được báo về')
  for (const split of ['', '&by=unit', '&by=unit&picture=heat']) {
    await page.goto(`${url}/explore?indicator=dossiers.received_today&over=2025-06-01..2026-08-31${split}`)
    await said.waitFor()
  }
  await page.goto(`${url}/explore?indicator=dossiers.received_today&over=2026-04`)
  await page.locator('.explore-answer').waitFor()
  expect(await page.getByText('Số liệu chỉ có từ').count()).toBe(0)
  await page.close()
})
