import { buildWeb } from '@ioc/workers/testing'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve, until } from '../support/app.ts'
import { launchBrowser } from '../support/browser.ts'
import { oddThursday } from '../support/odd-thursday.ts'

// A question that takes long, for somebody else has the totals locked.

let browser: Browser

beforeAll(async () => {
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

test('a question that takes long says that it is reckoned, is stopped in the database too, and is asked again', async () => {
  const database = await oddThursday()
  const { url } = await serve(database)
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  page.on('pageerror', (error) => expect.soft(error.message).toBe(''))
  const somebody = await database.pool.connect()
  const waiting = async () => {
    const { rows } = await somebody.query(
      `select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    return rows[0].waiting as number
  }
  await somebody.query('begin')
  await somebody.query('lock table cell in access exclusive mode')
  await page.goto(`${url}/explore?indicator=dossiers.received_today&by=unit&over=month`)
  await page.getByRole('status').getByText('Đang tính…').waitFor()
  const before = await until('it waits', waiting)
  await page.getByRole('button', { name: 'Dừng', exact: true }).click()
  await page.getByText('Đã dừng. Số liệu chưa được tính.').waitFor()
  await until('it waits no longer', async () => (await waiting()) < before)
  await somebody.query('rollback')
  somebody.release()
  await page.getByRole('button', { name: 'Tính lại' }).first().click()
  await page.getByRole('row', { name: /Phường Phố Hiến/ }).waitFor()
  await page.close()
})
