import { RATES } from '@ioc/server/testing'
import { acceptInvitation, invite, makeAccount } from '@ioc/sql'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { openWall, serve, until } from '../support/app.ts'
import { hungYen } from '../support/database.ts'
import { cookieOf } from '../support/people.ts'
import { NOBODY } from '../support/signed-in.ts'
import { signedInAs, tokenOf } from './as.ts'

// How often anything may be asked: by one browser, one machine, one display, one address, and by all who have not signed in.

const PASSWORD = 'mười hai con cò trắng'
const FREE = ['/healthz', '/readyz']
const fill = (url: string) => url.replaceAll(/:(\w+)/g, '999999999').replace('*', '')

const few = (rates: Partial<typeof RATES>) => ({ rates: { ...RATES, ...rates } })

test('whoever has used up what a browser may ask is told so by every route, in their language, and when to come again', async () => {
  const { app } = await serve(await hungYen(), few({ each: 3 }))
  const lan = { cookie: cookieOf('Lan'), 'x-ioc': '1' }
  for (let n = 0; n < 3; n++) expect((await app.inject({ url: '/api/me', headers: lan })).statusCode).toBe(200)
  const wrong: string[] = []
  const asked = app.guarded.filter(
    ({ method, url, asked }) => method !== 'OPTIONS' && !(asked === 'anyone' && method === 'GET') && !FREE.includes(url),
  )
  for (const { method, url } of asked) {
    const body = ['GET', 'HEAD'].includes(method) ? {} : { payload: {} }
    const { statusCode, headers } = await app.inject({ method: method as 'GET', url: fill(url), headers: lan, ...body })
    const seconds = Number(headers['retry-after'])
    if (!(statusCode === 429 && seconds >= 1 && seconds <= 60)) wrong.push(`${method} ${url}: ${statusCode}, ${seconds}`)
  }
  expect(wrong).toEqual([])
  expect(asked.length).toBeGreaterThan(300)
  const inEnglish = (await app.inject({ url: '/api/me', headers: { ...lan, 'accept-language': 'en' } })).json()
  expect(inEnglish.detail).toMatch(/^Too many requests within a minute\. Wait \d+ seconds, then try again\.$/)
  expect((await app.inject({ url: '/api/me', headers: lan })).json()).toMatchObject({
    title: 'Too many requests',
    status: 429,
    detail: expect.stringMatching(/^Quá nhiều yêu cầu trong một phút\. Chờ \d+ giây rồi thử lại\.$/),
  })
  for (const method of ['GET', 'HEAD'] as const)
    for (const url of FREE) expect((await app.inject({ method, url, headers: lan })).statusCode).toBe(200)
  // Somebody else of the same address goes on.
  expect((await app.inject({ url: '/api/me', headers: { cookie: cookieOf('Hoa') } })).statusCode).toBe(200)
})

test('a machine and a display have their own, and an account its own over all browsers it is signed in with', async () => {
  const database = await hungYen()
  const { app } = await serve(database, few({ each: 3, account: 5 }))
  const status = async (headers: Record<string, string>) => (await app.inject({ url: '/api/me', headers })).statusCode
  const asked = async (headers: Record<string, string>) => [
    await status(headers),
    await status(headers),
    await status(headers),
    await status(headers),
  ]
  expect(await asked(await tokenOf(database, 'auditor'))).toEqual([200, 200, 200, 429])
  expect(await asked(await signedInAs(database, 'screen'))).toEqual([200, 200, 200, 429])
  expect(await asked({ cookie: cookieOf('Lan') })).toEqual([200, 200, 200, 429])
  const session = 'session-of-a-second-browser'
  await database.pool.query(
    `insert into session (token_sha256, account_id, until, address, agent)
     select encode(sha256($1::bytea), 'hex'), id, now() + interval '1 hour', '127.0.0.1', 'tests' from account where name = 'Lan'`,
    [session],
  )
  expect(await asked({ cookie: `ioc-session=${session}` })).toEqual([200, 200, 429, 429])
})

test('an address that has used up its own gets nothing but whether the server lives, pages neither, and another goes on', async () => {
  const { app } = await serve(await hungYen(), few({ address: 4 }))
  const from = async (remoteAddress: string, url: string) =>
    (await app.inject({ url, remoteAddress } as { url: string })).statusCode
  for (let n = 0; n < 4; n++) expect(await from('203.0.113.9', '/api/me')).toBe(200)
  const asked = app.guarded.filter(({ method, url }) => method === 'GET' && !FREE.includes(url))
  const answered = new Set<number>()
  for (const { url } of asked) answered.add(await from('203.0.113.9', fill(url)))
  expect([...answered]).toEqual([429])
  for (const url of FREE) expect(await from('203.0.113.9', url)).toBe(200)
  expect(await from('203.0.113.10', '/api/me')).toBe(200)
  // Of IPv6 the network counts.
  for (let n = 1; n <= 4; n++) expect(await from(`2001:db8::${n}`, '/api/me')).toBe(200)
  expect(await from('2001:db8::ffff:1', '/api/me')).toBe(429)
})

