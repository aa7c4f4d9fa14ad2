import type { Database } from '@ioc/sql'
import { buildWeb, startEngine } from '@ioc/workers/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { onlyRules } from '../support/alerts.ts'
import { serve } from '../support/app.ts'
import { launchBrowser, signIn } from '../support/browser.ts'
import { hungYen } from '../support/database.ts'
import { commit, dossier, openRun } from '../support/dossiers.ts'
import { heard } from '../support/sources.ts'

// From a bad number at the source to somebody who sees to it, and to the end; and a rule made from a tile.

let browser: Browser
beforeAll(async () => {
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

async function open(url: string, viewport = { width: 1440, height: 900 }): Promise<Page> {
  const page = await browser.newPage({ viewport })
  await page.goto(url)
  return page
}

let told = 0
async function overdue(database: Database, communes: Record<string, number>): Promise<void> {
  const run = await openRun(database, 'dossiers-sim')
  const version = ++told
  for (const [commune, count] of Object.entries(communes)) {
    const unit = (await database.pool.query('select id from unit where key = $1', [commune])).rows[0].id
    await commit(
      database,
      run,
      Array.from({ length: 6 }, (_, n) => dossier({ id: `${commune} ${n}`, version, unit, finished: n < count ? null : 20 })),
    )
  }
}

async function house(...rules: unknown[]) {
  const database = await hungYen()
  await onlyRules(database, ...rules)
  await heard(database, new Date(Date.now() + 600_000))
  const engine = await startEngine(database, () => {})
  onTestFinished(() => engine.close())
  const { url } = await serve(database)
  return { database, url }
}

test('a bad number raises an alert on wall and desk, somebody takes it by name, and it ends with the number', async () => {
  const { database, url } = await house({
    id: 'overdue',
    title: { vi: 'Xã có hồ sơ quá hạn', en: 'Communes with overdue dossiers' },
    indicators: ['dossiers.overdue'],
    kinds: ['commune'],
    when: { is: 'threshold', levels: { warn: 1, critical: 4 } },
  })
  const wall = await open(`${url}/wall`, { width: 1920, height: 1080 })
  const tile = wall.locator('[data-tile="alerts.open"]')
  await tile.getByText('Không có cảnh báo nào đang mở.').waitFor()
  const page = await open(`${url}/console/alerts`)
  await page.getByText('Không có cảnh báo nào đang mở.').waitFor()

  await overdue(database, { 'phuong-pho-hien': 2, 'phuong-hong-chau': 5 })
  const group = page.getByRole('listitem').filter({ hasText: 'Hồ sơ quá hạn' })
  await group.getByText('2 chưa có người tiếp nhận').waitFor()
  await tile.getByText('2 đơn vị').waitFor()
  await group.getByRole('button', { name: 'Xem các đơn vị' }).click()
  await page.getByRole('row', { name: /Nghiêm trọng Phường Hồng Châu 5 hồ sơ ngưỡng 4 hồ sơ/ }).waitFor()

  await page.getByRole('link', { name: 'Phường Hồng Châu' }).click()
  await page.getByText('Giá trị vượt ngưỡng: 1 (cảnh báo), 4 (nghiêm trọng).').waitFor()
  await signIn(page.context(), 'Trần Thị Hoa')
  await page.getByRole('textbox', { name: 'Ghi chú' }).fill('Đang gọi phường')
  await page.getByRole('button', { name: 'Tiếp nhận' }).click()
  await page.getByText('«Đang gọi phường»').waitFor()

  await overdue(database, { 'phuong-hong-chau': 0 })
  await page.getByText('Đã hết').first().waitFor()
  await page.getByRole('link', { name: 'Về danh sách cảnh báo' }).click()
  await page.getByText('0 nghiêm trọng · 1 cảnh báo').waitFor()
  await Promise.all([page.close(), wall.close()])
})

test('two rules that see the same number of one unit are told as two alerts and not as two units', async () => {
  const rule = { title: { vi: 'Hồ sơ quá hạn', en: 'Overdue dossiers' }, indicators: ['dossiers.overdue'], kinds: ['commune'] }
  const { database, url } = await house(
    { id: 'overdue', ...rule, when: { is: 'threshold', levels: { warn: 1 } } },
    { id: 'overdue-stricter', ...rule, when: { is: 'threshold', levels: { watch: 1 } } },
  )
  await overdue(database, { 'phuong-pho-hien': 2 })
  const page = await open(`${url}/console/alerts`)
  const group = page.getByRole('listitem').filter({ hasText: 'Hồ sơ quá hạn' })
  await group.getByText('2 cảnh báo', { exact: true }).waitFor()
  await group.getByRole('button', { name: 'Xem các cảnh báo' }).click()
  await page.getByRole('row', { name: /Theo dõi Phường Phố Hiến/ }).waitFor()
  expect(await group.getByText('2 đơn vị').count()).toBe(0)
  await page.close()
})

test('a rule is made from a tile by one step, rehearsed, put into use, and taken away with a reason', async () => {
  const { database, url } = await house()
  await overdue(database, { 'phuong-pho-hien': 3 })
  const page = await open(`${url}/wall?proof=dossiers.overdue`, { width: 1920, height: 1080 })
  await page.getByRole('link', { name: 'Đặt cảnh báo' }).click()
  await page.getByRole('heading', { name: 'Thêm quy tắc cảnh báo' }).waitFor()
  const name = page.getByLabel('Tên quy tắc')
  await page.waitForFunction((field) => (field as HTMLInputElement).value !== '', await name.elementHandle())
  await page.getByLabel('Báo khi vượt: Theo dõi').fill('')
  await page.getByLabel('Báo khi vượt: Cảnh báo').fill('1,5')
  await page.getByLabel('Báo khi vượt: Nghiêm trọng').fill('')
  await page.getByRole('button', { name: 'Chạy thử trên 7 ngày qua' }).click()
  await page.getByText(/Lẽ ra (không )?báo/).waitFor({ timeout: 60_000 })
  await page.getByLabel('Lý do').fill('Lãnh đạo yêu cầu')
  await signIn(page.context(), 'Trần Thị Hoa')
  await page.getByRole('button', { name: 'Đưa vào dùng' }).click()
  await page.getByRole('button', { name: 'Bỏ quy tắc' }).waitFor()
  // In use: whoever asks the rules finds it within its next look at them.
  await page.getByRole('link', { name: 'Cảnh báo', exact: false }).first().click()
  await page.getByText('0 nghiêm trọng · 1 cảnh báo').waitFor({ timeout: 60_000 })

  await page.getByRole('link', { name: 'Quy tắc cảnh báo' }).click()
  await page
    .getByRole('main')
    .getByRole('link', { name: /quá hạn/ })
    .click()
  await page.getByLabel('Lý do').fill('Không cần nữa')
  await page.getByRole('button', { name: 'Bỏ quy tắc' }).click()
  await page.getByRole('heading', { name: 'Quy tắc cảnh báo' }).waitFor()
  const { rows } = await database.pool.query('select by, why from alert_rule_change order by id')
  expect(rows).toEqual([
    { by: 'Trần Thị Hoa', why: 'Lãnh đạo yêu cầu' },
    { by: 'Trần Thị Hoa', why: 'Không cần nữa' },
  ])
  await page.close()
})
