import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { collect } from '../../formats/testing.ts'
import type { Cursor, RawPage } from '../connector.ts'
import { serve, type TestServer } from '../testing.ts'
import { config } from './config.ts'
import { read } from './read.ts'

let server: TestServer
let asked: URL[]
let answer: (url: URL, request: IncomingMessage, reply: ServerResponse) => unknown

beforeEach(async () => {
  asked = []
  server = await serve(async (request, reply) => {
    const url = new URL(request.url ?? '/', server.url)
    asked.push(url)
    const body = await answer(url, request, reply)
    if (body !== undefined) reply.end(JSON.stringify(body))
  })
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await server.close()
})

const pages = (settings: object, cursor: Cursor | null = null): Promise<RawPage[]> =>
  collect(
    read(config.parse({ url: `${server.url}/ds`, timeoutSeconds: 1, deadlineSeconds: 2, ...settings }), cursor, {
      signal: AbortSignal.timeout(10_000),
    }),
  )
const many = (from: number, to: number) => Array.from({ length: Math.max(0, to - from) }, (_, index) => ({ id: from + index }))
const searches = () => asked.map(({ search }) => search)

describe('paging', () => {
  test('by page number ends at a short page', async () => {
    answer = (url) => many(0, 7).slice((Number(url.searchParams.get('p')) - 1) * 3, Number(url.searchParams.get('p')) * 3)
    expect(await pages({ paging: { style: 'page', param: 'p', size: 3, sizeParam: 'n' } })).toHaveLength(3)
    expect(searches()).toEqual(['?p=1&n=3', '?p=2&n=3', '?p=3&n=3'])
  })

  test('by page number of unknown size ends at an empty page', async () => {
    answer = (url) => ({ ds: url.searchParams.get('p') === '2' ? [] : many(0, 2) })
    expect((await pages({ records: 'ds', paging: { style: 'page', param: 'p', first: 0 } })).length).toBeGreaterThanOrEqual(2)
    expect(searches()).toEqual(['?p=0', '?p=1', '?p=2'])
  })

  test('by offset', async () => {
    answer = (url) => many(Number(url.searchParams.get('$offset')), Math.min(5, Number(url.searchParams.get('$offset')) + 2))
    const all = await pages({
      query: { $order: 'id' },
      paging: { style: 'offset', param: '$offset', size: 2, sizeParam: '$limit' },
    })
    expect(all).toHaveLength(3)
    expect(asked.map(({ searchParams }) => searchParams.get('$offset'))).toEqual(['0', '2', '4'])
  })

  test('by link, in a header or in the body, and never to another host', async () => {
    answer = (url, _, reply) => {
      if (!url.searchParams.has('c')) reply.setHeader('link', '</ds?c=0>; rel="first", </ds?c=2>; rel="next"')
      return many(0, 1)
    }
    await pages({ paging: { style: 'link' } })
    expect(searches()).toEqual(['', '?c=2'])
    answer = (url) => ({ ds: many(0, 1), next: url.searchParams.has('c') ? null : 'https://evil.example/ds?c=1' })
    await expect(pages({ records: 'ds', paging: { style: 'link', field: 'next' } })).rejects.toThrow('máy chủ khác')
  })

  test('that goes round in circles is noticed', async () => {
    answer = () => ({ ds: many(0, 1), next: 'same' })
    await expect(pages({ records: 'ds', paging: { style: 'token', param: 't', field: 'next' } })).rejects.toThrow(
      'lặp lại cùng một trang',
    )
  })

  test('tells how many are still to come', async () => {
    answer = (url) => ({
      total: 5,
      ds: many(Number(url.searchParams.get('o')), Math.min(5, Number(url.searchParams.get('o')) + 2)),
    })
    const all = await pages({ records: 'ds', total: 'total', paging: { style: 'offset', param: 'o', size: 2, sizeParam: 'n' } })
    expect(all.map(({ remaining }) => remaining)).toEqual([5, 3, 1])
  })
})

