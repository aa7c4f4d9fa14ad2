import { buildWeb } from '@ioc/workers/testing'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve } from '../support/app.ts'
import { launchBrowser, signIn } from '../support/browser.ts'
import { hungYen } from '../support/database.ts'

// What happened that bears on figures, written at the desk.

let browser: Browser
beforeAll(async () => {
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

test('a storm is written at the desk, stands in the list and over HTTP, and is withdrawn with a reason', async () => {
  const { url } = await serve(await hungYen())
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  page.on('pageerror', (error) => expect.soft(error.message).toBe(''))
  await page.goto(`${url}/console/events`)
  await page.getByRole('button', { name: 'Ghi sự kiện' }).click()
  await page.getByLabel('Tên sự kiện').fill('Bão số 3 (Yagi)')
  await page.getByLabel('Bắt đầu').fill('07/09/2026')
  await page.getByLabel('Kết thúc').fill('09/09/2026')
  await page.getByLabel('Nguồn, căn cứ').fill('Bản tin khí tượng')
  await page.getByLabel('Lý do ghi').fill('Tiếp nhận giảm mạnh')
  await signIn(page.context(), 'Nguyễn Thị Lan')
  await page.locator('form .desk-primary').click()
  const row = page.getByRole('row', { name: /Bão số 3.*Toàn tỉnh/ })
  await row.waitFor()
  expect(await row.textContent()).toContain('07/09/2026')

  const { events } = (await (await fetch(`${url}/api/events?from=2026-09-01&to=2026-09-30`)).json()) as {
    events: { title: { vi: string }; kind: string }[]
  }
  expect(events.filter(({ kind }) => kind === 'storm').map(({ title }) => title.vi)).toEqual(['Bão số 3 (Yagi)'])

  await row.getByRole('button', { name: /^Rút/ }).click()
  await page.getByLabel('Vì sao rút').fill('Ghi nhầm năm')
  await page.locator('.console-why .desk-primary').click()
  await row.waitFor({ state: 'detached' })
  await page.getByLabel('Cả sự kiện đã rút').check()
  await row.waitFor()
  expect(await row.textContent()).toContain('Đã rút')
})
