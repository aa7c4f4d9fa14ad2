import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { acceptInvitation, invite, inviteFirst, keyFile, makeAccount, rotateSecrets } from '@ioc/sql'
import { generate } from 'otplib'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openWall, serve, until } from '../support/app.ts'
import { hungYen } from '../support/database.ts'
import { NOBODY } from '../support/signed-in.ts'

// How somebody comes in, stays in, and is out again.

const PASSWORD = 'mười hai con cò trắng'
const WRONG = 'mười hai con cò đen'
/** From one address, of which `GUESSES=10000` makes as many. */
const GUESSES = Number(process.env.GUESSES ?? 2_000)

/** Somebody who has set their password, and a server they have not signed in at yet. */
async function house(roles: string[] = ['analyst']) {
  const folder = mkdtempSync(join(tmpdir(), 'ioc-keys-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  vi.stubEnv('IOC_SECRETS_KEY_FILE', join(folder, 'secrets.key'))
  onTestFinished(() => void vi.unstubAllEnvs())
  const database = await hungYen()
  const account = await makeAccount(database.db, { name: 'Phạm Thu Hà', login: 'ha.pham', roles })
  await acceptInvitation(database.db, (await invite(database.db, account)).token, { password: PASSWORD })
  const { url } = await serve(database)
  return { database, account, url, ...browserAt(url) }
}

/** What a browser does: it carries the cookie it was given last, or the one it is made to carry. */
function browserAt(url: string, cookie = '') {
  let carried = cookie
  const send = async (method: string, path: string, body?: unknown) => {
    const headers = { ...NOBODY, 'x-ioc': '1', 'content-type': 'application/json', ...(carried && { cookie: carried }) }
    const answer = await fetch(url + path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) })
    const given = answer.headers.get('set-cookie')
    if (given) carried = given.includes('Max-Age=0') ? '' : (given.split(';')[0] ?? '')
    const cleared = answer.headers.get('clear-site-data')
    return {
      status: answer.status,
      said: await answer.json(),
      given,
      cleared,
      retryAfter: Number(answer.headers.get('retry-after')),
    }
  }
  return {
    get: (path: string) => send('GET', path),
    post: (path: string, body: unknown = {}) => send('POST', path, body),
    signIn: (more: object = {}) => send('POST', '/api/sign-in', { login: 'ha.pham', password: PASSWORD, ...more }),
    status: async () => (await send('GET', '/api/me')).status,
    carried: () => carried,
  }
}

const EVERYTHING = { unit: null, domains: null, upTo: 'restricted' }

test('with the right password somebody is in, may what their roles may, and is out again when they say so', async () => {
  const { url, get, post, signIn, status, carried } = await house()
  expect(await status()).toBe(401)
  const { said, given } = await signIn()
  expect(said).toMatchObject({ step: 'in', me: { name: 'Phạm Thu Hà', login: 'ha.pham', roles: ['analyst'] } })
  expect(given).toMatch(/^ioc-session=[\w-]{43}; Max-Age=43\d\d\d; Path=\/; HttpOnly; SameSite=Strict$/)
  expect((await get('/api/indicators')).status).toBe(200)
  expect((await get('/api/accounts')).said).toMatchObject({
    status: 403,
    detail: expect.stringContaining('«Tài khoản, vai trò, mã truy cập»'),
  })
  const cookie = carried()
  const out = await post('/api/sign-out')
  expect([out.given, out.cleared]).toEqual([expect.stringContaining('Max-Age=0'), '"cache"'])
  // Whoever kept the cookie has nothing of it.
  expect(await browserAt(url, cookie).status()).toBe(401)
})

test('where people use https, no other host and no plain connection can set the cookie', async () => {
  const { signIn } = await house()
  vi.stubEnv('IOC_PUBLIC_URL', 'https://ioc.example.gov.vn')
  expect((await signIn()).given).toMatch(
    /^__Host-ioc-session=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
  )
})

test('a cookie planted before somebody signs in is worth nothing after', async () => {
  const { url } = await house()
  const planted = `ioc-session=${'p'.repeat(43)}`
  const victim = browserAt(url, planted)
  await victim.signIn()
  expect(victim.carried()).not.toBe(planted)
  expect(await browserAt(url, planted).status()).toBe(401)
})

test('a wrong password, a login nobody has and an account that is off are answered with the same words', async () => {
  const { database, account, signIn } = await house()
  const answers = [await signIn({ password: WRONG }), await signIn({ login: 'nobody' })]
  await database.pool.query('update account set disabled_at = now() where id = $1', [account])
  answers.push(await signIn())
  expect(new Set(answers.map(({ said }) => said.detail))).toEqual(new Set(['Tên đăng nhập hoặc mật khẩu không đúng.']))
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401])
})

