import { request } from 'node:http'
import { afterEach, expect, test, vi } from 'vitest'
import { serve } from '../support/app.ts'
import { hungYen } from '../support/database.ts'
import { cookieOf } from '../support/people.ts'

// What a browser is told to beware of, by every answer; and whose word is taken on where a request comes from.

afterEach(() => void vi.unstubAllEnvs())

const NOBODY = { 'x-nobody': '1' }

test('every answer of every route, a refusal and what there is none of too, tells a browser what to beware of', async () => {
  vi.stubEnv('IOC_PUBLIC_URL', 'https://ioc.example.gov.vn')
  const { app } = await serve(await hungYen())
  const asked = [
    ...app.guarded.filter(({ method }) => method !== 'OPTIONS'),
    { method: 'GET', url: '/nothing/there', asked: 'anyone' },
  ]
  const wrong: string[] = []
  for (const { method, url, asked: of } of asked)
    for (const headers of [{}, NOBODY]) {
      const address = url.replaceAll(/:(\w+)/g, '999999999').replace('*', '')
      const body = ['GET', 'HEAD'].includes(method) ? {} : { payload: {} }
      const { headers: told, body: said } = await app.inject({ method: method as 'GET', url: address, headers, ...body })
      const policy = String(told['content-security-policy'])
      const type = String(told['content-type'])
      const holds =
        (said === '' || !/^text\/|json/.test(type) || type.endsWith('; charset=utf-8')) &&
        told['x-content-type-options'] === 'nosniff' &&
        told['referrer-policy'] === 'no-referrer' &&
        told['cross-origin-opener-policy'] === 'same-origin' &&
        told['cross-origin-resource-policy'] === 'same-origin' &&
        told['strict-transport-security'] === 'max-age=31536000; includeSubDomains' &&
        ["default-src 'self'", "object-src 'none'", "frame-ancestors 'self'", "base-uri 'none'"].every((each) =>
          policy.includes(each),
        ) &&
        !/unsafe-|https?:/.test(policy) &&
        (of === 'anyone' || !url.startsWith('/api/') || /no-store|private, no-cache/.test(String(told['cache-control']))) &&
        told.server === undefined &&
        told['x-powered-by'] === undefined
      if (!holds) wrong.push(`${method} ${url}: ${JSON.stringify(told)}`)
    }
  expect(asked.length).toBeGreaterThan(300)
  expect(wrong).toEqual([])
})

test('an address that no route is looked for, too long or broken, is refused in words and shown as nothing', async () => {
  vi.stubEnv('IOC_PUBLIC_URL', 'https://ioc.example.gov.vn')
  const { app } = await serve(await hungYen())
  for (const [url, status, said] of [
    [`/api/readings/${'a'.repeat(5_000)}`, 414, 'dài hơn mức cho phép'],
    ['/api/readings/%zz', 400, 'không đọc được'],
    ['/api/readings/%E0%A4%A', 400, 'không đọc được'],
  ] as const) {
    const answer = await app.inject(url)
    expect([url.slice(0, 30), answer.statusCode, answer.headers['content-type']]).toEqual([
      url.slice(0, 30),
      status,
      'application/problem+json; charset=utf-8',
    ])
    expect(answer.json()).toMatchObject({ status, detail: expect.stringContaining(said), requestId: expect.any(String) })
    expect(answer.headers).toMatchObject({
      ...{ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
    })
  }
})

test('what a browser carries to a passkey and to another house and back, no other host and no plain connection can set', async () => {
  vi.stubEnv('IOC_PUBLIC_URL', 'https://ioc.example.gov.vn')
  const { app } = await serve(await hungYen())
  const { headers } = await app.inject({ method: 'POST', url: '/api/sign-in/passkey/begin', headers: NOBODY, payload: {} })
  expect(headers['set-cookie']).toMatch(/^__Host-ioc-errand=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
})

test('the cookie that says visitors are there is one no other host and no plain connection can set, and the one it was before is no way round', async () => {
  vi.stubEnv('IOC_PUBLIC_URL', 'https://ioc.example.gov.vn')
  const { app } = await serve(await hungYen())
  const headers = { cookie: `__Host-${cookieOf()}`, 'x-ioc': '1' }
  const told = await app.inject({ method: 'POST', url: '/api/visitors', headers, payload: { visitors: 'open' } })
  const [cookie] = [told.headers['set-cookie']].flat()
  expect(cookie).toMatch(/^__Host-visitors=open; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Strict$/)
  const seen = async (visitors: string) =>
    (await app.inject({ url: '/api/directives', headers: { cookie: `__Host-${cookieOf()}; ${visitors}` } })).statusCode
  expect([await seen('__Host-visitors=open'), await seen('visitors=open'), await seen('')]).toEqual([403, 200, 200])
})

test('nothing is echoed to whoever traces', async () => {
  const { url } = await serve(await hungYen())
  const traced = await new Promise<{ status: number; body: string }>((done, fail) => {
    const asked = request(`${url}/api/me`, { method: 'TRACE', headers: { 'x-secret': 'sen' } }, (answer) => {
      let body = ''
      answer.on('data', (data) => (body += data)).on('end', () => done({ status: answer.statusCode ?? 0, body }))
    })
    asked.on('error', fail).end()
  })
  expect([traced.status >= 400, traced.body.includes('sen')]).toEqual([true, false])
})

test('where a request comes from is told by the connection, and by a proxy only where it is named', async () => {
  const database = await hungYen()
  const told = async (): Promise<string> => {
    const { app } = await serve(database)
    const headers = { ...NOBODY, 'x-forwarded-for': '203.0.113.9' }
    const body = { login: 'nobody-at-all', password: 'not right', code: null }
    await app.inject({ method: 'POST', url: '/api/sign-in', headers, payload: body })
    const { rows } = await database.pool.query(
      "select actor->>'address' as address from audit_entry where entity = 'sign-in' order by id desc limit 1",
    )
    return rows[0].address
  }
  expect(await told()).toBe('127.0.0.1')
  vi.stubEnv('IOC_TRUSTED_PROXIES', '10.0.0.5')
  expect(await told()).toBe('127.0.0.1')
  vi.stubEnv('IOC_TRUSTED_PROXIES', '10.0.0.5, 127.0.0.1')
  expect(await told()).toBe('203.0.113.9')
})
