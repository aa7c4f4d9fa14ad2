import { createServer } from 'node:http'
import { acceptInvitation, type Database, invite, makeAccount } from '@ioc/sql'
import { buildWeb } from '@ioc/workers/testing'
import Provider from 'oidc-provider'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { serve } from '../support/app.ts'
import { launchBrowser } from '../support/browser.ts'
import { hungYen } from '../support/database.ts'
import { freePort } from '../support/free-port.ts'

// The ways in that need no password of ours: a key of one's device, and another house that knows people.

const PASSWORD = 'mười hai con cò trắng'

let browser: Browser
beforeAll(async () => {
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

async function person(database: Database): Promise<void> {
  const account = await makeAccount(database.db, { name: 'Phạm Thu Hà', login: 'ha.pham', roles: ['analyst'] })
  await acceptInvitation(database.db, (await invite(database.db, account)).token, { password: PASSWORD })
}

async function nobody(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  onTestFinished(() => context.close())
  await context.clearCookies()
  const page = await context.newPage()
  page.on('pageerror', (error) => expect.soft(error.message).toBe(''))
  return page
}

/** A key that says it knows whose finger it is. */
async function withKey(page: Page) {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  const options = {
    protocol: 'ctap2',
    transport: 'internal',
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
  } as const
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', { options })
  return {
    knows: (isUserVerified: boolean) => devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
  }
}

const menu = (page: Page) => page.locator('summary', { hasText: 'Phạm Thu Hà' })
const signOut = async (page: Page) => {
  await menu(page).click()
  await page.getByRole('button', { name: 'Đăng xuất', exact: true }).click()
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).waitFor()
}

test('a key of one’s device is added with the password, and signs in by itself; without its owner’s finger, or removed, it does not', async () => {
  const database = await hungYen()
  await person(database)
  // A key is good at a name, and an address is none.
  const url = (await serve(database)).url.replace('127.0.0.1', 'localhost')
  const page = await nobody()
  const key = await withKey(page)
  await page.goto(`${url}/account`)
  await page.getByLabel('Tên đăng nhập').fill('ha.pham')
  await page.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
  const keys = page.getByRole('region', { name: 'Khóa của thiết bị (passkey)' })
  await keys.getByLabel('Tên để nhận ra khóa').fill('Máy ở phòng')
  await keys.getByLabel('Mật khẩu của tài khoản').fill('mười hai con cò đen')
  await keys.getByRole('button', { name: 'Thêm khóa' }).click()
  await keys.getByRole('alert').getByText('Mật khẩu hiện tại không đúng.').waitFor()
  await keys.getByLabel('Mật khẩu của tài khoản').fill(PASSWORD)
  await keys.getByRole('button', { name: 'Thêm khóa' }).click()
  await keys.getByText('Máy ở phòng').waitFor()

  await signOut(page)
  await page.getByRole('button', { name: 'Dùng khóa của thiết bị này' }).click()
  await menu(page).waitFor()
  await page.goto(`${url}/account`)
  await keys.getByText(/Dùng lần cuối lúc/).waitFor()

  await signOut(page)
  await key.knows(false)
  await page.getByRole('button', { name: 'Dùng khóa của thiết bị này' }).click()
  await page.getByText('Chưa dùng khóa nào.').waitFor()

  await key.knows(true)
  await database.pool.query('delete from passkey')
  await page.getByRole('button', { name: 'Dùng khóa của thiết bị này' }).click()
  await page.getByRole('alert').getByText('Không nhận ra khóa này.').waitFor()
})

/** A real provider (OpenID Connect certified), which signs in whoever says who they are. */
async function provider(): Promise<{
  issuer: string
  allow(client: string): void
  restart(): Promise<void>
  stop(): Promise<void>
}> {
  let redirect = ''
  let server = createServer()
  const port = await freePort()
  const listen = () => new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  await listen()
  const issuer = `http://127.0.0.1:${port}`
  const open = () => {
    const op = new Provider(issuer, {
      clients: [{ client_id: 'pho-hien', client_secret: 'a client secret', redirect_uris: [redirect] }],
      claims: { openid: ['sub'], profile: ['preferred_username'] },
      conformIdTokenClaims: false,
      pkce: { required: () => true },
      cookies: { keys: ['of a test'] },
      findAccount: (_: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id, preferred_username: id }) }),
    })
    op.on('server_error', (_: unknown, error: Error) => console.error(error))
    server.on('request', op.callback())
  }
  const stop = () =>
    new Promise<void>((done) => {
      server.closeAllConnections()
      server.close(() => done())
    })
  onTestFinished(stop)
  return {
    issuer,
    allow(client) {
      redirect = client
      open()
    },
    stop,
    async restart() {
      server = createServer()
      open()
      await listen()
    },
  }
}

