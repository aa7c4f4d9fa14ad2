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

// The whole loop: a bad number, an alert, an order, a unit that mends it, evidence, a signature, and a relapse.

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

test('from a bad value at the source to a signature, and back when the number falls again', async () => {
  const database = await hungYen()
  await onlyRules(database, {
    id: 'overdue',
    title: { vi: 'Hồ sơ quá hạn', en: 'Overdue dossiers' },
    indicators: ['dossiers.overdue'],
    when: { is: 'threshold', levels: { critical: 1 } },
  })
  await people(database, {
    lan: { unit: 'van-phong-ubnd', role: 'specialist' },
    chu: { unit: 'hung-yen', role: 'vice_chair' },
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
  /** Nobody waits a day in a test: whatever is due of directives is due now. */
  const hurry = () =>
    database.pool.query(`update directive set look_at = now(), condition = jsonb_set(condition, '{everyHours}', '1')`)
  const looked = () =>
    database.pool.query(`alter table directive_event disable trigger user;
      update directive_event set at = at - interval '2 hours'; alter table directive_event enable trigger user`)

  const page: Page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  page.on('dialog', (dialog) => void dialog.accept())
  await overdue(3)
  await page.goto(`${url}/console/alerts`)
  await page.getByRole('link', { name: 'Hồ sơ quá hạn' }).click()
  await page.getByRole('link', { name: 'Ra chỉ đạo' }).click()
  await page.getByText(/^Còn thiếu: Lãnh đạo ban hành/).waitFor()
  await page.getByLabel('Số văn bản (nếu có)').fill('12/CĐ-UBND')
  await page.getByLabel('Lãnh đạo ban hành').fill('Phó Chủ tịch Nguyễn Văn An')
  await page.getByLabel('Đơn vị chủ trì').fill('Văn phòng UBND tỉnh')
  await page.getByLabel('Đơn vị phối hợp').fill('Sở Tài chính')
  await page.getByRole('button', { name: 'Sở Tài chính ×' }).waitFor()
  await page.getByLabel('Mức phải đạt').fill('0')
  await page.getByLabel('Đạt liên tiếp').fill('2')
  await signIn(page.context(), 'Trần Thị Hoa')
  await page.getByRole('button', { name: 'Ban hành' }).click()
  await page.getByRole('heading', { name: /^Khắc phục: Hồ sơ quá hạn/ }).waitFor()
  expect(page.url()).toMatch(/\/console\/directives\/1$/)
  await page.getByText('Hồ sơ quá hạn của Tỉnh Hưng Yên không quá 0 hồ sơ: 0/2 lần liên tiếp').waitFor()

  await page.getByRole('button', { name: 'Tiếp nhận' }).click()
  // The wall tells what is under way, and says when nobody has anything to do any more.
  const wall = await browser.newPage({ viewport: { width: 1920, height: 1080 } })
  await wall.goto(`${url}/wall/alerts`)
  const board = wall.locator('[data-tile="directives.open"]')
  await board.getByText(/^Khắc phục: Hồ sơ quá hạn/).waitFor()
  await board.getByText('Văn phòng UBND tỉnh').waitFor()

  await page.getByLabel('Nguyên nhân').fill('Thiếu người trực')
  await page.getByLabel('Biện pháp khắc phục').fill('Bố trí thêm hai người')
  await page.getByRole('button', { name: 'Gửi giải trình' }).click()
  await page.getByText('Nguyên nhân: Thiếu người trực').waitFor()
  await page.getByLabel('Đã làm được (%)').fill('60')
  await page.getByRole('button', { name: 'Gửi', exact: true }).click()
  await page.getByText('60 %').first().waitFor()
  await board.getByText('60 %').waitFor()
  expect(await page.getByRole('button', { name: 'Xác nhận hoàn thành' }).count()).toBe(0)

  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'sau.png', mimeType: 'image/png', buffer: Buffer.from('not a picture') })
  await page.getByText('Chỉ nhận ảnh JPEG, PNG và tệp PDF, DOCX, XLSX.').waitFor()
  await page.locator('input[type=file]').setInputFiles({ name: 'sau.png', mimeType: 'image/png', buffer: PNG })
  const photo = page.getByRole('img', { name: 'sau.png' })
  await photo.waitFor()
  expect(await photo.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBe(1)

  await overdue(0)
  for (const count of [1, 2]) {
    await looked()
    await hurry()
    await page.getByText(`không quá 0 hồ sơ: ${count}/2 lần liên tiếp`).waitFor()
  }
  await page.getByRole('button', { name: 'Xác nhận hoàn thành' }).click()
  await page.getByText('Chỉ đạo đã hoàn thành.').waitFor()
  await board.getByText('Không có chỉ đạo nào đang thực hiện.').waitFor()

  await overdue(2)
  await hurry()
  await page.getByText('Mở lại: chỉ tiêu lại không đạt').waitFor()
  await page.getByText('mở lại 1 lần').waitFor()
  await board.getByText('Văn phòng UBND tỉnh · mở lại 1 lần').waitFor()
  await page.getByText('Minh chứng: 0 tệp').waitFor()

  await page.getByRole('link', { name: 'Về danh sách chỉ đạo' }).click()
  await page.getByRole('row', { name: /Khắc phục: Hồ sơ quá hạn.*12\/CĐ-UBND.*Văn phòng UBND tỉnh.*Đang thực hiện/ }).waitFor()
  await page.getByRole('tab', { name: 'Theo đơn vị' }).click()
  await page.getByRole('row', { name: /^Văn phòng UBND tỉnh 0 1 0/ }).waitFor()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Tải bảng (CSV)' }).click(),
  ])
  expect(await readFile((await download.path()) as string, 'utf8')).toContain('CĐ-1,12/CĐ-UBND,Khắc phục: Hồ sơ quá hạn')
}, 180_000)
