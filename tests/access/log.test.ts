import { connect } from 'node:net'
import { acceptInvitation, invite, makeAccount } from '@ioc/sql'
import fc from 'fast-check'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { allowedBy, type Known } from '../fuzz/from-schema.ts'
import { type Described, operationsOf, requestOf } from '../fuzz/operations.ts'
import { openWall, serve } from '../support/app.ts'
import { hungYen } from '../support/database.ts'
import { cookieOf } from '../support/people.ts'
import { NOBODY } from '../support/signed-in.ts'
import { tokenOf } from './as.ts'

// What is written to the server's log of those who ask: nothing that points at a person, and no line but its own.

/** Of a person, as nobody else has it; the last would be a line of its own wherever words are written as they are. */
const PERSON = {
  phone: '0912345678',
  email: 'ha.canary@vidu.vn',
  card: '033095001234',
  name: 'Phạm Thị Canary',
  password: 'mười hai con cò canary',
  token: 'canary_Zx81_q7Hw',
  forged: 'canary\r\n{"level":50,"msg":"forged"}\r\n',
}
const CANARIES = Object.values(PERSON)
const MARK = /canary|0912345678|033095001234/i

/** A log at every level, as it is written. */
function everyLine() {
  const written: string[] = []
  return { written, log: pino({ level: 'trace' }, { write: (line: string) => void written.push(line) }) }
}

function expectDiscreet(written: string[]): void {
  expect(written.filter((line) => MARK.test(decodeAll(line)))).toEqual([])
  for (const line of written) {
    expect(line.indexOf('\n')).toBe(line.length - 1)
    expect(JSON.parse(line).msg).not.toBe('forged')
  }
}

/** However an address writes it, and bytes one by one. */
function decodeAll(line: string): string {
  const bytes = line.replaceAll(/\[((?:\d{1,3},){3,}\d{1,3})\]/g, (_, list: string) =>
    Buffer.from(list.split(',').map(Number)).toString(),
  )
  try {
    return `${bytes} ${decodeURIComponent(bytes.replaceAll('+', ' '))}`
  } catch {
    return bytes
  }
}

/** The same with every text in it another. */
function filled(value: unknown, canary: string): unknown {
  if (typeof value === 'string') return canary
  if (Array.isArray(value)) return value.map((each) => filled(each, canary))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, filled(each, canary)]))
}

/** In fields of free text a person is named, and the rest is as each operation wants it. */
const KNOWN: Known = Object.fromEntries(
  [
    ...[
      'name',
      'login',
      'password',
      'current',
      'code',
      'token',
      'why',
      'note',
      'text',
      'title',
      'body',
      'reason',
      'words',
      'search',
    ],
    ...['address', 'addresses', 'value', 'headline', 'number', 'email', 'sms', 'source', 'licence', 'key', 'query', 'q'],
  ].map((name) => [name, CANARIES]),
)

test('whatever is sent of a person to any operation, no level of the log tells it', async () => {
  const database = await hungYen()
  const { written, log } = everyLine()
  const { app } = await serve(database, {}, 0, log)
  const operations = operationsOf((await app.inject('/api/docs/json')).json() as Described)
  const headers = {
    cookie: `${cookieOf()}; x=${PERSON.token}`,
    'x-ioc': '1',
    'content-type': 'application/json',
    'user-agent': PERSON.email,
    'accept-version': PERSON.phone,
    referer: `https://ioc.example.vn/?q=${PERSON.phone}`,
    host: 'canary.example.vn',
  }
  let sent = 0
  const ask = async (method: string, url: string, payload: unknown) => {
    const body = payload === undefined || method === 'GET' ? {} : { payload: JSON.stringify(payload) }
    sent++
    return (await app.inject({ method: method as 'GET', url, headers, ...body })).statusCode
  }
  const answers: number[] = []
  for (const [place, operation] of operations.entries()) {
    const { method, path, body } = operation
    const [asked] = fc.sample(requestOf(operation, KNOWN, false), { numRuns: 1, seed: place + 1 })
    const canary = CANARIES[place % CANARIES.length] as string
    const here = `${path.replaceAll(/\{[^}]+\}/g, encodeURIComponent(canary))}?q=${encodeURIComponent(canary)}`
    answers.push(await ask(method, asked?.url ?? path, asked?.body))
    answers.push(await ask(method, here, filled(fc.sample(allowedBy(body, KNOWN), { numRuns: 1, seed: place + 1 })[0], canary)))
    await database.pool.query(
      'update session set ended_at = null; update account set disabled_at = null; delete from sign_in_tries',
    )
  }
  // What nobody serves, and what is no address at all.
  answers.push(await ask('GET', `/khong-co/${encodeURIComponent(PERSON.phone)}?t=${PERSON.token}`, undefined))
  answers.push(await ask('GET', `/api/feeds/%E0%A4?${PERSON.token}`, undefined))
  expect(written.length).toBeGreaterThan(2 * sent - 10)
  // Some were done, some refused.
  for (const hundred of [2, 4]) expect(answers.map((status) => Math.floor(status / 100))).toContain(hundred)
  expectDiscreet(written)
}, 300_000)