test('however many ask whom nobody knows, whoever is signed in goes on', async () => {
  const { app, url } = await serve(await hungYen(), few({ stranger: 5, strangers: 12 }))
  const stranger = async (remoteAddress: string) =>
    (await app.inject({ url: '/api/sign-in/ways', remoteAddress, headers: NOBODY } as { url: string })).statusCode
  const asked: number[] = []
  for (const address of ['203.0.113.1', '203.0.113.2', '203.0.113.3'])
    for (let n = 0; n < 6; n++) asked.push(await stranger(address))
  // Five from each address and no more; of the third two are left.
  expect(asked.map((status) => status === 200)).toEqual(
    [5, 5, 2].flatMap((let_in) => Array.from({ length: 6 }, (_, n) => n < let_in)),
  )
  expect((await app.inject('/api/me')).statusCode).toBe(200)
  const wall = await openWall(url)
  expect(wall.socket.connected).toBe(true)
})

test('files that are sent or taken out are dearer than what is only looked at', async () => {
  const { app } = await serve(await hungYen(), few({ files: 3 }))
  const headers = { cookie: cookieOf('Lan'), 'x-ioc': '1' }
  const taken = await Promise.all(
    ['/api/directives.csv', '/api/directives.csv', '/api/open/population.residents/data.csv'].map(
      async (url) => (await app.inject({ url, headers })).statusCode,
    ),
  )
  expect(taken.includes(429)).toBe(false)
  const send = {
    method: 'PUT' as const,
    url: '/api/feeds/none/files/so-lieu.csv',
    headers: { ...headers, 'content-type': 'text/csv' },
    payload: 'a,b',
  }
  expect((await app.inject(send)).statusCode).toBe(404)
  expect((await app.inject(send)).statusCode).toBe(429)
  expect((await app.inject({ url: '/api/readings/dossiers.received_today/units?format=csv', headers })).statusCode).toBe(429)
  expect((await app.inject({ url: '/api/directives', headers })).statusCode).toBe(200)
})

test('a browser that opens socket after socket is let into no more', async () => {
  const { url } = await serve(await hungYen(), few({ each: 2 }))
  await openWall(url)
  await openWall(url)
  await expect(openWall(url)).rejects.toThrow('Quá nhiều yêu cầu trong một phút')
})

test('a province that begins its day behind one address signs in: who gets in is not counted as guessing', async () => {
  const database = await hungYen()
  const { url } = await serve(database)
  const account = await makeAccount(database.db, { name: 'Ngô Thị Sáng', login: 'sang.ngo', roles: ['analyst'] })
  await acceptInvitation(database.db, (await invite(database.db, account)).token, { password: PASSWORD })
  const signIn = async (login: string, password: string) => {
    const headers = { ...NOBODY, 'content-type': 'application/json' }
    return (await fetch(`${url}/api/sign-in`, { method: 'POST', headers, body: JSON.stringify({ login, password }) })).status
  }
  // One after the other it stands for as many officers.
  for (let n = 0; n < 50; n++) expect(await signIn('sang.ngo', PASSWORD)).toBe(200)
  for (let n = 0; n < 40; n++) expect(await signIn(`nobody${n}`, 'sai')).toBe(401)
  expect(await signIn('sang.ngo', PASSWORD)).toBe(429)
})

test('who was refused what they may not, a page of another site, and what came too often stand in the log, by number and not by name', async () => {
  const database = await hungYen()
  const lines: string[] = []
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) })
  const { app } = await serve(database, few({ each: 6 }), 0, log)
  const auditor = await signedInAs(database, 'auditor')
  await app.inject({ url: '/api/accounts?login=Pham', headers: auditor })
  await app.inject({ method: 'POST', url: '/api/sign-out', headers: { ...auditor, origin: 'https://evil.example' } })
  for (let n = 0; n < 10; n++) await app.inject({ url: '/api/me', headers: auditor })
  const said = await until('three lines', () => lines.length >= 3 && lines.map((line) => JSON.parse(line)))
  const { rows } = await database.pool.query("select id from account where login = 'only-auditor'")
  const by = { kind: 'account', id: rows[0].id }
  expect(said).toMatchObject([
    { msg: 'refused: not allowed', by, req: { method: 'GET', route: '/api/accounts', remoteAddress: '127.0.0.1' } },
    { msg: 'refused: from another origin', by, req: { route: '/api/sign-out' } },
    // The first that was too many, and none of those that followed.
    { msg: 'refused: too often', by, limit: 'each', req: { route: '/api/me' } },
  ])
  expect(lines.join('')).not.toMatch(/Pham|Người|evil|ioc-session/)
})
