import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { acceptInvitation, type Database, invite, makeAccount } from '@ioc/sql'
import { generate } from 'otplib'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openWall, serve } from '../support/app.ts'
import { hungYen } from '../support/database.ts'
import { NOBODY } from '../support/signed-in.ts'

// Whom a province wants both steps of, and what a change of a factor does to whoever is signed in elsewhere.

const PASSWORD = 'mười hai con cò trắng'

async function house(wanted: unknown = []) {
  const folder = mkdtempSync(join(tmpdir(), 'ioc-keys-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  vi.stubEnv('IOC_SECRETS_KEY_FILE', join(folder, 'secrets.key'))
  onTestFinished(() => void vi.unstubAllEnvs())
  const database = await hungYen()
  await want(database, wanted)
  for (const [login, name, role] of [
    ['ha.pham', 'Phạm Thu Hà', 'leader'],
    ['nam.do', 'Đỗ Văn Nam', 'analyst'],
  ] as const) {
    const account = await makeAccount(database.db, { name, login, roles: [role] })
    await acceptInvitation(database.db, (await invite(database.db, account)).token, { password: PASSWORD })
  }
  const { app, url } = await serve(database)
  return { database, app, url, browser: () => browserAt(url) }
}

const want = ({ pool }: Database, of: unknown) =>
  pool.query(`update province set spec = spec || jsonb_build_object('secondStep', $1::jsonb)`, [JSON.stringify(of)])

function browserAt(url: string) {
  let cookie = ''
  const send = async (method: string, path: string, body?: unknown) => {
    const headers = {
      ...NOBODY,
      'x-ioc': '1',
      ...(cookie && { cookie }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    }
    const answer = await fetch(url + path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) })
    const [given] = (answer.headers.get('set-cookie') ?? '').split(';')
    if (given) cookie = given
    return { status: answer.status, wants: answer.headers.get('x-ioc-wants'), said: await answer.json() }
  }
  const post = (path: string, body: unknown = {}) => send('POST', path, body)
  return {
    post,
    cookie: () => cookie,
    get: (path: string) => send('GET', path),
    enter: (code: string | null = null, login = 'ha.pham') => post('/api/sign-in', { login, password: PASSWORD, code }),
    /** Turns the second step on; answers the spare codes. */
    async setUp(): Promise<string[]> {
      const { secret } = (await post('/api/me/second-step', { password: PASSWORD })).said
      return (await post('/api/me/second-step/confirm', { code: await generate({ secret }) })).said.codes
    },
  }
}

test('whoever’s role takes a second step may set it up after the password and nothing else, by no route and no socket; then they may go on', async () => {
  const { app, url, browser, database } = await house(['leader', 'administrator'])
  const ha = browser()
  expect((await ha.enter()).said.me).toMatchObject({ login: 'ha.pham', owesSecondStep: true, permissions: [] })
  const free = new Set<string>()
  const wrong: string[] = []
  const asked = app.guarded.filter(({ method, asked }) => asked !== 'anyone' && method !== 'OPTIONS')
  for (const { method, url: route } of asked) {
    const body = ['GET', 'HEAD'].includes(method) ? {} : { payload: {} }
    if (route === '/api/sign-out') continue
    const at = { method: method as 'GET', url: route.replaceAll(/:(\w+)/g, '999999999').replace('*', '') }
    const { statusCode, headers } = await app.inject({ ...at, headers: { cookie: ha.cookie(), 'x-ioc': '1' }, ...body })
    if (headers['x-ioc-wants'] === 'second-step' && statusCode === 403) continue
    free.add(`${method} ${route}`)
    if ([401, 500].includes(statusCode)) wrong.push(`${method} ${route}: ${statusCode}`)
  }
  expect([...free].filter((route) => !route.startsWith('HEAD')).toSorted()).toEqual([
    'GET /api/me',
    'GET /api/me/passkeys',
    'GET /api/me/prove',
    'POST /api/me/passkeys',
    'POST /api/me/passkeys/begin',
    'POST /api/me/second-step',
    'POST /api/me/second-step/confirm',
    'POST /api/me/second-step/show',
  ])
  expect(wrong).toEqual([])
  await expect(openWall(url, ['websocket'], { cookie: ha.cookie() })).rejects.toThrow('not-allowed')

  const [spare] = await ha.setUp()
  expect((await ha.get('/api/me')).said).toMatchObject({ owesSecondStep: false, hasSecondStep: true })
  expect((await ha.get('/api/directives')).status).toBe(200)
  expect((await openWall(url, ['websocket'], { cookie: ha.cookie() })).socket.connected).toBe(true)
  const elsewhere = browser()
  expect((await elsewhere.enter(spare)).said.me.owesSecondStep).toBe(false)

  // Whose role takes none is asked for none, until everybody’s does.
  const nam = browser()
  expect((await nam.enter(null, 'nam.do')).said.me.owesSecondStep).toBe(false)
  await want(database, 'everybody')
  expect(await nam.get('/api/directives')).toMatchObject({
    status: 403,
    wants: 'second-step',
    said: { detail: expect.stringContaining('bước xác thực thứ hai') },
  })

  // Taken away, it is owed again.
  expect((await ha.post('/api/me/second-step/remove', { password: PASSWORD })).status).toBe(200)
  expect((await ha.get('/api/directives')).wants).toBe('second-step')
})

test('spare codes are of 80 random bits, kept as passwords are, and good once however they are typed', async () => {
  const { database, browser } = await house()
  const ha = browser()
  await ha.enter()
  const codes = await ha.setUp()
  expect(codes).toHaveLength(10)
  for (const code of codes) expect(code).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/)
  const { rows } = await database.pool.query('select spare, second_step::text as whole from second_step')
  expect(rows[0].spare).toHaveLength(10)
  for (const kept of rows[0].spare) expect(kept).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(codes.filter((code) => rows[0].whole.includes(code.replaceAll('-', '')))).toEqual([])
  const enter = async (code: string) => {
    await database.pool.query('delete from sign_in_tries')
    return (await browser().enter(code)).status
  }
  expect(await enter(` ${(codes[9] as string).toUpperCase().replaceAll('-', ' ')}`)).toBe(200)
  expect(await enter(codes[9] as string)).toBe(401)
  // Two with the same code at once: one of them is late.
  const both = await Promise.all([enter(codes[3] as string), enter(codes[3] as string)])
  expect(both.toSorted()).toEqual([200, 401])
})

