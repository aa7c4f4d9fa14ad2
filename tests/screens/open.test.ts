import { buildWeb } from '@ioc/workers/testing'
import axe from 'axe-core'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve } from '../support/app.ts'
import { launchBrowser } from '../support/browser.ts'
import { ODD, oddThursday } from '../support/odd-thursday.ts'

// The public page, in a real browser, by somebody who has nothing to do with the house.

let browser: Browser

beforeAll(async () => {
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

test('a citizen finds a figure by a few letters without marks, reads it by unit and by month, and takes the same away', async () => {
  const { url } = await serve(await oddThursday())
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  page.on('pageerror', (error) => expect.soft(error.message).toBe(''))
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  const isReadable = async () => {
    await page.evaluate(axe.source)
    const violations = await page.evaluate<{ id: string; nodes: { html: string }[] }[]>(
      `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(({ violations }) => violations)`,
    )
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  }
  await page.goto(`${url}/open`)
  await page.getByRole('searchbox').fill('tiep nhan')
  await isReadable()
  await page.getByRole('link', { name: 'Tiếp nhận', exact: true }).click()
  await page.getByRole('heading', { name: 'Tiếp nhận', level: 1 }).waitFor()
  await page.getByLabel('Kỳ số liệu').selectOption({ label: '11/2026' })
  const ward = page.getByRole('row', { name: /Phường Phố Hiến/ })
  expect(await ward.getByRole('cell').nth(1).textContent()).toBe('190')
  await page.emulateMedia({ colorScheme: 'dark' })
  await isReadable()

  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Tải CSV' }).click()])
  const lines = (await (await fetch(download.url())).text()).split('\r\n')
  const line = lines.find((each) => each.startsWith(`${ODD.ward},`) && each.includes(',2026-11-01,'))
  expect(line?.split(',')[5]).toBe('190')
  // Nothing else of the house is asked, so that this page can stand before the public by itself.
  expect(asked.filter((path) => path.startsWith('/api/') && !path.startsWith('/api/open'))).toEqual([])
  await page.close()
})

test('a figure that is not open says so, and where the list is', async () => {
  const { url } = await serve(await oddThursday())
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } })
  await page.goto(`${url}/open/security.open`)
  await page.getByRole('alert').getByText('Xem danh mục tại /open.').waitFor()
  await page.close()
})
