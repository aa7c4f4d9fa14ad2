import { io } from 'socket.io-client'
import { expect, onTestFinished, test } from 'vitest'
import { serve } from '../support/app.ts'
import { hungYen } from '../support/database.ts'
import { cookieOf } from '../support/people.ts'

// What a page of somebody else’s can have a browser do in which one of ours is signed in: nothing.

const ORIGINS = [
  ...[
    'https://evil.example',
    'http://evil.example',
    'https://ioc.example.gov.vn.evil.example',
    'null',
    'file://',
    'chrome-extension://abc',
  ],
  ...['http://127.0.0.1', 'http://127.0.0.1:1', 'https://127.0.0.1', 'http://localhost', 'http://[::1]', 'http://0.0.0.0'],
  ...[
    'http://127.0.0.1.evil.example',
    'http://evil.example/127.0.0.1',
    'http://127.0.0.1@evil.example',
    'http://evil.example#127.0.0.1',
  ],
  ...[
    'http://127.0.0.1%2eevil.example',
    'http://127.0.0.1:80',
    'http://2130706433',
    'http://0x7f.1',
    'http://127.1',
    'data:text/html,x',
  ],
  ...[
    'blob:http://evil.example/x',
    'about:blank',
    'javascript:1',
    'https://',
    'evil',
    '//evil.example',
    ' http://evil.example',
    'http://EVIL.example',
  ],
]

test('no unsafe route does what a page of another site asks, with the cookie of one of ours', async () => {
  const { app } = await serve(await hungYen())
  const unsafe = app.guarded.filter(({ method }) => !['GET', 'HEAD', 'OPTIONS'].includes(method))
  expect(unsafe.length).toBeGreaterThan(90)
  const done: string[] = []
  let cases = 0
  for (const { method, url } of unsafe)
    for (const headers of [
      { origin: 'https://evil.example', 'x-ioc': '1' },
      { origin: 'null', 'x-ioc': '1' },
      { 'sec-fetch-site': 'cross-site', 'x-ioc': '1' },
      { 'sec-fetch-site': 'same-site', 'x-ioc': '1' },
      // A form: it can send no header of ours.
      { 'content-type': 'application/x-www-form-urlencoded' },
      { 'content-type': 'text/plain', origin: 'https://evil.example' },
    ] as Record<string, string>[]) {
      cases++
      const asked = { method: method as 'POST', url: url.replaceAll(/:(\w+)/g, '999999999'), payload: '{}' }
      const { statusCode } = await app.inject({ ...asked, headers: { cookie: cookieOf(), ...headers } })
      if (statusCode !== 403) done.push(`${method} ${url} ${JSON.stringify(headers)}: ${statusCode}`)
    }
  expect(done).toEqual([])
  expect(cases).toBe(6 * unsafe.length)
})

test('thirty origins, two transports: none but ours opens the socket, and ours only for somebody', async () => {
  const { url } = await serve(await hungYen())
  const attempt = (transport: string, extraHeaders: Record<string, string>) => {
    const socket = io(url, { transports: [transport], extraHeaders, reconnection: false, forceNew: true })
    onTestFinished(() => void socket.disconnect())
    return new Promise((done) =>
      socket
        .once('connect', () => done('in'))
        .once('connect_error', (error) => done(error.message === 'sign-in' ? 'sign-in' : 'refused')),
    )
  }
  for (const transport of ['polling', 'websocket']) {
    for (const origin of ORIGINS)
      expect([origin, await attempt(transport, { origin, cookie: cookieOf() })]).toEqual([origin, 'refused'])
    expect(await attempt(transport, { origin: url, cookie: cookieOf() })).toBe('in')
    expect(await attempt(transport, { origin: url })).toBe('sign-in')
    expect(await attempt(transport, { origin: url, cookie: 'ioc-session=made-up' })).toBe('sign-in')
  }
  expect(ORIGINS).toHaveLength(30)
})