test('another house signs people in, and they are in here under their own account; whoever has none is told; it may be restarted meanwhile', async () => {
  const database = await hungYen()
  await person(database)
  const there = await provider()
  for (const [name, value] of Object.entries({
    ISSUER: there.issuer,
    CLIENT_ID: 'pho-hien',
    CLIENT_SECRET: 'a client secret',
    TITLE: 'Cổng của tỉnh',
  }))
    vi.stubEnv(`IOC_OIDC_${name}`, value)
  onTestFinished(() => void vi.unstubAllEnvs())
  const { url } = await serve(database)
  there.allow(`${url}/api/sign-in/oidc/return`)
  const through = async (login: string) => {
    const page = await nobody()
    await page.goto(`${url}/console/events`)
    await page.getByRole('link', { name: 'Đăng nhập qua Cổng của tỉnh' }).click()
    await page.locator('input[name="login"]').fill(login)
    await page.locator('input[name="password"]').fill('any')
    await page.locator('button[type="submit"]').click()
    // First who they are, then that they agree.
    await page.locator('input[name="login"]').waitFor({ state: 'detached' })
    await page.locator('button[type="submit"]').click()
    return page
  }
  const page = await through('ha.pham')
  await page.waitForURL(`${url}/console/events`)
  await menu(page).waitFor()

  // Without a password here, they are asked there anew before a factor changes, and go on.
  await database.pool.query(`update account set password = null where login = 'ha.pham'`)
  await page.goto(`${url}/account`)
  const step = page.getByRole('region', { name: 'Bước xác thực thứ hai' })
  await step.getByText('không có mật khẩu ở đây').waitFor()
  expect(await step.getByRole('button', { name: 'Bắt đầu bật' }).isEnabled()).toBe(false)
  expect(await page.getByRole('form', { name: 'Đổi mật khẩu' }).count()).toBe(0)
  await step.getByRole('link', { name: 'Xác nhận qua Cổng của tỉnh' }).click()
  await page.locator('input[name="login"]').fill('ha.pham')
  await page.locator('input[name="password"]').fill('any')
  await page.locator('button[type="submit"]').click()
  await page.waitForURL(`${url}/account`)
  await step.getByText('Đã xác nhận lại qua Cổng của tỉnh').waitFor()
  await step.getByRole('button', { name: 'Bắt đầu bật' }).click()
  await step.getByLabel('Mã 6 chữ số').waitFor()

  // Whoever answers there as somebody else has proved nothing.
  await database.pool.query('update session set proved_at = null')
  await page.goto(`${url}/account`)
  await step.getByRole('link', { name: 'Xác nhận qua Cổng của tỉnh' }).click()
  await page.locator('input[name="login"]').fill('person0')
  await page.locator('input[name="password"]').fill('any')
  await page.locator('button[type="submit"]').click()
  await page.locator('input[name="login"]').waitFor({ state: 'detached' })
  await page.locator('button[type="submit"]').click()
  await page.getByRole('alert').getByText('Ở nơi kia đang là người khác').waitFor()
  await step.getByRole('link', { name: 'Xác nhận qua Cổng của tỉnh' }).waitFor()

  const stranger = await through('nguoi.la')
  await stranger.getByText('chưa có tài khoản ở đây').waitFor()

  await there.stop()
  const waiting = await nobody()
  await waiting.goto(`${url}/console/events`)
  await waiting.getByRole('link', { name: 'Đăng nhập qua Cổng của tỉnh' }).waitFor()
  await there.restart()
  await (await through('ha.pham')).waitForURL(`${url}/console/events`)
})
