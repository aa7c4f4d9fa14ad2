import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { acceptInvitation, type Database, endSessions, invite, inviteFirst, makeAccount } from '@ioc/sql'
import { buildWeb } from '@ioc/workers/testing'
import { generate } from 'otplib'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { serve } from '../support/app.ts'
import { launchBrowser, signIn } from '../support/browser.ts'
import { hungYen } from '../support/database.ts'
import { NOBODY } from '../support/signed-in.ts'

// How people come in through the page, what they see there by what they may, and how a display shows figures with nobody signed in.

const PASSWORD = 'mười hai con cò trắng'

let browser: Browser
beforeAll(async () => {
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

/** A browser in which nobody is signed in. */
async function nobody(address: string, viewport = { width: 1440, height: 900 }): Promise<Page> {
  const context = await browser.newContext({ viewport })
  onTestFinished(() => context.close())
  await context.clearCookies()
  const page = await context.newPage()
  page.on('pageerror', (error) => expect.soft(error.message).toBe(''))
  await page.goto(address)
  return page
}

/** The same, in which somebody of the tests is. */
async function somebody(address: string, name: string): Promise<Page> {
  const page = await nobody('about:blank')
  await signIn(page.context(), name)
  await page.goto(address)
  return page
}

/** Somebody with these roles who has set their password. */
async function person(database: Database, roles: string[], login = 'ha.pham', name = 'Phạm Thu Hà'): Promise<number> {
  const account = await makeAccount(database.db, { name, login, roles })
  await acceptInvitation(database.db, (await invite(database.db, account)).token, { password: PASSWORD })
  return account
}

async function enter(page: Page, login = 'ha.pham', password = PASSWORD): Promise<void> {
  await page.getByLabel('Tên đăng nhập').fill(login)
  await page.getByLabel('Mật khẩu', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
}

const menu = (page: Page, name = 'Phạm Thu Hà') => page.locator('summary', { hasText: name })

test('who is not signed in is asked to; a wrong password is said, the right one opens what was asked for; signed out, the page asks again', async () => {
  const database = await hungYen()
  await person(database, ['analyst'])
  const { url } = await serve(database)
  const page = await nobody(`${url}/console/events`)
  const form = page.getByRole('dialog', { name: 'Đăng nhập' })
  await form.waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await enter(page, 'ha.pham', 'mười hai con cò đen')
  await form.getByRole('alert').getByText('Tên đăng nhập hoặc mật khẩu không đúng.').waitFor()
  await enter(page)
  await page.getByRole('heading', { name: 'Sự kiện' }).waitFor()
  await form.waitFor({ state: 'detached' })

  await menu(page).click()
  await page.getByRole('button', { name: 'Đăng xuất' }).click()
  await page.waitForURL(`${url}/sign-in?to=%2Fconsole%2Fevents`)
  await enter(page)
  await page.waitForURL(`${url}/console/events`)
  await menu(page).waitFor()
})

test('a wall nobody is signed in at asks too, shows its figures once somebody is, and none once they have signed out there', async () => {
  const database = await hungYen()
  await person(database, ['leader'])
  const { url } = await serve(database)
  const page = await nobody(`${url}/wall`, { width: 1920, height: 1080 })
  await page.getByRole('dialog', { name: 'Đăng nhập' }).waitFor()
  await enter(page)
  await page.locator('.wall[data-scene="overview"][data-connection="live"]').waitFor()
  const [cookie] = (await page.context().cookies()).filter(({ name }) => name === 'ioc-session')
  const out = page.getByRole('button', { name: 'Đăng xuất' })
  await out.click()
  const sure = page.getByRole('dialog', { name: 'Đăng xuất' })
  await sure.getByRole('button', { name: 'Thôi' }).click()
  await sure.waitFor({ state: 'detached' })
  await out.click()
  await sure.getByRole('button', { name: 'Đăng xuất' }).click()
  await page.waitForURL(`${url}/sign-in?to=%2Fwall`)
  const headers = { ...NOBODY, cookie: `ioc-session=${cookie?.value}` }
  expect((await fetch(`${url}/api/me`, { headers })).status).toBe(401)
})

test('a session that was ended elsewhere: the form lies over the page, what was typed is kept, and goes on', async () => {
  const database = await hungYen()
  const account = await person(database, ['analyst'])
  const { url } = await serve(database)
  const page = await nobody(`${url}/sign-in?to=/console/events`)
  await enter(page)
  await page.getByRole('button', { name: 'Ghi sự kiện' }).click()
  const title = page.getByLabel('Tên sự kiện')
  await title.fill('Lễ hội Phố Hiến')
  await endSessions(database.db, account, 'revoked')
  const form = page.getByRole('dialog', { name: 'Đăng nhập' })
  await form.getByText('Phiên đăng nhập đã kết thúc.').waitFor()
  expect(await page.getByLabel('Tên đăng nhập').inputValue()).toBe('ha.pham')
  await enter(page)
  await form.waitFor({ state: 'detached' })
  expect(await title.inputValue()).toBe('Lễ hội Phố Hiến')

  // Somebody else begins anew.
  await person(database, ['analyst'], 'minh.le', 'Lê Văn Minh')
  await endSessions(database.db, account, 'revoked')
  await form.waitFor()
  await enter(page, 'minh.le')
  await menu(page, 'Lê Văn Minh').waitFor()
  expect(await page.getByText('Lễ hội Phố Hiến').count()).toBe(0)
})

test('the second step is set up with a code, gives spare codes once, and is asked for at the next sign-in', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ioc-keys-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  vi.stubEnv('IOC_SECRETS_KEY_FILE', join(folder, 'secrets.key'))
  onTestFinished(() => void vi.unstubAllEnvs())
  const database = await hungYen()
  await person(database, ['leader'])
  const { url } = await serve(database)
  const page = await nobody(`${url}/account`)
  await enter(page)
  const step = page.getByRole('region', { name: 'Bước xác thực thứ hai' })
  await step.getByLabel('Mật khẩu của tài khoản').fill(PASSWORD)
  await step.getByRole('button', { name: 'Bắt đầu bật' }).click()
  await step.getByAltText('Hình để ứng dụng xác thực quét').waitFor()
  const secret = ((await step.locator('code').textContent()) ?? '').replaceAll(' ', '')
  await step.getByLabel('Mã 6 chữ số').fill('000000')
  await step.getByRole('button', { name: 'Xác nhận và bật' }).click()
  await step.getByRole('alert').getByText('Mã không đúng.').waitFor()
  await step.getByLabel('Mã 6 chữ số').fill(await generate({ secret }))
  await step.getByRole('button', { name: 'Xác nhận và bật' }).click()
  await step.locator('li').first().waitFor()
  const spare = await step.locator('li').allTextContents()
  expect(spare).toHaveLength(10)
  await step.getByRole('button', { name: 'Tôi đã cất các mã' }).click()
  await step.getByText('Đang bật').waitFor()

  await menu(page).click()
  await page.getByRole('button', { name: 'Đăng xuất' }).click()
  await enter(page)
  await page.getByLabel('Mã xác thực').fill('123456')
  await page.getByRole('button', { name: 'Xác nhận' }).click()
  await page.getByRole('alert').getByText('Mã xác thực không đúng hoặc đã dùng.').waitFor()
  await page.getByLabel('Mã xác thực').fill(spare[0] ?? '')
  await page.getByRole('button', { name: 'Xác nhận' }).click()
  await page.waitForURL(`${url}/account`)
  await step.getByLabel('Mật khẩu của tài khoản').fill(PASSWORD)
  await step.getByRole('button', { name: 'Tắt bước thứ hai' }).click()
  await step.getByRole('button', { name: 'Bắt đầu bật' }).waitFor()
})

test('whose role takes a second step is led to it right after the password, and from there to where they were going', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ioc-keys-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  vi.stubEnv('IOC_SECRETS_KEY_FILE', join(folder, 'secrets.key'))
  onTestFinished(() => void vi.unstubAllEnvs())
  const database = await hungYen()
  await person(database, ['analyst'])
  await database.pool.query(`update province set spec = spec || '{"secondStep": ["analyst"]}'`)
  const { url } = await serve(database)
  for (const address of ['/console/events', '/wall/dossiers']) {
    const page = await nobody(`${url}${address}`)
    await enter(page)
    await page.waitForURL(`${url}/account?to=${encodeURIComponent(address)}`)
    await page.getByText('Vai trò của anh chị phải có bước xác thực thứ hai.').waitFor()
  }
  const page = await nobody(`${url}/console/events`)
  await enter(page)
  await page.getByText('Vai trò của anh chị phải có bước xác thực thứ hai.').waitFor()
  expect(await page.getByRole('region').evaluateAll((parts) => parts.map((part) => part.getAttribute('aria-label')))).toEqual([
    'Bước xác thực thứ hai',
    'Khóa của thiết bị (passkey)',
  ])
  expect(await page.getByRole('link', { name: 'Về bàn làm việc' }).count()).toBe(0)
  const step = page.getByRole('region', { name: 'Bước xác thực thứ hai' })
  await step.getByLabel('Mật khẩu của tài khoản').fill(PASSWORD)
  await step.getByRole('button', { name: 'Bắt đầu bật' }).click()
  await step.getByAltText('Hình để ứng dụng xác thực quét').waitFor()
  const secret = ((await step.locator('code').textContent()) ?? '').replaceAll(' ', '')
  await step.getByLabel('Mã 6 chữ số').fill(await generate({ secret }))
  await step.getByRole('button', { name: 'Xác nhận và bật' }).click()
  // The codes are there to be kept, whatever else has come to the page by now.
  await page.getByRole('link', { name: 'Tiếp tục vào hệ thống' }).waitFor()
  expect(await step.locator('li').count()).toBe(10)
  await page.getByRole('link', { name: 'Tiếp tục vào hệ thống' }).click()
  await page.waitForURL(`${url}/console/events`)
  await page.getByRole('heading', { name: 'Sự kiện' }).waitFor()
})

test('where one is signed in is ended there with the password', async () => {
  const database = await hungYen()
  await person(database, ['leader'])
  const { url } = await serve(database)
  const [page, elsewhere] = [await nobody(`${url}/account`), await nobody(`${url}/account`)]
  await enter(elsewhere)
  await menu(elsewhere).waitFor()
  await enter(page)
  const sessions = page.getByRole('region', { name: 'Nơi đang đăng nhập' })
  await sessions.getByRole('button', { name: /^Kết thúc phiên trên/ }).click()
  await sessions.getByLabel('Mật khẩu của tài khoản').fill('mười hai con cò đen')
  await sessions.getByRole('button', { name: 'Kết thúc', exact: true }).click()
  await sessions.getByRole('alert').getByText('Mật khẩu hiện tại không đúng.').waitFor()
  await sessions.getByLabel('Mật khẩu của tài khoản').fill(PASSWORD)
  await sessions.getByRole('button', { name: 'Kết thúc', exact: true }).click()
  await expect.poll(() => sessions.getByRole('listitem').count()).toBe(1)
  expect(await sessions.getByLabel('Mật khẩu của tài khoản').count()).toBe(0)
  await elsewhere.reload()
  await elsewhere.getByRole('dialog', { name: 'Đăng nhập' }).waitFor()
})

test('another password, and whoever was signed in elsewhere is no longer', async () => {
  const database = await hungYen()
  await person(database, ['leader'])
  const { url } = await serve(database)
  const [page, elsewhere] = [await nobody(`${url}/account`), await nobody(`${url}/account`)]
  await enter(elsewhere)
  await menu(elsewhere).waitFor()
  await enter(page)
  const sessions = page.getByRole('region', { name: 'Nơi đang đăng nhập' })
  await sessions.getByRole('button', { name: 'Đăng xuất mọi nơi khác' }).waitFor()
  expect(await sessions.getByRole('listitem').count()).toBe(2)
  const change = page.getByRole('form', { name: 'Đổi mật khẩu' })
  await change.getByLabel('Mật khẩu hiện tại').fill(PASSWORD)
  await change.getByLabel('Mật khẩu mới').fill('matkhau12345')
  await change.getByLabel('Nhập lại mật khẩu').fill('matkhau12345')
  await change.getByRole('button', { name: 'Đổi mật khẩu' }).click()
  await change.getByRole('alert').getByText('Mật khẩu này nằm trong những mật khẩu hay dùng').waitFor()
  await change.getByLabel('Mật khẩu mới').fill('đàn sếu bay qua đê')
  await change.getByLabel('Nhập lại mật khẩu').fill('đàn sếu bay qua đê')
  await change.getByRole('button', { name: 'Đổi mật khẩu' }).click()
  await change.getByText('Đã đổi mật khẩu.').waitFor()
  await expect.poll(() => sessions.getByRole('listitem').count()).toBe(1)
  await elsewhere.reload()
  await elsewhere.getByRole('dialog', { name: 'Đăng nhập' }).waitFor()
})

test('the first administrator says what they are called, sets a password by the link, and makes the account of the next, who comes in by theirs', async () => {
  const database = await hungYen()
  const { url } = await serve(database)
  const page = await nobody(`${url}/sign-in#${await inviteFirst(database.db)}`)
  await page.getByRole('heading', { name: 'Tạo tài khoản quản trị đầu tiên' }).waitFor()
  await page.getByLabel('Họ tên').fill('Đỗ Văn Khang')
  await page.getByLabel('Tên đăng nhập').fill('khang.do')
  await page.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD)
  await page.getByLabel('Nhập lại mật khẩu').fill(PASSWORD)
  await page.getByRole('button', { name: 'Đặt mật khẩu và vào hệ thống' }).click()
  await menu(page, 'Đỗ Văn Khang').waitFor()

  await page.getByRole('link', { name: 'Tài khoản', exact: true }).click()
  await page.getByRole('button', { name: 'Thêm tài khoản' }).click()
  const form = page.getByRole('form', { name: 'Thêm tài khoản' })
  await form.getByLabel('Họ tên').fill('Phạm Thu Hà')
  await form.getByLabel('Tên đăng nhập').fill('ha.pham')
  await form.getByRole('checkbox', { name: 'Lãnh đạo' }).check()
  await form.getByRole('button', { name: 'Lập tài khoản' }).click()
  const link = await page.getByLabel('Liên kết đặt mật khẩu của Phạm Thu Hà').inputValue()
  expect(link).toMatch(/\/sign-in#[\w-]{43}$/)

  const next = await nobody(link)
  await next.getByText('Chào Phạm Thu Hà.').waitFor()
  await next.getByLabel('Mật khẩu', { exact: true }).fill('đàn sếu bay qua đê')
  await next.getByLabel('Nhập lại mật khẩu').fill('đàn sếu bay')
  expect(await next.getByRole('button', { name: 'Đặt mật khẩu và vào hệ thống' }).isDisabled()).toBe(true)
  await next.getByLabel('Nhập lại mật khẩu').fill('đàn sếu bay qua đê')
  await next.getByRole('button', { name: 'Đặt mật khẩu và vào hệ thống' }).click()
  await menu(next).waitFor()
  await (await nobody(link)).getByRole('alert').waitFor()

  // Off, they are out.
  await page.getByRole('button', { name: 'Sửa tài khoản «Phạm Thu Hà»' }).click()
  await page.getByRole('button', { name: 'Khóa tài khoản' }).click()
  await page.getByText('Đã khóa; người này không còn đăng nhập ở đâu.').waitFor()
  await next.getByRole('dialog', { name: 'Đăng nhập' }).waitFor()
})

test('whoever may not is not led there: a leader to no feed, an auditor to the audit and no account', async () => {
  const database = await hungYen()
  await person(database, ['leader'])
  await person(database, ['auditor'], 'minh.le', 'Lê Văn Minh')
  const { url } = await serve(database)
  const page = await nobody(`${url}/sign-in`)
  await enter(page)
  await page.waitForURL(`${url}/console/alerts`)
  const sections = (of: Page) => of.getByRole('navigation', { name: 'Bàn làm việc' }).getByRole('link')
  await sections(page).filter({ hasText: 'Chỉ đạo' }).waitFor()
  const titles = await sections(page).allTextContents()
  for (const title of ['Nguồn dữ liệu', 'Tài khoản', 'Mã truy cập', 'Nhật ký', 'Bố cục']) expect(titles).not.toContain(title)
  // Who knows the way reads why not.
  await page.goto(`${url}/console/accounts`)
  await page.getByRole('alert').getByText('chưa có quyền «Tài khoản, vai trò, mã truy cập»').waitFor()

  const auditor = await nobody(`${url}/sign-in?to=/console/audit`)
  await enter(auditor, 'minh.le')
  await auditor.getByRole('textbox', { name: 'Người làm' }).fill('Phạm Thu Hà')
  await auditor.getByRole('button', { name: 'Tìm' }).click()
  const rows = auditor.locator('tbody tr')
  await rows.first().waitFor()
  await expect.poll(async () => (await rows.allTextContents()).every((row) => row.includes('Phạm Thu Hà'))).toBe(true)
  const [file] = await Promise.all([auditor.waitForEvent('download'), auditor.getByRole('button', { name: 'Tải CSV' }).click()])
  expect(file.suggestedFilename()).toBe('nhat-ky.csv')
  expect(await sections(auditor).allTextContents()).not.toContain('Tài khoản')
})

test('software is given a token with what it needs, told once, and withdrawn', async () => {
  const { url } = await serve(await hungYen())
  const page = await somebody(`${url}/console/tokens`, 'Lan')
  await page.getByRole('button', { name: 'Cấp mã' }).click()
  const form = page.getByRole('form', { name: 'Cấp mã' })
  await form.getByLabel('Phần mềm nào dùng').fill('Trục tích hợp tỉnh')
  await form.getByRole('checkbox', { name: 'Xem số liệu, biểu đồ, bản đồ, kế hoạch' }).check()
  await form.getByRole('button', { name: 'Cấp mã' }).click()
  const token = await page.getByLabel('Mã của Trục tích hợp tỉnh').inputValue()
  const asks = async (path: string) => (await fetch(url + path, { headers: { authorization: `Bearer ${token}` } })).status
  expect([await asks('/api/indicators'), await asks('/api/accounts')]).toEqual([200, 403])
  await page.getByRole('button', { name: 'Thu hồi mã của «Trục tích hợp tỉnh»' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Thu hồi' }).click()
  await page.getByText('Chưa có mã nào.').waitFor()
  expect(await asks('/api/indicators')).toBe(401)
})

test('a paired display shows figures with nobody signed in, and never a form', async () => {
  const { url } = await serve(await hungYen())
  const display = await nobody(`${url}/screen`, { width: 1920, height: 1080 })
  const code = display.locator('[data-code]')
  await code.waitFor()
  const desk = await somebody(`${url}/console/screens`, 'Lan')
  await desk.getByRole('button', { name: 'Ghép màn hình' }).click()
  await desk.getByLabel('Mã trên màn hình').fill((await code.textContent()) ?? '')
  await desk.getByLabel('Tên màn hình').fill('Phòng họp')
  await desk.locator('form').getByRole('button', { name: 'Ghép màn hình' }).click()
  await display.locator('.wall[data-scene="overview"][data-connection="live"]').waitFor()
  await display.reload()
  await display.locator('.wall[data-scene="overview"][data-connection="live"]').waitFor()
  expect(await display.getByRole('dialog').count()).toBe(0)
  expect(await display.getByRole('button', { name: 'Đăng xuất' }).count()).toBe(0)
})
