import { buildWeb } from '@ioc/workers/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { signedInAs } from '../access/as.ts'
import { serve } from '../support/app.ts'
import { launchBrowser } from '../support/browser.ts'
import { hungYen } from '../support/database.ts'
import { report } from '../support/field-reports.ts'
import { takeFiles } from '../support/files.ts'

// Whose record it is, is sealed: an officer opens it beside the record by saying why; who may not is offered nothing.

const NAME = 'Nguyễn Thị Canh'
const CODE = 'PAHT.20261109.0001'
const REASON = 'Gọi lại để hỏi vị trí cây đổ'
const REPORT = report(1, { reporterName: NAME })

let browser: Browser
beforeAll(async () => {
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

async function record(role: 'unit_officer' | 'leader') {
  const database = await hungYen()
  const take = (more: object = {}) =>
    takeFiles(database, 'reports-sim', { 'phan-anh.json': JSON.stringify({ duLieu: [{ ...REPORT, ...more }] }) })
  await take()
  const { url } = await serve(database)
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  onTestFinished(() => context.close())
  const [name = '', value = ''] = (await signedInAs(database, role)).cookie?.split('=') ?? []
  await context.addCookies([{ name, value, domain: '127.0.0.1', path: '/', httpOnly: true }])
  const page = await context.newPage()
  page.on('pageerror', (error) => expect.soft(error.message).toBe(''))
  await page.clock.install()
  const open = () => page.goto(`${url}/wall?fact=${encodeURIComponent(`reports-sim/${CODE}`)}`)
  await open()
  const identity = page.getByRole('region', { name: 'Danh tính người gửi' })
  await page.getByRole('row', { name: 'reporterName đã niêm phong' }).waitFor()
  return { database, page, identity, take, open }
}

async function reveal(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Mở danh tính…' }).click()
  const send = page.getByRole('button', { name: 'Mở và ghi nhật ký' })
  await page.keyboard.type('Gọi lại')
  expect(await send.isDisabled()).toBe(true)
  await page.getByLabel('Lý do cần biết').fill(REASON)
  await send.click()
  await page.getByText(NAME).waitFor()
}

test('an officer says why, reads who it was, and closes it; after a minute it closes by itself', async () => {
  const { database, page, identity, take, open } = await record('unit_officer')
  await reveal(page)
  expect(await identity.locator('dl').textContent()).toBe(`reporterName${NAME}`)
  const { rows } = await database.pool.query(`select detail from audit_entry where entity = 'sealed_identity'`)
  expect(rows).toEqual([{ detail: { reason: REASON, fields: ['reporterName'] } }])

  await page.keyboard.press('Enter')
  await page.getByText(NAME).waitFor({ state: 'detached' })
  expect(await identity.evaluate((section) => section === document.activeElement)).toBe(true)

  await reveal(page)
  await page.clock.fastForward(61_000)
  await page.getByText(NAME).waitFor({ state: 'detached' })

  // Of another version it is opened anew.
  await take({ status: 'IN_PROGRESS', updatedAt: '2026-11-09T09:00:00.000' })
  await open()
  await reveal(page)
  await page.locator('.version button').last().click()
  await page.getByText(NAME).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Mở danh tính…' }).waitFor()
})

test('what is refused is said beside what was typed; what is over is told to be', async () => {
  const { database, page, identity } = await record('unit_officer')
  await database.pool.query('delete from sealed_identity')
  await page.route('**/reveal', (route) =>
    route.fulfill({ status: 409, json: { detail: 'Bạn đã mở quá nhiều.' }, contentType: 'application/problem+json' }),
  )
  await page.getByRole('button', { name: 'Mở danh tính…' }).click()
  await page.getByLabel('Lý do cần biết').fill(REASON)
  await page.getByRole('button', { name: 'Mở và ghi nhật ký' }).click()
  await identity.getByRole('alert').getByText('Bạn đã mở quá nhiều.').waitFor()
  expect(await page.getByLabel('Lý do cần biết').inputValue()).toBe(REASON)

  await page.unroute('**/reveal')
  await page.getByRole('button', { name: 'Mở và ghi nhật ký' }).click()
  await identity.getByText('Đã xóa khi hết thời hạn lưu').waitFor()
})

test('a leader sees that it is sealed, and no way to open it', async () => {
  const { identity } = await record('leader')
  await identity.getByText('Chỉ cán bộ được giao quyền mới mở được').waitFor()
  expect(await identity.getByRole('button').count()).toBe(0)
})