test('with a factor that is set up or taken away whoever is signed in elsewhere with the account no longer is', async () => {
  const { browser, database } = await house()
  const [here, elsewhere] = [browser(), browser()]
  await here.enter()
  await elsewhere.enter()
  const codes = await here.setUp()
  expect([(await here.get('/api/me')).status, (await elsewhere.get('/api/me')).status]).toEqual([200, 401])
  await elsewhere.enter(codes[0])
  expect((await elsewhere.get('/api/me')).status).toBe(200)
  await here.post('/api/me/second-step/remove', { password: PASSWORD })
  expect([(await here.get('/api/me')).status, (await elsewhere.get('/api/me')).status]).toEqual([200, 401])
  const { rows } = await database.pool.query(
    `select why from session where ended_at is not null and agent <> 'tests' order by id`,
  )
  expect(rows).toEqual([{ why: 'factor' }, { why: 'factor' }])
})

test('a session of one’s own elsewhere ends, and a key goes, by the password alone', async () => {
  const { browser, database } = await house()
  const [here, elsewhere] = [browser(), browser()]
  await here.enter()
  await elsewhere.enter()
  const sessions = (await here.get('/api/me/sessions')).said as { id: number; isThis: boolean }[]
  const other = sessions.find(({ isThis }) => !isThis)?.id
  await database.pool.query(
    `insert into passkey (id, account_id, name, public_key, counter, transports)
     select 'key-1', id, 'Máy ở phòng', '', 0, '{}' from account where login = 'ha.pham'`,
  )
  // Whoever knows the password and has no key of the account makes no other second step.
  await want(database, 'everybody')
  const thief = browser()
  await thief.enter(null, 'ha.pham')
  expect((await thief.post('/api/me/second-step', { password: PASSWORD })).status).toBe(403)
  await want(database, [])
  const paths = [`/api/me/sessions/${other}/end`, '/api/me/sessions/end-others', '/api/me/passkeys/key-1/remove']
  for (const path of paths) {
    expect([path, (await here.post(path)).status]).toEqual([path, 400])
    expect([path, (await here.post(path, { password: 'mười hai con cò đen' })).status]).toEqual([path, 403])
  }
  expect((await elsewhere.get('/api/me')).status).toBe(200)
  await database.pool.query('delete from sign_in_tries')
  for (const path of paths) expect([path, (await here.post(path, { password: PASSWORD })).status]).toEqual([path, 200])
  expect((await elsewhere.get('/api/me')).status).toBe(401)
  expect((await here.get('/api/me/passkeys')).said).toEqual([])
})
