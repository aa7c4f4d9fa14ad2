import { buildWeb } from '@ioc/workers/testing'
import axe from 'axe-core'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve } from '../support/app.ts'
import { launchBrowser, signIn } from '../support/browser.ts'
import { ODD, oddThursday } from '../support/odd-thursday.ts'

// What stands out of what is usual, in a real browser: marked, explained by the units that moved it, and noted for whoever looks next.

let browser: Browser

beforeAll(async () => {
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

async function open(url: string, search: string, colorScheme: 'light' | 'dark' = 'light') {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme })
  page.on('pageerror', (error) => expect.soft(error.message).toBe(''))
  await page.goto(`${url}/explore${search}`)
  return page
}

const SEARCH = '?indicator=dossiers.received_today&over=2026-11-10..2026-11-22&step=day'

test('the odd day is named above the chart, and one press tells which ward moved it, which is one press away', async () => {
  const { url } = await serve(await oddThursday())
  const page = await open(url, SEARCH)
  await page.getByRole('button', { name: '19/11/2026 ▲ cao' }).click()
  const usual = page.getByRole('region', { name: 'So với mức thường lệ' })
  await usual.getByText('Cao khác thường.').waitFor()
  expect(await usual.locator('p').first().textContent()).toContain(`theo ${ODD.weeksBefore} kỳ tương tự`)
  expect(await usual.locator('tbody tr').allTextContents()).toEqual(['Phường Phố Hiến13030,0+100,0'])
  await usual.getByRole('button', { name: 'Phường Phố Hiến' }).click()
  await page.getByText('130 hồ sơ').first().waitFor()
  expect(new URL(page.url()).searchParams.get('of')).toBe(ODD.ward)
  await page.close()
})

test('a note written at a point stands in the chart for the next who looks, and goes once somebody says why', async () => {
  const { url } = await serve(await oddThursday())
  const at = new Date(`${ODD.day}T00:00:00+07:00`).toISOString()
  const writer = await open(url, `${SEARCH}&at=${at}`)
  const notes = writer.getByRole('region', { name: 'Ghi chú tại điểm này' })
  await notes.getByLabel('Ghi điều người xem sau cần biết').fill('Nhận hồ sơ dồn của cả tuần')
  await signIn(writer.context(), 'Nguyễn Thị Lan')
  await notes.getByRole('button', { name: 'Thêm ghi chú' }).click()
  await notes.getByRole('listitem').getByText('Nhận hồ sơ dồn của cả tuần').waitFor()

  const reader = await open(url, SEARCH, 'dark')
  await reader.getByRole('list', { name: 'Sự kiện' }).getByText('Nhận hồ sơ dồn của cả tuần').waitFor({ state: 'attached' })
  await reader.close()

  await writer.evaluate(axe.source)
  const violations = await writer.evaluate<{ id: string; nodes: { html: string }[] }[]>(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(({ violations }) => violations)`,
  )
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])

  await notes.getByRole('button', { name: 'Rút ghi chú «Nhận hồ sơ dồn của cả tuần»' }).click()
  await notes.getByLabel('Vì sao rút ghi chú này?').fill('ghi nhầm ngày')
  await notes.getByRole('button', { name: 'Rút', exact: true }).click()
  await notes.getByRole('listitem').waitFor({ state: 'detached' })
  await writer.close()
})

test('a year is told up to each month, and a point of it is the year up to it', async () => {
  const { url } = await serve(await oddThursday())
  const page = await open(url, '?indicator=dossiers.received_today&over=2026-07-01..2026-11-22&step=month')
  await page.getByLabel('Mỗi điểm là một').selectOption({ label: 'tháng, lũy kế từ đầu năm' })
  // Sixteen Thursdays of sixty, the odd one, and what the town took ten days before.
  await page.getByRole('row', { name: /^11\/2026 1\.120/ }).waitFor()
  expect(new URL(page.url()).searchParams.get('run')).toBe('year')
  await page
    .getByRole('row', { name: /^11\/2026/ })
    .getByRole('button')
    .click()
  await page.locator('.point p').getByText('1.120 hồ sơ').waitFor()
  await page.close()
})

test('a commune can be set beside its peers, the province beside none', async () => {
  const { url } = await serve(await oddThursday())
  const page = await open(url, '?indicator=dossiers.received_today&over=2026-07-01..2026-11-22&step=month')
  const compared = page.getByLabel('So với')
  await compared.waitFor()
  expect(await compared.getByRole('option').allTextContents()).not.toContain('Trung vị đơn vị cùng cấp')
  await page.goto(`${url}/explore?indicator=dossiers.received_today&over=2026-07-01..2026-11-22&step=month&of=${ODD.ward}`)
  await compared.selectOption({ label: 'Trung vị đơn vị cùng cấp' })
  await page.getByText('trung vị các đơn vị cùng cấp 0 hồ sơ').waitFor()
  for (const name of ['Tứ phân vị thứ nhất (P25)', 'Trung vị cùng cấp', 'Tứ phân vị thứ ba (P75)'])
    await page.getByRole('columnheader', { name }).waitFor()
  await page.close()
})