test('after five tries in a minute there are no more, with the right password neither, on another server neither; then there are', async () => {
  const { database, signIn } = await house()
  for (let n = 0; n < 5; n++) expect((await signIn({ password: WRONG })).status).toBe(401)
  const sixth = await signIn()
  expect([sixth.status, sixth.said.detail]).toEqual([429, expect.stringMatching(/^Đã thử quá nhiều lần\. Chờ \d+ giây/)])
  expect(sixth.retryAfter).toBeGreaterThan(0)
  expect(sixth.retryAfter).toBeLessThanOrEqual(60)
  const other = browserAt((await serve(database)).url)
  expect((await other.signIn()).status).toBe(429)
  // Others are not kept from signing in.
  expect((await other.signIn({ login: 'someone.else' })).status).toBe(401)
  await database.pool.query("update sign_in_tries set expire = 0 where key like 'minute:%'")
  expect((await signIn()).status).toBe(200)
})

test('however many guesses come from one address, no more of them are looked at than forty a minute', async () => {
  const { database, url } = await house()
  const guess = (n: number) => browserAt(url).signIn({ login: `nobody${n}`, password: WRONG })
  const begun = Date.now()
  const looked = { yes: 0, no: 0 }
  for (let from = 0; from < GUESSES; from += 200) {
    const answers = await Promise.all(Array.from({ length: Math.min(200, GUESSES - from) }, (_, n) => guess(from + n)))
    for (const { status } of answers) looked[status === 401 ? 'yes' : 'no'] += 1
    expect(answers.filter(({ status }) => ![401, 429].includes(status))).toEqual([])
  }
  const minutes = Math.floor((Date.now() - begun) / 60_000) + 1
  expect(looked.yes + looked.no).toBe(GUESSES)
  expect(looked.yes).toBeGreaterThanOrEqual(40)
  expect(looked.yes).toBeLessThanOrEqual(40 * minutes)
  const { rows } = await database.pool.query("select count(*) as tries from audit_entry where action = 'refused'")
  expect(rows).toEqual([{ tries: looked.yes }])
}, 600_000)

test('the second step is asked for once it is set up; its code is good once, a spare one too, after keys were rotated as before', async () => {
  const { url, database, post, signIn, get } = await house()
  await signIn()
  expect((await post('/api/me/second-step', { password: WRONG })).status).toBe(403)
  const { said: begun } = await post('/api/me/second-step', { password: PASSWORD })
  const { secret } = begun
  expect(begun.address).toContain('otpauth://totp/')
  // Begun only, it is asked of nobody.
  expect((await browserAt(url).signIn()).said.step).toBe('in')
  expect((await post('/api/me/second-step/confirm', { code: '000000' })).status).toBe(400)
  const first = await generate({ secret })
  const { codes } = (await post('/api/me/second-step/confirm', { code: first })).said
  expect(new Set(codes).size).toBe(10)
  expect((await get('/api/me')).said.hasSecondStep).toBe(true)

  const other = browserAt(url)
  expect((await other.signIn()).said).toEqual({ step: 'code' })
  expect(other.carried()).toBe('')
  // The code it was set up with has been used.
  expect((await other.signIn({ code: first })).status).toBe(401)
  const next = await generate({ secret, epoch: Math.floor(Date.now() / 1_000) + 30 })
  await rotateSecrets(database.db, keyFile())
  await database.pool.query('delete from sign_in_tries')
  expect((await other.signIn({ code: next })).status).toBe(200)
  expect((await browserAt(url).signIn({ code: next })).status).toBe(401)
  expect((await browserAt(url).signIn({ code: codes[0] })).status).toBe(200)
  expect((await browserAt(url).signIn({ code: codes[0] })).status).toBe(401)
  expect((await browserAt(url).signIn({ password: WRONG, code: codes[1] })).status).toBe(401)
  await post('/api/me/second-step/remove', { password: PASSWORD })
  await database.pool.query('delete from sign_in_tries')
  expect((await browserAt(url).signIn()).said.step).toBe('in')
})

test('a session ends half an hour after it was used last, and after twelve hours however busy it was', async () => {
  const { database, signIn, status } = await house()
  await signIn()
  await database.pool.query("update session set seen_at = now() - interval '29 minutes' where agent <> 'tests'")
  // Used just now: it begins to wait anew.
  expect(await status()).toBe(200)
  const { rows } = await database.pool.query(
    "select now() - seen_at < interval '1 minute' as now from session where agent <> 'tests'",
  )
  expect(rows).toEqual([{ now: true }])
  await database.pool.query("update session set seen_at = now() - interval '31 minutes' where agent <> 'tests'")
  expect(await status()).toBe(401)
  await signIn()
  expect(await status()).toBe(200)
  await database.pool.query("update session set until = now() where agent <> 'tests'")
  expect(await status()).toBe(401)
})

