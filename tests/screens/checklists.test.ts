import { readFile } from 'node:fs/promises'
import { buildWeb, startDispatcher, startEngine } from '@ioc/workers/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { onlyRules } from '../support/alerts.ts'
import { serve } from '../support/app.ts'
import { launchBrowser, signIn } from '../support/browser.ts'
import { hungYen } from '../support/database.ts'
import { commit, dossier, openRun } from '../support/dossiers.ts'
import { people } from '../support/escalation.ts'
import { heard } from '../support/sources.ts'

// A bad number begins a checklist by itself; its steps are done on screen, and what happened is kept as one file.

let browser: Browser
beforeAll(async () => {
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

test('from a bad value at the source to steps done by keyboard, an end by itself and a report to keep', async () => {
  const database = await hungYen()
  await onlyRules(database, {
    id: 'overdue',
    title: { vi: 'Hồ sơ quá hạn', en: 'Overdue dossiers' },
    indicators: ['dossiers.overdue'],
    when: { is: 'threshold', levels: { critical: 1 } },
  })
  await people(database, {
    lan: { unit: 'van-phong-ubnd', role: 'specialist' },
    hoa: { unit: 'van-phong-ubnd', role: 'director' },
  })
  await heard(database, new Date(Date.now() + 600_000))
  const { url } = await serve(database)
  const onError = (error: unknown) => console.error(error)
  const running = [await startEngine(database, onError), await startDispatcher(database, url, onError)]
  onTestFinished(async () => void (await Promise.all(running.map((each) => each.close()))))
  const unit = (await database.pool.query("select id from unit where key = 'phuong-pho-hien'")).rows[0].id
  let version = 0
  async function overdue(count: number): Promise<void> {
    const run = await openRun(database, 'dossiers-sim')
    version++
    const told = Array.from({ length: 4 }, (_, n) => dossier({ id: `d${n}`, version, unit, finished: n < count ? null : 20 }))
    await commit(database, run, told)
  }

  const page: Page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.goto(`${url}/console/checklists`)
  await page.getByText('Không có quy trình nào đang chạy.').waitFor()
  await overdue(3)
  await page.getByRole('link', { name: 'Xử lý tồn đọng hồ sơ thủ tục hành chính' }).click()
  await page.getByText('Bước tiếp theo: Tiếp nhận cảnh báo').waitFor()
  await signIn(page.context(), 'Trần Thị Hoa')

  await page.getByRole('link', { name: 'Hồ sơ quá hạn' }).click()
  await page.getByRole('button', { name: 'Tiếp nhận' }).click()
  await page.getByRole('link', { name: 'Xử lý tồn đọng hồ sơ thủ tục hành chính' }).click()
  await page.getByText('Bước tiếp theo: Đối chiếu danh sách hồ sơ quá hạn với hệ thống một cửa').waitFor()
  const done = page.getByRole('button', { name: 'Đã làm', exact: true })
  expect(await done.isEnabled()).toBe(false)
  await page.getByLabel('Kết quả').fill('3 hồ sơ đất đai ở phường Phố Hiến')
  await done.press('Enter')
  await page.getByText('Bước tiếp theo: Xác định cơ quan').waitFor()

  // From step to step by arrows.
  const head = (name: string) => page.getByRole('button', { name: new RegExp(`^\\d+ ${name}`) })
  await head('Xác định cơ quan').focus()
  await page.keyboard.press('ArrowUp')
  expect(await head('Đối chiếu danh sách').evaluate((button) => button === document.activeElement)).toBe(true)
  await head('Bố trí thêm người').press('Enter')
  await page.getByLabel('Ghi chú hoặc lý do').or(page.getByLabel('Kết quả')).fill('Đủ người')
  await page.getByRole('button', { name: 'Bỏ qua' }).click()
  await page.getByText('Bỏ qua Bố trí thêm người').waitFor()
  await head('Báo cáo lãnh đạo').press('Enter')
  await page.locator('input[type=file]').setInputFiles({ name: 'bao-cao.png', mimeType: 'image/png', buffer: PNG })
  await page.getByText('đã có 1 tệp').waitFor()
  await done.click()
  await page.getByText('4/8 bước').waitFor()

  await overdue(0)
  await page.getByText(/Còn 3 bước chưa làm: Xác định cơ quan/).waitFor()
  await page.getByRole('link', { name: 'Báo cáo sau xử lý' }).click()
  await page.getByRole('heading', { name: 'Báo cáo sau xử lý: Xử lý tồn đọng hồ sơ thủ tục hành chính' }).waitFor()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Tải tệp báo cáo' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('bao-cao-quy-trinh-1.html')
  const kept = await readFile((await download.path()) as string, 'utf8')
  expect(kept).toContain('3 hồ sơ đất đai ở phường Phố Hiến')
  expect(kept).toMatch(/^<!doctype html>\n<html lang="vi"><head><meta charset="utf-8">.*<style>/)
  expect(kept).not.toMatch(/<script|<link/)

  const moment = page.getByRole('row', { name: /Đã làm: Đối chiếu danh sách/ })
  expect(await moment.getByRole('cell').nth(1).textContent()).toBe('3 hồ sơ')
  await moment.getByRole('link').click()
  await page.locator('[data-connection="replay"] [data-tile]').first().waitFor()
  expect(page.url()).toMatch(/\/wall\/dossiers\?asOf=/)
}, 180_000)
