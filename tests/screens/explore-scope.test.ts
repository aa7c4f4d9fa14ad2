import { loadUnitRegistry } from '@ioc/sql'
import { buildWeb } from '@ioc/workers/testing'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signedInWithin } from '../access/as.ts'
import { serve } from '../support/app.ts'
import { launchBrowser } from '../support/browser.ts'
import { ODD, oddThursday } from '../support/odd-thursday.ts'

// The explorer of an officer who may see some domains of one ward: what is offered is what is answered.

let browser: Browser

beforeAll(async () => {
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

test('an officer is offered what they may see, told how much more there is, asks of their own ward, and is refused the rest with why', async () => {
  const database = await oddThursday()
  const { url } = await serve(database)
  const ward = (await loadUnitRegistry(database.db)).find(ODD.ward)
  const { cookie = '' } = await signedInWithin(
    database,
    { unit: ward.id, domains: ['dossiers', 'reports'], upTo: 'internal' },
    'can-bo-phuong',
  )
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const [name = '', value = ''] = cookie.split('=')
  await context.addCookies([{ name, value, url }])
  const page = await context.newPage()
  page.on('pageerror', (error) => expect.soft(error.message).toBe(''))

  await page.goto(`${url}/explore`)
  await page.getByText(/\d+ chỉ tiêu khác nằm ngoài phạm vi tài khoản của bạn được xem/).waitFor()
  await page.getByRole('heading', { name: 'Hồ sơ thủ tục hành chính', exact: true }).waitFor()
  expect(await page.getByRole('heading', { name: 'Thu, chi ngân sách' }).count()).toBe(0)
  const offered = await page
    .locator('.start-domains a')
    .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).search))
  const asked = offered.map((search) => new URLSearchParams(search))
  expect(asked.map((each) => each.get('of'))).toEqual(asked.map(() => ODD.ward))
  const ids = asked.map((each) => each.get('indicator') ?? '')
  expect(ids).toContain('dossiers.on_time_rate')
  // Those of other domains are open to anybody.
  expect(ids.filter((id) => /^(budget|press|security|documents)\./.test(id))).toEqual([])

  await page.getByRole('button', { name: 'Thêm chỉ tiêu' }).click()
  await page.keyboard.type('tiep nhan')
  await page
    .getByRole('option', { name: /^Tiếp nhận/ })
    .first()
    .click()
  await page.locator('.explore-reading').getByText('Phường Phố Hiến').waitFor()
  expect(new URL(page.url()).searchParams.get('of')).toBe(ODD.ward)

  await page.goto(`${url}/explore?indicator=budget.revenue&of=${ODD.ward}`)
  await page.getByRole('alert').getByText('ngoài phạm vi tài khoản của bạn').waitFor()
  await context.close()
})