test('other roles, another password, an account turned off: whoever is signed in with it no longer is, and its socket is closed', async () => {
  const { url, database, account, post, signIn } = await house()
  // Somebody else looks after accounts, or the last who does could not be turned off.
  await database.pool.query("update account set password = 'set' where name = 'Lan'")
  const admin = (path: string, body: unknown = {}) =>
    fetch(`${url}/api/accounts${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const seen = async () => {
    const accounts = (await (await fetch(`${url}/api/accounts`)).json()) as { id: number; changedAt: string }[]
    return accounts.find(({ id }) => id === account)?.changedAt
  }
  const signedOutBy = async (change: () => Promise<unknown>) => {
    const elsewhere = browserAt(url)
    expect((await elsewhere.signIn()).said.step).toBe('in')
    const { socket } = await openWall(url, ['websocket'], { cookie: elsewhere.carried() })
    await change()
    expect(await elsewhere.status()).toBe(401)
    await until('the socket closed', () => !socket.connected, 5)
  }
  await signIn()
  await signedOutBy(async () =>
    admin(`/${account}/change`, { name: 'Phạm Thu Hà', roles: ['leader'], scope: EVERYTHING, seen: await seen() }),
  )
  await signIn()
  await signedOutBy(() => post('/api/me/password', { current: PASSWORD, next: PASSWORD }))
  await signedOutBy(() => post('/api/me/sessions/end-others', { password: PASSWORD }))
  await signedOutBy(() => admin(`/${account}/sessions/end`))
  await signedOutBy(() => admin(`/${account}/disable`))
  expect((await browserAt(url).signIn()).status).toBe(401)
  await admin(`/${account}/enable`)
  expect((await browserAt(url).signIn()).said.step).toBe('in')
})

test('an account shows where it is signed in, and ends one there', async () => {
  const { url, get, post, signIn, status } = await house()
  await signIn()
  const other = browserAt(url)
  await other.signIn()
  const { said } = await get('/api/me/sessions')
  expect(said).toHaveLength(2)
  const there = said.find(({ isThis }: { isThis: boolean }) => !isThis)
  expect(there).toMatchObject({ address: '127.0.0.1', agent: expect.any(String) })
  expect((await post(`/api/me/sessions/${there.id}/end`, { password: PASSWORD })).status).toBe(200)
  expect([await other.status(), await status()]).toEqual([401, 200])
  // Nor anybody else’s.
  expect((await post('/api/me/sessions/1/end', { password: PASSWORD })).status).toBe(404)
})

test('whoever sets it up first is invited once by a link, says what they are called, and may do everything', async () => {
  const database = await hungYen()
  await database.pool.query("delete from session; update account set roles = '{leader}'")
  const first = (await inviteFirst(database.db)) as string
  const second = (await inviteFirst(database.db)) as string
  const { url } = await serve(database)
  const { post, get } = browserAt(url)
  // A start prints a link of its own, and the one before is worth nothing.
  expect((await post('/api/invitations/open', { token: first })).status).toBe(404)
  expect((await post('/api/invitations/open', { token: second })).said).toEqual({
    name: 'Quản trị đầu tiên',
    login: 'quantri',
    isFirst: true,
  })
  const accept = (more: object) => post('/api/invitations/accept', { token: second, name: 'Vũ Anh Tú', login: 'Tu.Vu', ...more })
  for (const [password, words] of [
    ['ngắn quá', 'cần từ 12'],
    ['matkhau12345', 'hay dùng hoặc đã lộ'],
    ['aaaaaaaaaaaaaa', 'hay dùng hoặc đã lộ'],
    ['tu.vu tu.vu 1', 'tên của chính'],
  ] as const)
    expect((await accept({ password })).said.detail).toContain(words)
  expect((await accept({ password: PASSWORD })).said.me).toMatchObject({ name: 'Vũ Anh Tú', login: 'tu.vu' })
  expect((await get('/api/accounts')).status).toBe(200)
  expect((await accept({ password: PASSWORD })).status).toBe(404)
  expect(await inviteFirst(database.db)).toBeNull()
})

test('an account is made with a link for its owner; a forgotten password by another link, and nobody else learns either', async () => {
  const { url } = await house()
  const admin = (path: string, body: unknown = {}) =>
    fetch(`${url}/api/accounts${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const made = await admin('', { name: 'Đỗ Quang Huy', login: 'huy.do', roles: ['steward'], scope: EVERYTHING })
  const { account, token } = (await made.json()) as { account: number; token: string }
  const owner = browserAt(url)
  expect((await owner.post('/api/invitations/accept', { token, password: 'con đường làng rợp bóng' })).status).toBe(200)
  expect(await owner.status()).toBe(200)
  const again = (await (await admin(`/${account}/invite`)).json()) as { token: string }
  // Until it is used, what was holds.
  expect(await owner.status()).toBe(200)
  expect(
    (await browserAt(url).post('/api/invitations/accept', { token: again.token, password: 'cánh đồng chiều lộng gió' })).status,
  ).toBe(200)
  expect(await owner.status()).toBe(401)
  expect((await admin('', { name: 'đỗ quang huy', login: 'huy2', scope: EVERYTHING, roles: [] })).status).toBe(409)
  expect((await admin('', { name: 'Người khác', login: 'HUY.DO', scope: EVERYTHING, roles: [] })).status).toBe(409)
})

test('the last administrator who can sign in is not turned off, and keeps the role', async () => {
  const { url, database, account } = await house(['administrator'])
  await database.pool.query("update account set roles = '{leader}' where id <> $1 and name <> 'Lan'", [account])
  // Lan looks after accounts as well, and has no password to sign in with.
  const off = await fetch(`${url}/api/accounts/${account}/disable`, {
    method: 'POST',
    body: '{}',
    headers: { 'content-type': 'application/json' },
  })
  expect([off.status, ((await off.json()) as { detail: string }).detail]).toEqual([
    409,
    expect.stringContaining('ít nhất một quản trị'),
  ])
})

test('a token of a machine is told once, is no text of ours in the database, and is worth nothing once withdrawn', async () => {
  const { url, database } = await house()
  const headers = { 'content-type': 'application/json' }
  const made = await fetch(`${url}/api/tokens`, {
    ...{ method: 'POST', headers },
    body: JSON.stringify({ name: 'Cổng dữ liệu', permissions: ['figures.read'], scope: EVERYTHING, days: 30 }),
  })
  const { id, token } = (await made.json()) as { id: number; token: string }
  const ask = async (path: string) => (await fetch(url + path, { headers: { authorization: `Bearer ${token}` } })).status
  expect([await ask('/api/indicators'), await ask('/api/drafts')]).toEqual([200, 403])
  const { rows } = await database.pool.query('select * from api_token')
  expect(JSON.stringify(rows)).not.toContain(token)
  expect(JSON.stringify(await (await fetch(`${url}/api/tokens`)).json())).not.toContain(token)
  await fetch(`${url}/api/tokens/${id}/withdraw`, { method: 'POST', headers, body: '{}' })
  expect(await ask('/api/indicators')).toBe(401)
})

test('who acts is who is signed in, whatever they send', async () => {
  const { url, post, get, signIn } = await house()
  await signIn()
  await post('/api/views', { name: 'Góc nhìn', search: 'indicator=dossiers.received_today', by: 'Hoa' })
  expect((await get('/api/views')).said).toMatchObject([{ by: 'Phạm Thu Hà' }])
  // Of links, one sees one’s own.
  await post('/api/shares', { search: 'indicator=dossiers.received_today', days: 1 })
  expect((await get('/api/shares?by=Hoa')).said).toMatchObject([{ by: 'Phạm Thu Hà' }])
  expect(await (await fetch(`${url}/api/shares?by=Hoa`)).json()).toEqual([])
})

test('the audit tells who signed in, who was refused and what an administrator did, and no password, code or token', async () => {
  const { url, database, account, signIn, post } = await house(['auditor'])
  await signIn({ password: WRONG })
  await signIn()
  const steps = await (
    await fetch(`${url}/api/accounts/${account}/invite`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    })
  ).json()
  const mine = browserAt(url)
  await mine.signIn()
  const { said } = await mine.get('/api/audit?limit=1000')
  const told = (
    said.entries as { actor: { name: string; kind: string }; action: string; entity: string; entityId: string }[]
  ).map(({ actor, action, entity }) => `${actor.name} (${actor.kind}) ${action} ${entity}`)
  expect(told).toContain('Phạm Thu Hà (account) insert session')
  expect(told).toContain('Lan (account) insert invitation')
  expect(told.some((each) => each.endsWith('(request) refused sign-in'))).toBe(true)
  const all = JSON.stringify(said)
  for (const secret of [PASSWORD, WRONG, (steps as { token: string }).token, mine.carried().split('=')[1] as string])
    expect(all).not.toContain(secret)
  expect((await mine.get(`/api/audit?by=${encodeURIComponent('Lan')}&entity=invitation`)).said.entries).toHaveLength(1)
  expect((await mine.get('/api/audit?words=ha.pham&action=refused')).said.entries).toHaveLength(1)
  expect((await post('/api/sign-out')).status).toBe(200)
  expect(await database.pool.query('select 1 from audit_entry where detail::text like $1', ['%$argon2%'])).toMatchObject({
    rowCount: 0,
  })
})
