import { buildWeb } from '@ioc/workers/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve } from '../support/app.ts'
import { launchBrowser } from '../support/browser.ts'
import { hungYen } from '../support/database.ts'

// All that the explorer can do, by a few letters and no pointer.

let browser: Browser

beforeAll(async () => {
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

async function command(page: Page, letters: string, isFirst: RegExp): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Tìm chỉ tiêu, đơn vị, cách xem' }).waitFor()
  await page.keyboard.type(letters)
  await page.locator('[cmdk-item][data-selected="true"]').getByText(isFirst).first().waitFor()
  await page.keyboard.press('Enter')
  await page.locator('dialog.chooser').waitFor({ state: 'detached' })
}

const asked = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams)

test('a question is asked whole by keys alone: indicator, unit, split, picture, comparison, and another indicator anew', async () => {
  const { url } = await serve(await hungYen())
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  page.on('pageerror', (error) => expect.soft(error.message).toBe(''))
  await page.goto(`${url}/explore`)
  await page.getByRole('heading', { name: 'Chọn một chỉ tiêu để bắt đầu' }).waitFor()
  await command(page, 'tam dung cho bo sung', /^Hồ sơ tạm dừng chờ bổ sung/)
  expect(asked(page)).toEqual({ indicator: 'dossiers.paused_now' })
  await command(page, 'du bao', /^Dự báo$/)
  expect(asked(page)).toEqual({ indicator: 'dossiers.paused_now', by: 'forecast' })
  await command(page, 'don vi truc thuoc', /^Đơn vị trực thuộc$/)
  await command(page, 'ban do nhiet', /^Bản đồ nhiệt$/)
  await command(page, 'nhu quynh', /^Xã Như Quỳnh$/)
  expect(asked(page)).toMatchObject({ of: 'xa-nhu-quynh', by: 'unit', picture: 'heat' })
  await command(page, 'theo tet', /theo Tết/)
  expect(asked(page)).toMatchObject({ compare: 'lunar' })
  await command(page, 'thu ngan sach tren dia ban', /^Thu ngân sách trên địa bàn/)
  expect(asked(page)).toMatchObject({ indicator: 'budget.revenue', of: 'xa-nhu-quynh' })
  // Esc leaves everything as it was.
  const before = page.url()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Tìm chỉ tiêu, đơn vị, cách xem' }).fill('zzz')
  await page.getByText('Không tìm thấy «zzz»').waitFor()
  await page.keyboard.press('Escape')
  await page.locator('dialog.chooser').waitFor({ state: 'detached' })
  expect(page.url()).toBe(before)
  await page.close()
})
