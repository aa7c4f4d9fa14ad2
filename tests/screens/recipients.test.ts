import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildWeb, startDispatcher, startEngine } from '@ioc/workers/testing'
import { simpleParser } from 'mailparser'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { onlyRules } from '../support/alerts.ts'
import { serve, until } from '../support/app.ts'
import { launchBrowser, signIn } from '../support/browser.ts'
import { hungYen } from '../support/database.ts'
import { commit, dossier, openRun } from '../support/dossiers.ts'
import { mailServer } from '../support/receivers.ts'
import { heard } from '../support/sources.ts'

// An alert reaches a person: who they are, how they are reached and what became of it are seen to on screen.

vi.stubEnv('IOC_DATA_DIR', mkdtempSync(join(tmpdir(), 'ioc-recipients-')))

let browser: Browser
beforeAll(async () => {
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

test('somebody is put on the list and on duty, mail is set up and tried, and an alert is in their letters and in the console', async () => {
  const database = await hungYen()
  const { port, mails } = await mailServer({ users: { ioc: 'mat-khau-cua-ioc' } })
  await onlyRules(database, {
    id: 'overdue',
    title: { vi: 'Hồ sơ quá hạn', en: 'Overdue dossiers' },
    indicators: ['dossiers.overdue'],
    when: { is: 'threshold', levels: { critical: 1 } },
  })
  await heard(database, new Date(Date.now() + 600_000))
  const { url } = await serve(database)
  const onError = (error: unknown) => console.error(error)
  const running = [await startEngine(database, onError), await startDispatcher(database, url, onError)]
  onTestFinished(async () => void (await Promise.all(running.map((each) => each.close()))))
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })

  await page.goto(`${url}/console/alerts/recipients`)
  await page.getByText('đơn vị còn thiếu người nhận').click()
  await page.getByText('Văn phòng UBND tỉnh: Chuyên viên, Phó Giám đốc, Giám đốc').waitFor()
  await page.getByRole('button', { name: 'Thêm người nhận' }).click()
  await page.keyboard.type('Nguyễn Thị Lan')
  await page.getByRole('combobox', { name: 'Đơn vị' }).fill('Văn phòng UBND tỉnh')
  await page.getByRole('textbox', { name: 'Thư điện tử' }).fill('lan@')
  await page.getByRole('button', { name: 'Lưu' }).click()
  await page.getByText('«lan@» không phải địa chỉ thư điện tử.').waitFor()
  await page.getByRole('textbox', { name: 'Thư điện tử' }).fill('lan@example.vn')
  await page.keyboard.press('Enter')
  await page.getByRole('row', { name: /Nguyễn Thị Lan Văn phòng UBND tỉnh Chuyên viên Thư: lan@example.vn/ }).waitFor()
  await page.getByText('Văn phòng UBND tỉnh: Phó Giám đốc, Giám đốc').waitFor()

  await page.getByLabel('Người trực').selectOption({ label: 'Nguyễn Thị Lan – Văn phòng UBND tỉnh' })
  await page.getByLabel('Từ', { exact: true }).fill('07:00 01/01/2026')
  await page.getByLabel('Đến', { exact: true }).fill('06:00 01/01/2026')
  await signIn(page.context(), 'Nguyễn Thị Lan')
  await page.getByRole('button', { name: 'Xếp ca' }).click()
  await page.getByText('Ca trực phải kết thúc sau khi bắt đầu.').waitFor()
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10).split('-').reverse().join('/')
  await page.getByLabel('Từ', { exact: true }).fill(`07:00 ${day(-2)}`)
  await page.getByLabel('Đến', { exact: true }).fill(`07:00 ${day(2)}`)
  await page.getByRole('button', { name: 'Xếp ca' }).click()
  await page.getByText('đang trực').waitFor()

  await page.getByRole('link', { name: 'Kênh gửi' }).click()
  const card = page.getByRole('article').filter({ hasText: 'Thư điện tử' })
  await card.getByRole('button', { name: 'Đặt kênh' }).click()
  await card.getByText('Thiết lập thêm').click()
  await card.getByLabel('Máy chủ thư (SMTP)').fill('127.0.0.1')
  await card.getByLabel('Cổng').fill(String(port))
  await card.getByLabel('Mã hóa đường truyền').selectOption({ label: 'Không mã hóa' })
  await card.getByLabel('Tài khoản').fill('ioc')
  await card.getByLabel('Mật khẩu').fill('mat-khau-cua-ioc')
  await card.getByRole('button', { name: 'Lưu và bật' }).click()
  await card.getByText('Còn 1 chỗ phải sửa.').waitFor()
  await card.getByLabel('Gửi từ địa chỉ').fill('ioc@example.vn')
  await card.getByRole('button', { name: 'Lưu và bật' }).click()
  await card.getByText('Đã lưu.').waitFor()
  await card.getByLabel('Gửi thử cho').selectOption({ label: 'Nguyễn Thị Lan' })
  await card.getByRole('button', { name: 'Gửi thử' }).click()
  await until('the test has come', () => mails.length === 1)
  await card.getByText('gửi được 1').waitFor()
  expect(await page.content()).not.toContain('mat-khau-cua-ioc')

  const unit = (await database.pool.query("select id from unit where key = 'phuong-pho-hien'")).rows[0].id
  await commit(
    database,
    await openRun(database, 'dossiers-sim'),
    Array.from({ length: 3 }, (_, n) => dossier({ id: `d${n}`, version: 1, unit, finished: null })),
  )
  await until('the alert has come', () => mails.length === 2)
  const { subject, text } = await simpleParser(mails[1]?.text ?? '')
  expect(subject).toBe('[Nghiêm trọng] Hồ sơ quá hạn – Tỉnh Hưng Yên')
  await page.goto(/Xem và tiếp nhận: (\S+)/.exec(text ?? '')?.[1] ?? '')
  await page.getByText('Văn phòng UBND tỉnh · đã báo 1 người').waitFor()
  await page.getByText('Nếu không ai tiếp nhận, báo lên bậc trên lúc').waitFor()
  const row = page.getByRole('row').filter({ hasText: 'lan•••@example.vn' })
  await row.getByRole('button', { name: 'Biên nhận' }).click()
  await page.getByText(/^250 /).waitFor()

  await page.getByRole('link', { name: 'Về danh sách cảnh báo' }).click()
  // The alert, and the checklist that began with it.
  await page.getByText('Tin cho bạn: 2').waitFor()
  await page.getByRole('button', { name: 'Đã đọc' }).click()
  await page.getByText('Tin cho bạn: 2').waitFor({ state: 'detached' })
})