describe('only what is new', () => {
  const since = { param: 'tu', field: 'luc', format: 'yyyyMMddHHmmss', overlapSeconds: 60 }

  test('is asked from the newest moment seen, less the overlap, once the listing has ended', async () => {
    answer = (url) => ({
      ds: [{ luc: url.searchParams.get('t') ? '20260103080000' : '20260105080000' }],
      next: url.searchParams.get('t') ? null : 'b',
    })
    const settings = { records: 'ds', since, paging: { style: 'token', param: 't', field: 'next' } }
    const [first, last] = await pages(settings)
    expect(first?.next).toMatchObject({ since: null, token: 'b' })
    expect(last?.next).toMatchObject({ since: '20260105075900', token: null })
    await pages(settings, last?.next)
    expect(asked[2]?.search).toBe('?tu=20260105075900')
  })

  test('a record from the future does not hide what comes before it', async () => {
    answer = () => [{ luc: '29991231000000' }]
    const [page] = await pages({ since })
    expect(String(page?.next?.since) < '2999').toBe(true)
    expect(String(page?.next?.since) > '2024').toBe(true)
  })

  test('nothing new leaves the mark where it was, and stores no page', async () => {
    answer = () => []
    expect(await pages({ since }, { since: '20260105075900', token: null })).toEqual([])
  })

  test('a renamed field is a fault, not a full read for ever', async () => {
    answer = () => [{ khac: '20260105080000' }]
    await expect(pages({ since })).rejects.toThrow('Không bản ghi nào có giờ ở trường «luc»')
  })

  test('a page token that has expired goes back to the mark', async () => {
    answer = (url, _, reply) =>
      url.searchParams.has('t') ? void reply.writeHead(410).end() : { ds: [{ luc: '20260105080000' }], next: null }
    const settings = { records: 'ds', since, paging: { style: 'token', param: 't', field: 'next' } }
    expect(await pages(settings, { since: '20260101000000', token: 'old', seen: null, given: 4 })).toHaveLength(1)
    expect(searches()).toEqual(['?tu=20260101000000&t=old', '?tu=20260101000000'])
  })
})

describe('XML', () => {
  const xml = (from: number, to: number, next?: string) =>
    `<a:Danh xmlns:a="urn:a"><TongSo>5</TongSo>${next ? `<Tiep>${next}</Tiep>` : ''}<Muc>${many(from, to)
      .map(({ id }) => `<Dong><Ma>${id}</Ma></Dong>`)
      .join('')}</Muc></a:Danh>`

  test('is paged by the words of its tags, a list of one and a list of none included', async () => {
    answer = (url, _, reply) => {
      const from = Number(url.searchParams.get('t') ?? 0)
      return void reply.end(xml(from, Math.min(5, from + 2), from + 2 < 5 ? String(from + 2) : undefined))
    }
    const settings = {
      answers: 'xml',
      records: 'Muc.Dong',
      total: 'TongSo',
      paging: { style: 'token', param: 't', field: 'Tiep' },
    }
    const all = await pages(settings)
    expect(all.map(({ remaining }) => remaining)).toEqual([5, 3, 1])
    expect(searches()).toEqual(['', '?t=2', '?t=4'])
    answer = (_, __, reply) => void reply.end('<D><TongSo>0</TongSo></D>')
    expect(await pages(settings)).toEqual([])
  })

  test('may not bring an entity of its own', async () => {
    answer = (_, __, reply) =>
      void reply.end('<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><D><Dong><Ma>&x;</Ma></Dong></D>')
    await expect(pages({ answers: 'xml', records: 'Dong' })).rejects.toThrow(/XML/)
  })
})

describe('credentials', () => {
  test.each([
    [{ kind: 'bearer', token: 's3cret' }, 'authorization', 'Bearer s3cret'],
    [{ kind: 'basic', user: 'u', password: 's3cret' }, 'authorization', `Basic ${Buffer.from('u:s3cret').toString('base64')}`],
    [{ kind: 'header', name: 'X-Api-Key', value: 's3cret' }, 'x-api-key', 's3cret'],
  ])('%o', async (auth, header, expected) => {
    let seen: unknown
    answer = (_, request) => {
      seen = request.headers[header]
      return many(0, 1)
    }
    const [page] = await pages({ auth })
    expect(seen).toBe(expected)
    expect(JSON.stringify({ ...page, body: null })).not.toContain('s3cret')
  })

  test('in a parameter stay out of the names of pages and out of the cursor, though the source repeats them', async () => {
    answer = (url) => ({
      ds: many(0, 1),
      next: url.searchParams.has('c') ? null : `/ds?m=${url.searchParams.get('m')}&c=1`,
    })
    const all = await pages({
      records: 'ds',
      auth: { kind: 'query', param: 'm', key: 's3cret' },
      paging: { style: 'link', field: 'next' },
    })
    expect(searches()).toEqual(['?m=s3cret', '?c=1&m=s3cret'])
    expect(all).toHaveLength(2)
    expect(JSON.stringify(all.map(({ name, next }) => [name, next]))).not.toContain('s3cret')
  })

  test('a key in the address is not shown in the name of its page', async () => {
    answer = () => many(0, 1)
    const [page] = await pages({ url: `${server.url}/ds?api_key=s3cret&nam=2026` })
    expect(page?.name).toContain('nam=2026')
    expect(page?.name).not.toContain('s3cret')
  })
})

