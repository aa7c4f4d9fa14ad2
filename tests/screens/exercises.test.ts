import { readFile } from 'node:fs/promises'
import { buildWeb, startPlayer } from '@ioc/workers/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { serve } from '../support/app.ts'
import { launchBrowser, signIn } from '../support/browser.ts'
import { hungYen } from '../support/database.ts'
import { commit, dossier, openRun } from '../support/dossiers.ts'
import { people } from '../support/escalation.ts'
import { heard } from '../support/sources.ts'

// An exercise is begun and led on screen; the wall and every screen say what it is, and say it no more once it has ended.

let browser: Browser
beforeAll(async () => {
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

test('begun in the console, shown on the wall, walked through as if it were real, ended, gone and reported', async () => {
  const database = await hungYen()
  await people(database, {
    lan: { unit: 'van-phong-ubnd', role: 'specialist' },
    hoa: { unit: 'van-phong-ubnd', role: 'director' },
  })
  const unit = (await database.pool.query("select id from unit where key = 'phuong-pho-hien'")).rows[0].id
  const dossiers = Array.from({ length: 4 }, (_, n) => dossier({ id: `${n}`, unit, finished: n === 0 ? null : 20 }))
  await commit(database, await openRun(database, 'dossiers-sim'), dossiers)
  await heard(database, new Date())
  const { url } = await serve(database)
  const player = await startPlayer(database, url, (error) => console.error(error))
  onTestFinished(() => player.close())

  const wall: Page = await browser.newPage({ viewport: { width: 1920, height: 1080 } })
  await wall.goto(`${url}/wall/dossiers`)
  await wall.locator('[data-tile]').first().waitFor()
  const band = wall.getByText('DIỄN TẬP: Hồ sơ thủ tục hành chính tồn đọng')
  expect(await band.count()).toBe(0)

  const page: Page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.goto(`${url}/console/exercises`)
  await page.getByLabel('Hồ sơ thủ tục hành chính tồn đọng').check()
  await signIn(page.context(), 'Trần Thị Hoa')
  await page.getByRole('button', { name: 'Bắt đầu diễn tập' }).click()
  await page.getByText('Đang diễn tập: Hồ sơ thủ tục hành chính tồn đọng').waitFor()
  await page.getByText(/đã đưa ra/).waitFor()
  await band.waitFor()
  const tile = wall.locator('[data-exercised]').filter({ hasText: '11,5' })
  await tile.first().waitFor()
  await page.getByRole('button', { name: 'Sang tình huống tiếp' }).click()
  await wall.locator('[data-exercised]').filter({ hasText: '18,2' }).first().waitFor()

  // What is real stays as it is; the exercise has a console of its own.
  await page.getByRole('link', { name: 'Cảnh báo', exact: true }).click()
  await page
    .getByText('Không có cảnh báo nào đang mở.')
    .or(page.getByText('Mọi chỉ tiêu'))
    .or(page.locator('.console-empty'))
    .first()
    .waitFor()
  expect(await page.locator('.alert-group').count()).toBe(0)
  await page.getByRole('link', { name: 'Mở bảng diễn tập' }).click()
  await page.getByText('Không phải tình huống thật.').waitFor()
  const alert = page.getByRole('heading', { name: 'DIỄN TẬP Tỷ lệ quá hạn trong hồ sơ đang xử lý' })
  await alert.getByRole('link').click()
  await page.getByRole('heading', { name: 'DIỄN TẬP Tỷ lệ quá hạn trong hồ sơ đang xử lý' }).waitFor()
  await page.getByRole('link', { name: 'DIỄN TẬP: Xử lý tồn đọng hồ sơ thủ tục hành chính' }).click()
  await page.getByText('Bước tiếp theo: Tiếp nhận cảnh báo').waitFor()
  await page.getByRole('link', { name: 'Tin đã gửi' }).click()
  await page.getByText('DIỄN TẬP – Bắt đầu quy trình').first().waitFor()

  await page.getByRole('link', { name: 'Diễn tập', exact: true }).click()
  await page.getByRole('button', { name: 'Kết thúc…' }).click()
  await page.getByRole('button', { name: 'Kết thúc diễn tập' }).click()
  await page.getByText('Không có cuộc diễn tập nào đang diễn ra.').waitFor()
  await band.waitFor({ state: 'detached' })
  expect(await wall.locator('[data-exercised]').count()).toBe(0)
  await page
    .getByRole('row', { name: /Hồ sơ thủ tục hành chính tồn đọng/ })
    .getByRole('link')
    .click()
  await page.getByRole('heading', { name: 'Báo cáo sau diễn tập: Hồ sơ thủ tục hành chính tồn đọng' }).waitFor()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Tải tệp báo cáo' }).click(),
  ])
  const kept = await readFile((await download.path()) as string, 'utf8')
  expect(kept).toContain('DIỄN TẬP. Không phải tình huống thật.')
  expect(kept).toContain('Hồ sơ đất đai dồn lại')
}, 180_000)