test('of what breaks the log tells where, and not what it was asked with', async () => {
  const database = await hungYen()
  const { written, log } = everyLine()
  const { app } = await serve(database, {}, 0, log)
  const view = { search: 'indicator=dossiers.received_today', by: 'Lan' }
  const save = (name: string) => app.inject({ method: 'POST', url: '/api/views', payload: { ...view, name } })
  await database.pool.query(`alter table saved_view_version add constraint breaks check (name !~ 'Canary')`)
  expect((await save(PERSON.name)).statusCode).toBe(500)
  await database.pool.query(
    `create function breaks() returns trigger language plpgsql as $$ begin perform new.name::integer; return new; end $$;
     create trigger breaks before insert on saved_view_version for each row execute function breaks()`,
  )
  expect((await save(PERSON.email)).statusCode).toBe(500)
  const failed = written.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'request failed')
  expect(failed.map(({ err }) => [err.code, err.message])).toEqual([
    ['23514', 'new row for relation "saved_view_version" violates check constraint "breaks"'],
    ['22P02', 'invalid input syntax for type integer: "…"'],
  ])
  expect(failed[0].err.stack).toMatch(/^\s+at /)
  expectDiscreet(written)
})

test('however somebody signs in, or fails to, the log knows neither who nor with what', async () => {
  const database = await hungYen()
  const { written, log } = everyLine()
  const { url } = await serve(database, {}, 0, log)
  const account = await makeAccount(database.db, { name: PERSON.name, login: 'ha.canary', roles: ['analyst'] })
  const { token } = await invite(database.db, account)
  const post = (path: string, body: object, more: Record<string, string> = {}) =>
    fetch(url + path, {
      method: 'POST',
      headers: { ...NOBODY, 'x-ioc': '1', 'content-type': 'application/json', 'user-agent': PERSON.email, ...more },
      body: JSON.stringify(body),
    })
  expect((await post('/api/invitations/open', { token })).status).toBe(200)
  expect((await post('/api/invitations/open', { token: PERSON.token })).status).toBe(404)
  await acceptInvitation(database.db, token, { password: PERSON.password })
  for (const more of [{ password: 'sai canary' }, { password: PERSON.password, code: '123456' }, { password: PERSON.password }])
    await post('/api/sign-in', { login: 'ha.canary', ...more })
  const begun = await post('/api/sign-in', { login: 'ha.canary', password: PERSON.password })
  expect(begun.status).toBe(200)
  const session = (begun.headers.get('set-cookie') as string).split(';')[0] as string
  await post('/api/me/password', { current: 'sai canary', password: PERSON.password }, { cookie: session })
  await post('/api/sign-in/passkey', { response: { id: PERSON.token, clientDataJSON: PERSON.token } })
  const back = `/api/sign-in/oidc/return?code=${PERSON.token}&state=${PERSON.token}`
  await fetch(url + back, { headers: NOBODY, redirect: 'manual' })
  const { authorization } = await tokenOf(database, 'auditor')
  for (const said of [
    authorization as string,
    `Bearer phohien_${PERSON.token}`,
    `Screen ${PERSON.token}`,
    `Basic ${PERSON.token}`,
  ])
    await fetch(`${url}/api/me`, { headers: { authorization: said } })
  const wall = await openWall(url, ['websocket'], { cookie: session })
  wall.disconnect()
  expect(written.length).toBeGreaterThan(20)
  expectDiscreet(written)
  for (const secret of [token, session.slice('ioc-session='.length), (authorization as string).slice('Bearer '.length)])
    expect(written.filter((line) => line.includes(secret))).toEqual([])
})

test('what is no HTTP at all forges no line, and is not quoted', async () => {
  const { written, log } = everyLine()
  const { url } = await serve(await hungYen(), {}, 0, log)
  const { hostname, port } = new URL(url)
  for (const said of [
    `GET /api/feeds HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${PERSON.token}\r\n{"level":50,"msg":"forged"}\r\n\r\n`,
    `GET /${PERSON.token} /${PERSON.phone} HTTP/1.1\r\n\r\n`,
    `${PERSON.token}\r\n\r\n`,
    `GET /?q=%0d%0a{"msg":"forged"} HTTP/1.1\r\nHost: ${PERSON.token}\r\nConnection: close\r\n\r\n`,
    `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${PERSON.token.repeat(2_000)}\r\n\r\n`,
  ])
    await new Promise<void>((done, fail) => {
      const socket = connect(Number(port), hostname, () => socket.end(said))
      socket
        .on('close', () => done())
        .on('error', fail)
        .resume()
    })
  expect(written.map((line) => JSON.parse(line)).filter(({ msg }) => /^client /.test(msg)).length).toBeGreaterThan(2)
  expectDiscreet(written)
})