describe('OAuth2 client credentials', () => {
  let tokens: number
  let lastsSeconds: number
  let form: string
  /** A token server that knows one application, beside an API that knows the newest token. */
  const guarded = (answerPage: (url: URL) => unknown, check = (_form: URLSearchParams, _authorization = '') => true) => {
    answer = async (url, request, reply) => {
      if (url.pathname === '/token') {
        form = Buffer.concat(await collect(request)).toString()
        if (!check(new URLSearchParams(form), request.headers.authorization))
          return void reply.writeHead(400).end('{"error":"invalid_client s3cret"}')
        return void reply.end(JSON.stringify({ access_token: `t${++tokens}`, token_type: 'Bearer', expires_in: lastsSeconds }))
      }
      if (request.headers.authorization !== `Bearer t${tokens}`) return void reply.writeHead(401).end()
      return void reply.end(JSON.stringify(answerPage(url)))
    }
  }
  const auth = (more: object = {}) => ({
    kind: 'oauth2',
    tokenUrl: `${server.url}/token`,
    clientId: 'ioc',
    clientSecret: 's3cret',
    scope: 'ho-so',
    ...more,
  })
  const asks = () => asked.filter(({ pathname }) => pathname === '/token').length
  beforeEach(() => {
    tokens = 0
    lastsSeconds = 3600
  })

  test('asks for a token once, and the next pull goes on with it', async () => {
    guarded(
      () => many(0, 1),
      (sent, authorization) =>
        sent.get('grant_type') === 'client_credentials' &&
        sent.get('scope') === 'ho-so' &&
        authorization === `Basic ${Buffer.from('ioc:s3cret').toString('base64')}`,
    )
    expect(await pages({ auth: auth() })).toHaveLength(1)
    expect(await pages({ auth: auth() })).toHaveLength(1)
    expect(asks()).toBe(1)
  })

  test('may say who it is in the form', async () => {
    guarded(
      () => many(0, 1),
      (sent, authorization) =>
        authorization === undefined && sent.get('client_id') === 'ioc' && sent.get('client_secret') === 's3cret',
    )
    expect(await pages({ auth: auth({ sendIn: 'body' }) })).toHaveLength(1)
  })

  test('renews a token that is about to run out, and one the source no longer takes, in the middle of a listing too', async () => {
    lastsSeconds = 0.002
    guarded(() => many(0, 1))
    await pages({ auth: auth() })
    await new Promise((done) => setTimeout(done, 10))
    await pages({ auth: auth() })
    expect(asks()).toBe(2)

    lastsSeconds = 3600
    let page = 0
    guarded(() => {
      if (++page === 1) tokens += 10
      return { ds: many(0, 1), next: page < 3 ? String(page) : null }
    })
    expect(
      await pages({ auth: auth({ scope: 'khac' }), records: 'ds', paging: { style: 'token', param: 't', field: 'next' } }),
    ).toHaveLength(3)
    expect(asks()).toBe(4)
  })

  test('a source that takes no token is asked for one once more, and then told', async () => {
    answer = (url, _, reply) => (url.pathname === '/token' ? { access_token: 'x' } : void reply.writeHead(401).end())
    await expect(pages({ auth: auth({ scope: 'm' }) })).rejects.toThrow('không nhận thông tin đăng nhập (401)')
    expect(asks()).toBe(2)
  })

  test.each([
    ['a wrong secret', (reply: ServerResponse) => reply.writeHead(401).end('{"error":"s3cret"}'), /không cấp mã truy cập/],
    ['a page for people', (reply: ServerResponse) => reply.end('<html>s3cret</html>'), /không có «access_token»/],
    [
      'a token no header can hold',
      (reply: ServerResponse) => reply.end('{"access_token":"a\\r\\nb"}'),
      /không có «access_token»/,
    ],
    ['another kind of token', (reply: ServerResponse) => reply.end('{"access_token":"a","token_type":"mac"}'), /bearer/],
    ['a way elsewhere', (reply: ServerResponse) => reply.writeHead(307, { location: '/ds' }).end(), /chuyển hướng/],
  ])('%s is told in words, without the secret', async (name, reply, says) => {
    answer = (url, _, response) => (url.pathname === '/token' ? void reply(response) : many(0, 1))
    const fault = await pages({ auth: auth({ scope: name }) }).catch((error: Error) => error)
    expect((fault as Error).message).toMatch(says)
    expect(`${(fault as Error).message}${(fault as Error).stack}`).not.toContain('s3cret')
    expect(asked.filter(({ pathname }) => pathname === '/ds')).toEqual([])
  })

  test('does not hand its secret to a token server inside our own network', async () => {
    answer = () => many(0, 1)
    await expect(pages({ auth: auth({ tokenUrl: 'http://10.9.9.9/token' }) })).rejects.toThrow('Không được phép')
  })
})

test('the simulator is found where it runs', async () => {
  answer = () => many(0, 1)
  vi.stubEnv('IOC_SIMULATOR_URL', `${server.url}/`)
  await pages({ url: '{{simulator}}/hoso/ds' })
  expect(asked[0]?.pathname).toBe('/hoso/ds')
  vi.stubEnv('IOC_SIMULATOR_URL', '')
  await expect(pages({ url: '{{simulator}}/hoso/ds' })).rejects.toThrow('mô phỏng chưa chạy')
})
