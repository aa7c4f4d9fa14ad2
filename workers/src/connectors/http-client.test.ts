import type { RequestListener } from 'node:http'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { HttpClient, type HttpOptions } from './http-client.ts'
import { serve, type TestServer } from './testing.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

async function world(listener: RequestListener, options: Partial<HttpOptions> = {}) {
  const server = await serve(listener)
  const client = new HttpClient({
    timeoutSeconds: 1,
    deadlineSeconds: 5,
    maxMegabytes: 1,
    redirects: 0,
    backoffMs: 5,
    ...options,
  })
  open.push(client, server)
  return {
    server,
    get: (path = '/', headers = {}) => client.get(new URL(path, server.url), headers, AbortSignal.timeout(10_000)),
  }
}

describe('a source that stumbles', () => {
  test.each([500, 502, 503, 429])('with %d is asked again', async (status) => {
    let asked = 0
    const { get } = await world((_, reply) => void (++asked < 3 ? reply.writeHead(status).end() : reply.end('ok')))
    expect((await get()).body.toString()).toBe('ok')
    expect(asked).toBe(3)
  })

  test('is given up in the end, with its status', async () => {
    let asked = 0
    const { get } = await world((_, reply) => {
      asked++
      reply.writeHead(503).end()
    })
    await expect(get()).rejects.toThrow('đang lỗi (503)')
    expect(asked).toBe(4)
  })

  test('is waited for as long as it says, and no longer than the deadline', async () => {
    let asked = 0
    const started = Date.now()
    const { get } = await world(
      (_, reply) => void (++asked < 2 ? reply.writeHead(429, { 'retry-after': '1' }).end() : reply.end('ok')),
    )
    await get()
    expect(Date.now() - started).toBeGreaterThanOrEqual(950)
    const patient = await world((_, reply) => void reply.writeHead(429, { 'retry-after': '3600' }).end(), {
      deadlineSeconds: 0.5,
    })
    await expect(patient.get()).rejects.toThrow('gọi thưa hơn')
  })

  test('cut off in mid-body is asked again', async () => {
    let asked = 0
    const { get } = await world((_, reply) => {
      if (++asked > 1) return void reply.end('whole')
      reply.writeHead(200, { 'content-length': '100' })
      reply.write('half')
      setTimeout(() => reply.destroy(), 20)
    })
    expect((await get()).body.toString()).toBe('whole')
  })

  test.each([400, 401, 403, 404, 410])('with %d is not asked twice', async (status) => {
    let asked = 0
    const { get } = await world((_, reply) => {
      asked++
      reply.writeHead(status).end()
    })
    await expect(get()).rejects.toThrow(String(status))
    expect(asked).toBe(1)
  })

  test('by dripping for ever is left at the deadline', async () => {
    const { get } = await world(
      (_, reply) => {
        const drip = setInterval(() => reply.write('.'), 50)
        reply.on('close', () => clearInterval(drip))
      },
      { deadlineSeconds: 0.6 },
    )
    await expect(get()).rejects.toThrow('không gửi xong trang trong 0.6 giây')
  })
})

describe('a page too large', () => {
  test.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ])('is counted after %s is undone', async (encoding, pack) => {
    const bomb = pack(Buffer.alloc(50_000_000))
    expect(bomb.length).toBeLessThan(100_000)
    const before = process.memoryUsage().rss
    const { get } = await world((_, reply) => void reply.writeHead(200, { 'content-encoding': encoding }).end(bomb))
    await expect(get()).rejects.toThrow('hơn 1 MB')
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000)
  })

  test('without end is cut', async () => {
    const { get } = await world((_, reply) => {
      const pour = () => {
        if (reply.destroyed) return
        reply.write(Buffer.alloc(65_536))
        setImmediate(pour)
      }
      pour()
    })
    await expect(get()).rejects.toThrow('hơn 1 MB')
  })

  test('packed wrongly is said so', async () => {
    const { get } = await world((_, reply) => void reply.writeHead(200, { 'content-encoding': 'gzip' }).end('not gzip'))
    await expect(get()).rejects.toThrow('nén bị hỏng')
  })
})

describe('a redirect', () => {
  const hop =
    (to: () => string): RequestListener =>
    (request, reply) =>
      void (request.url === '/'
        ? reply.writeHead(302, { location: to() }).end()
        : reply.end(request.headers.authorization ?? 'none'))

  test('is followed only as often as allowed', async () => {
    const { get } = await world(
      hop(() => '/there'),
      { redirects: 1 },
    )
    expect((await get('/', { authorization: 'Bearer x' })).body.toString()).toBe('Bearer x')
    const loop = await world((_, reply) => void reply.writeHead(302, { location: '/' }).end(), { redirects: 3 })
    await expect(loop.get()).rejects.toThrow('chuyển hướng')
  })

  test('to another host takes no credentials along', async () => {
    const other: TestServer = await serve((request, reply) => void reply.end(request.headers.authorization ?? 'none'))
    open.push(other)
    const { get } = await world(
      hop(() => `${other.url}/there`),
      { redirects: 1 },
    )
    expect((await get('/', { authorization: 'Bearer x' })).body.toString()).toBe('none')
  })

  test.each(['file:///etc/passwd', 'ftp://a.vn/', 'http://user:pass@127.0.0.1/', 'http://169.254.169.254/'])(
    'to %s is refused',
    async (to) => {
      const { get } = await world(
        hop(() => to),
        { redirects: 3 },
      )
      await expect(get()).rejects.toThrow(/Địa chỉ không hợp lệ|Không ghi tên|Không được phép/)
    },
  )
})
