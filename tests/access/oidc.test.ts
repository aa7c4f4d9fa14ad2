import { createHmac, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeAccount } from '@ioc/sql'
import { generate } from 'otplib'
import { expect, onTestFinished, test, vi } from 'vitest'
import { serve } from '../support/app.ts'
import { hungYen } from '../support/database.ts'
import { NOBODY } from '../support/signed-in.ts'

// Signing in at another house, and every way to pretend to come from there. A real provider signs people in in tests/screens/sign-in-ways.test.ts; this one lies.

const ID = 'pho-hien'
const SECRET = 'a client secret of thirty-two by'

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const rs256 = (key: KeyObject) => (text: string) => createSign('RSA-SHA256').update(text).sign(key).toString('base64url')
const sign = (header: object, claims: object, by: (text: string) => string) => {
  const text = `${encode(header)}.${encode(claims)}`
  return `${text}.${by(text)}`
}

interface Lie {
  /** Of the id token, over what it would say. */
  claims?: Record<string, unknown>
  token?(honest: { header: object; claims: object }): string
  answer?: { status: number; body: object }
}

/** A provider that tells the truth but for what it is told to lie about. */
async function provider() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  let lie: Lie = {}
  let nonce = ''
  const server = createServer((request, response) => {
    const say = (body: object, status = 200) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (request.url === '/.well-known/openid-configuration')
      return say({
        issuer,
        ...{ authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/keys` },
        ...{
          response_types_supported: ['code'],
          subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: ['RS256'],
        },
        authorization_response_iss_parameter_supported: true,
      })
    if (request.url === '/keys')
      return say({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }] })
    if (lie.answer) return say(lie.answer.body, lie.answer.status)
    const now = Math.floor(Date.now() / 1_000)
    const header = { alg: 'RS256', kid: 'one', typ: 'JWT' }
    const honest = { iss: issuer, sub: 'subject-1', aud: ID, iat: now, exp: now + 300, nonce, preferred_username: 'ha.pham' }
    const claims = JSON.parse(JSON.stringify({ ...honest, ...lie.claims }))
    say({
      access_token: 'x',
      token_type: 'Bearer',
      id_token: lie.token?.({ header, claims }) ?? sign(header, claims, rs256(privateKey)),
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    issuer,
    publicKey,
    tell: (about: Lie, expected: string) => {
      lie = about
      nonce = expected
    },
  }
}

async function house() {
  const there = await provider()
  for (const [name, value] of Object.entries({
    ISSUER: there.issuer,
    CLIENT_ID: ID,
    CLIENT_SECRET: SECRET,
    TITLE: 'Cổng của tỉnh',
  }))
    vi.stubEnv(`IOC_OIDC_${name}`, value)
  onTestFinished(() => void vi.unstubAllEnvs())
  const database = await hungYen()
  const account = await makeAccount(database.db, { name: 'Phạm Thu Hà', login: 'ha.pham', roles: ['analyst'] })
  return { ...there, database, account, ...(await another()) }

  /** Another server of the house, set up as the environment says by now. */
  async function another() {
    const { url } = await serve(database)
    return { another, url, ...browserAt(url, there) }
  }
}

function browserAt(url: string, there: Awaited<ReturnType<typeof provider>>) {
  const go = (path: string, cookie = '') => fetch(url + path, { redirect: 'manual', headers: { ...NOBODY, cookie } })
  /** Goes there; answers what the browser carries, and what it was sent with. */
  const leave = async (next = '/console') => {
    const left = await go(`/api/sign-in/oidc?next=${encodeURIComponent(next)}`)
    const [cookie = ''] = (left.headers.get('set-cookie') ?? '').split(';')
    const asked = new URL(left.headers.get('location') ?? 'http://none').searchParams
    return { cookie, state: asked.get('state') ?? '', nonce: asked.get('nonce') ?? '', asked }
  }
  /** Comes back with these; answers where the browser is sent on to, and whether somebody is signed in. */
  const come = async (cookie: string, said: Record<string, string>) => {
    const back = await go(`/api/sign-in/oidc/return?${new URLSearchParams(said)}`, cookie)
    const session = back.headers.getSetCookie().find((each) => each.startsWith('ioc-session='))
    return { to: back.headers.get('location'), isIn: session !== undefined, session: session?.split(';')[0] ?? '' }
  }
  const attempt = async (lie: Lie = {}, change: Record<string, string | null> = {}) => {
    const { cookie, state, nonce } = await leave()
    there.tell(lie, nonce)
    const said = { code: 'code', state, iss: there.issuer, ...change }
    return come(cookie, Object.fromEntries(Object.entries(said).filter((each): each is [string, string] => each[1] !== null)))
  }
  return { go, leave, come, attempt }
}

test('who is known there and has an account here is in, goes on to where they were going, and is known by the subject from then on', async () => {
  const { attempt, go, url, leave, database } = await house()
  expect(await (await fetch(`${url}/api/sign-in/ways`)).json()).toEqual({ oidc: { title: 'Cổng của tỉnh' } })
  const { asked } = await leave()
  expect(Object.fromEntries(asked)).toMatchObject({
    ...{ response_type: 'code', client_id: ID, code_challenge_method: 'S256', redirect_uri: `${url}/api/sign-in/oidc/return` },
  })
  const first = await attempt()
  expect(first).toMatchObject({ to: '/console', isIn: true })
  expect(await (await go('/api/me', first.session)).json()).toMatchObject({ name: 'Phạm Thu Hà', roles: ['analyst'] })
  // Called something else there, the same subject is the same person.
  expect((await attempt({ claims: { preferred_username: 'thu.ha' } })).isIn).toBe(true)
  // Asked only once.
  const { rows } = await database.pool.query('select subject from account_identity')
  expect(rows).toEqual([{ subject: 'subject-1' }])
})

test('how strongly that house is to ask is said to it, and looked at; who was asked for less is told so, and counts as one step where nothing is said', async () => {
  const { attempt, leave, database, go, another } = await house()
  await database.pool.query(`update province set spec = spec || '{"secondStep": "everybody"}'`)
  const owes = async ({ session }: { session: string }) =>
    ((await (await go('/api/me', session)).json()) as { owesSecondStep: boolean }).owesSecondStep
  // What nobody asked for is not believed.
  expect(await owes(await attempt({ claims: { acr: 'urn:vn:loa3', amr: ['pwd', 'otp', 'mfa'] } }))).toBe(true)

  vi.stubEnv('IOC_OIDC_ACR', 'urn:vn:loa3 urn:vn:loa4')
  const { leave: leaving, attempt: trying, go: going } = await another()
  expect((await leaving()).asked.get('acr_values')).toBe('urn:vn:loa3 urn:vn:loa4')
  expect((await leave()).asked.has('acr_values')).toBe(false)
  const weak = { to: '/sign-in#oidc-weak', isIn: false }
  for (const acr of ['urn:vn:loa2', undefined, ['urn:vn:loa3'].concat('x'), 'urn:vn:loa3 '])
    expect(await trying({ claims: { acr } })).toMatchObject(weak)
  const strong = await trying({ claims: { acr: 'urn:vn:loa4' } })
  expect(strong.isIn).toBe(true)
  expect(await (await going('/api/me', strong.session)).json()).toMatchObject({ owesSecondStep: false })

  vi.stubEnv('IOC_OIDC_AMR', 'pwd otp')
  const both = await another()
  expect(await both.attempt({ claims: { acr: 'urn:vn:loa3', amr: ['pwd'] } })).toMatchObject(weak)
  expect(await both.attempt({ claims: { acr: 'urn:vn:loa3', amr: 'pwd otp' } })).toMatchObject(weak)
  expect((await both.attempt({ claims: { acr: 'urn:vn:loa3', amr: ['otp', 'face', 'pwd'] } })).isIn).toBe(true)
})

test('whoever has no password here proves themselves anew there, for some minutes; who did not, was known from before, or is another, does not', async () => {
  const { attempt, come, tell, url, issuer, database, account } = await house()
  const { session } = await attempt()
  const send = async (method: 'GET' | 'POST', path: string, body?: object) =>
    fetch(url + path, {
      ...{ method, redirect: 'manual' },
      headers: { ...NOBODY, cookie: session, 'x-ioc': '1', ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    })
  const me = async () => (await send('GET', '/api/me')).json() as Promise<{ hasPassword: boolean; provedUntil: string | null }>
  const endOthers = async (password: string | null) => (await send('POST', '/api/me/sessions/end-others', { password })).status
  let signOutMeanwhile = async () => {}
  /** Goes to be asked anew, and comes back with a token that says so, but for what it lies about. */
  const prove = async (lie: Lie = {}) => {
    const left = await send('GET', '/api/me/prove')
    const asked = new URL(left.headers.get('location') ?? 'http://none').searchParams
    const cookie =
      left.headers
        .getSetCookie()
        .find((each) => each.startsWith('ioc-errand='))
        ?.split(';')[0] ?? ''
    tell({ ...lie, claims: { auth_time: Math.floor(Date.now() / 1_000), ...lie.claims } }, asked.get('nonce') ?? '')
    await signOutMeanwhile()
    // The browser sends no session with it: the other house is another site.
    const { to, isIn } = await come(cookie, { code: 'code', state: asked.get('state') ?? '', iss: issuer })
    return { to, isIn, asked: Object.fromEntries(asked) }
  }
  expect(await me()).toMatchObject({ hasPassword: false, provedUntil: null })
  expect([await endOthers(null), await endOthers('')]).toEqual([403, 403])

  const long = Math.floor(Date.now() / 1_000) - 120
  for (const [lie, to] of [
    [{ claims: { auth_time: long } }, 'not-anew'],
    [{ claims: { auth_time: undefined } }, 'not-anew'],
    [{ claims: { auth_time: `${long + 1_000}` } }, 'refused'],
    [{ claims: { nonce: 'made-up' } }, 'refused'],
    [{ claims: { sub: 'subject-2', preferred_username: 'person0' } }, 'other'],
    [{ claims: { sub: 'subject-3', preferred_username: 'nobody' } }, 'unknown'],
  ] as [Lie, string][])
    expect(await prove(lie)).toMatchObject({ to: `/account#oidc-${to}`, isIn: false })
  expect(await endOthers(null)).toBe(403)

  const proved = await prove()
  expect(proved).toMatchObject({ to: '/account', isIn: false, asked: { prompt: 'login', max_age: '0' } })
  expect(Date.parse((await me()).provedUntil ?? '')).toBeGreaterThan(Date.now())
  const there = await attempt()
  expect([await endOthers(null), there.isIn]).toEqual([200, true])
  const seen = await fetch(`${url}/api/me`, { headers: { ...NOBODY, cookie: there.session } })
  expect([seen.status, (await send('GET', '/api/me')).status]).toEqual([401, 200])
  const { rows } = await database.pool.query(
    `select count(*)::int as n from audit_entry where entity = 'session' and action = 'update' and detail::text like '%proved_at%'`,
  )
  expect(rows[0].n).toBe(1)

  // It holds in that session alone, and not for long.
  const again = await attempt()
  const elsewhere = await fetch(`${url}/api/me/sessions/end-others`, {
    method: 'POST',
    headers: { ...NOBODY, cookie: again.session, 'x-ioc': '1', 'content-type': 'application/json' },
    body: JSON.stringify({ password: null }),
  })
  expect(elsewhere.status).toBe(403)
  await database.pool.query(`update session set proved_at = now() - interval '6 minutes' where account_id = $1`, [account])
  expect(await endOthers(null)).toBe(403)
  // Whoever is signed out meanwhile has proved nothing.
  signOutMeanwhile = async () => {
    await database.pool.query(`update session set ended_at = now() where account_id = $1`, [account])
  }
  expect((await prove()).to).toBe('/account#oidc-late')
  expect((await send('GET', '/api/me/prove')).status).toBe(401)
})

test('whoever is in by another house sets a second step up, and shows it the next time they come from there', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ioc-keys-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  vi.stubEnv('IOC_SECRETS_KEY_FILE', join(folder, 'secrets.key'))
  const { attempt, url, database, account } = await house()
  await database.pool.query(`update province set spec = spec || '{"secondStep": "everybody"}'`)
  const as = (cookie: string) => async (path: string, body?: object) => {
    const answer = await fetch(url + path, {
      method: body ? 'POST' : 'GET',
      headers: { ...NOBODY, cookie, 'x-ioc': '1', ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    })
    return { status: answer.status, said: await answer.json() }
  }
  const first = as((await attempt()).session)
  expect((await first('/api/me')).said).toMatchObject({ owesSecondStep: true, hasSecondStep: false })
  expect((await first('/api/me/second-step', { password: null })).status).toBe(403)
  await database.pool.query('update session set proved_at = now() where account_id = $1', [account])
  const { secret } = (await first('/api/me/second-step', { password: null })).said
  // Begun is not set up: its code opens nothing yet.
  const early = as((await attempt()).session)
  expect((await early('/api/me/second-step/show', { code: await generate({ secret }) })).status).toBe(400)
  const { codes } = (await first('/api/me/second-step/confirm', { code: await generate({ secret }) })).said
  expect((await first('/api/me')).said).toMatchObject({ owesSecondStep: false, hasSecondStep: true })

  const next = as((await attempt()).session)
  expect((await next('/api/me')).said).toMatchObject({ owesSecondStep: true, permissions: [] })
  expect((await next('/api/me/second-step/show', { code: '000000' })).status).toBe(400)
  expect((await next('/api/alerts')).status).toBe(403)
  // One step is not enough to make another: who only has the other house's word adds no key and no telephone of their own.
  await database.pool.query('update session set proved_at = now() where account_id = $1', [account])
  for (const path of ['/api/me/second-step', '/api/me/passkeys/begin'])
    expect([path, (await next(path, { password: null })).status]).toEqual([path, 403])
  expect((await next('/api/me/second-step/show', { code: codes[0] })).status).toBe(200)
  expect((await next('/api/me')).said).toMatchObject({ owesSecondStep: false })
  expect((await next('/api/alerts')).status).toBe(200)
})

test('whoever only pretends to come from there is not let in', async () => {
  const { attempt, leave, come, tell, issuer, publicKey, database, account, go } = await house()
  const other = generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey
  const now = Math.floor(Date.now() / 1_000)
  const lies: Record<string, () => Promise<{ isIn: boolean }>> = {
    'another state': () => attempt({}, { state: 'made-up' }),
    'no state': () => attempt({}, { state: null }),
    'no code': () => attempt({}, { code: null }),
    'refused there': () => attempt({}, { code: null, error: 'access_denied' }),
    'of another house (mix-up)': () => attempt({}, { iss: 'https://evil.example' }),
    'of no house, where it says that it always says': () => attempt({}, { iss: null }),
    'another nonce': () => attempt({ claims: { nonce: 'made-up' } }),
    'no nonce': () => attempt({ claims: { nonce: undefined } }),
    'another issuer': () => attempt({ claims: { iss: 'https://evil.example' } }),
    'for another client': () => attempt({ claims: { aud: 'another' } }),
    'for several, asked by another': () => attempt({ claims: { aud: [ID, 'another'], azp: 'another' } }),
    'run out': () => attempt({ claims: { exp: now - 3_600, iat: now - 7_200 } }),
    'no end': () => attempt({ claims: { exp: undefined } }),
    'not yet good': () => attempt({ claims: { nbf: now + 3_600 } }),
    'no subject': () => attempt({ claims: { sub: undefined } }),
    'no login': () => attempt({ claims: { preferred_username: undefined } }),
    'a login that is no text': () => attempt({ claims: { preferred_username: ['ha.pham'] } }),
    'signed by nobody (none)': () => attempt({ token: ({ claims }) => sign({ alg: 'none' }, claims, () => '') }),
    'signed by another key': () => attempt({ token: ({ header, claims }) => sign(header, claims, rs256(other)) }),
    'signed with the public key as a secret': () =>
      attempt({
        token: ({ claims }) =>
          sign({ alg: 'HS256', kid: 'one' }, claims, (text) =>
            createHmac('sha256', publicKey.export({ type: 'spki', format: 'pem' }))
              .update(text)
              .digest('base64url'),
          ),
      }),
    'signed with the client’s secret': () =>
      attempt({
        token: ({ claims }) =>
          sign({ alg: 'HS256' }, claims, (text) => createHmac('sha256', SECRET).update(text).digest('base64url')),
      }),
    'changed after it was signed': () =>
      attempt({
        token: ({ header, claims }) => {
          const [head, , tail] = sign(header, claims, rs256(other)).split('.')
          return `${head}.${encode({ ...claims, preferred_username: 'person0' })}.${tail}`
        },
      }),
    'no id token': () => attempt({ answer: { status: 200, body: { access_token: 'x', token_type: 'Bearer' } } }),
    'a code it does not take (PKCE)': () => attempt({ answer: { status: 400, body: { error: 'invalid_grant' } } }),
    'a login nobody here has': () => attempt({ claims: { sub: 'subject-2', preferred_username: 'nobody' } }),
    'without having left': async () => {
      const { state, nonce } = await leave()
      tell({}, nonce)
      return come('', { code: 'code', state, iss: issuer })
    },
    'by the way another browser left': async () => {
      const [mine, theirs] = [await leave(), await leave()]
      tell({}, theirs.nonce)
      return come(mine.cookie, { code: 'code', state: theirs.state, iss: issuer })
    },
    'the same way twice': async () => {
      const { cookie, state, nonce } = await leave()
      tell({}, nonce)
      expect((await come(cookie, { code: 'code', state, iss: issuer })).isIn).toBe(true)
      return come(cookie, { code: 'code', state, iss: issuer })
    },
    'too late': async () => {
      const { cookie, state, nonce } = await leave()
      tell({}, nonce)
      await database.pool.query("update sign_in_errand set until = now() - interval '1 second'")
      return come(cookie, { code: 'code', state, iss: issuer })
    },
    'with the login of somebody who is linked to another subject': () => attempt({ claims: { sub: 'subject-3' } }),
    'with an account that is off': async () => {
      await database.pool.query('update account set disabled_at = now() where id = $1', [account])
      return attempt()
    },
  }
  const isIn: string[] = []
  for (const [lie, tried] of Object.entries(lies)) {
    await database.pool.query('delete from sign_in_tries')
    if ((await tried()).isIn) isIn.push(lie)
  }
  expect(isIn).toEqual([])
  expect(Object.keys(lies)).toHaveLength(31)
  for (const next of [
    '//evil.example',
    'https://evil.example',
    '/\\evil.example',
    'javascript:1',
    '/%0d%0aset-cookie:x',
    '/\tx',
  ]) {
    const left = await go(`/api/sign-in/oidc?next=${encodeURIComponent(next)}`)
    // What is no page of ours is refused before anybody leaves; a coded line break stays one.
    if (left.status === 302) expect([next, next.startsWith('/%')]).toEqual([next, true])
    else expect(left.status).toBe(400)
  }
})

test('a house that does not answer is said to, and asked anew the next time', async () => {
  const { go, issuer } = await house()
  vi.stubEnv('IOC_OIDC_ISSUER', 'http://127.0.0.1:9')
  const { url } = await serve(await hungYen())
  const left = await fetch(`${url}/api/sign-in/oidc`, { redirect: 'manual', headers: NOBODY })
  expect(left.headers.get('location')).toBe('/sign-in#oidc-unreachable')
  expect((await go('/api/sign-in/oidc')).headers.get('location')).toContain(issuer)
})
