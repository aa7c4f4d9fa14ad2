import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { request } from 'undici'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { listedDestinations, mayReach } from './egress.ts'
import { GuardedSocket, guardedAgent } from './guard.ts'
import { HttpClient } from './http-client.ts'

let canary: Server
let port: number
let hits = 0

beforeAll(async () => {
  canary = createServer((_, reply) => {
    hits++
    reply.end('secret')
  })
  canary.on('connection', () => hits++)
  await new Promise<void>((done) => canary.listen(0, '::', done))
  port = (canary.address() as AddressInfo).port
})
afterAll(() => canary.close())
beforeEach(() => {
  hits = 0
  vi.stubEnv('IOC_PRIVATE_SOURCES', '')
})
afterEach(() => vi.unstubAllEnvs())

const get = async (url: string, agent = guardedAgent({ connectTimeoutMs: 2_000 })) => {
  try {
    const { body } = await request(url, { dispatcher: agent })
    return await body.text()
  } finally {
    await agent.destroy()
  }
}
const answers = (...rounds: string[][]) =>
  ((_host: string, _options: unknown, callback: (error: null, addresses: { address: string; family: number }[]) => void) => {
    const addresses = rounds.length > 1 ? rounds.shift() : rounds[0]
    callback(
      null,
      (addresses ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }) as never

/** One IPv4 address in every spelling a URL or a resolver is known to take. */
function spellings(address: string): string[] {
  const bytes = address.split('.').map(Number)
  const [a = 0, b = 0, c = 0, d = 0] = bytes
  const whole = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0
  const hex = (n: number, width = 0) => n.toString(16).padStart(width, '0')
  const words = `${hex((a << 8) | b)}:${hex((c << 8) | d)}`
  const wide = [...address].map((one) => (one === '.' ? one : String.fromCharCode(one.charCodeAt(0) + 0xfee0))).join('')
  return [
    address,
    `${address}.`,
    String(whole),
    `0x${hex(whole, 8)}`,
    `0${whole.toString(8)}`,
    bytes.map((byte) => `0x${hex(byte)}`).join('.'),
    bytes.map((byte) => `0${byte.toString(8)}`).join('.'),
    `${a}.${(b << 16) | (c << 8) | d}`,
    `${a}.${b}.${(c << 8) | d}`,
    `0x${hex(a)}.${(b << 16) | (c << 8) | d}`,
    wide,
    address.replaceAll('.', '。'),
    address.replace('.', '%2e'),
    `[::ffff:${address}]`,
    `[::ffff:${words}]`,
    `[0:0:0:0:0:ffff:${words}]`,
    `[::${words}]`,
    `[64:ff9b::${words}]`,
    `[2002:${words}::]`,
    `[::ffff:0:${words}]`,
  ]
}

const INSIDE = [
  '127.0.0.1', '127.8.9.10', '0.0.0.0', '10.0.0.1', '10.255.255.254', '172.16.0.1', '172.31.255.255', '192.168.0.1',
  '192.168.255.255', '169.254.169.254', '169.254.0.1', '100.64.0.1', '100.100.100.200', '192.0.0.192', '198.18.0.1', '255.255.255.255',
] // biome-ignore format: a list
const NAMES = [
  'localhost', 'localhost.', 'LOCALHOST', 'lOcAlHoSt', '[::1]', '[::]', '[0:0:0:0:0:0:0:1]', '[fe80::1]', '[fc00::1]', '[fd12:3456::1]',
  '[fd00:ec2::254]', '[ff02::1]', '[2001:db8::1]', '[2001::1]', '①②⑦.0.0.1', '127.1', '0', '127.0.1', '0177.1', '0x7f.1',
] // biome-ignore format: a list
const HOSTS = [...INSIDE.flatMap(spellings), ...NAMES]

describe('a feed may not look inside our own network', () => {
  test(`by none of ${HOSTS.length} ways to write an address`, async () => {
    expect(HOSTS.length).toBeGreaterThan(300)
    const reached: string[] = []
    for (const host of HOSTS)
      await get(`http://${host}:${port}/`, guardedAgent({ connectTimeoutMs: 300 })).then(
        () => reached.push(host),
        () => {},
      )
    expect([reached, hits]).toEqual([[], 0])
  }, 60_000)

  test('nor by another scheme, another port, a user in the address, a fragment or a proxy of the environment', async () => {
    vi.stubEnv('HTTP_PROXY', `http://127.0.0.1:${port}`)
    vi.stubEnv('http_proxy', `http://127.0.0.1:${port}`)
    const client = new HttpClient({ timeoutSeconds: 0.3, deadlineSeconds: 0.3, maxMegabytes: 1, redirects: 0 })
    for (const url of [
      `http://a@127.0.0.1:${port}/`,
      `http://1.1.1.1@127.0.0.1:${port}/`,
      `http://127.0.0.1:${port}#@1.1.1.1/`,
      `http://127.0.0.1:${port}\\@1.1.1.1/`,
      'file:///etc/passwd',
      `ftp://127.0.0.1:${port}/`,
      `gopher://127.0.0.1:${port}/`,
      'data:text/plain,x',
      'http://192.0.3.1/',
    ])
      await expect(client.get(new URL(url), {}, AbortSignal.timeout(5_000)), url).rejects.toThrow()
    await client.close()
    expect(hits).toBe(0)
  })

  test.each([[['127.0.0.1']], [['1.1.1.1', '127.0.0.1']], [['::1']], [['::ffff:127.0.0.1']], [['169.254.169.254']]])(
    'through a name that answers %s',
    async (addresses) => {
      const agent = guardedAgent({ connectTimeoutMs: 500, lookup: answers(addresses) })
      await expect(get(`http://evil.example:${port}/`, agent)).rejects.toThrow('Không được phép')
      expect(hits).toBe(0)
    },
  )

  test('through a name that answers one thing to the guard and another to the socket, a thousand times', async () => {
    const round = async () => {
      const agent = guardedAgent({ connectTimeoutMs: 20, lookup: answers(['192.0.3.1'], ['127.0.0.1'], ['192.0.3.1']) })
      await expect(get(`http://rebind.example:${port}/`, agent)).rejects.toThrow()
    }
    for (let rounds = 0; rounds < 1_000; rounds += 100) await Promise.all(Array.from({ length: 100 }, round))
    expect(hits).toBe(0)
  }, 60_000)

  test.each([301, 302, 303, 307, 308])('nor by being sent there with a %d, however many steps away', async (status) => {
    const hops = createServer((request, reply) => {
      const left = Number(request.url?.slice(1))
      reply.writeHead(status, { location: left > 1 ? `/${left - 1}` : `http://localhost:${port}/` }).end()
    })
    await new Promise<void>((done) => hops.listen(0, '127.0.0.1', done))
    const at = (hops.address() as AddressInfo).port
    vi.stubEnv('IOC_PRIVATE_SOURCES', `127.0.0.1:${at}`)
    const client = new HttpClient({ timeoutSeconds: 1, deadlineSeconds: 2, maxMegabytes: 1, redirects: 5, attempts: 1 })
    for (let steps = 1; steps <= 5; steps++)
      await expect(client.get(new URL(`http://127.0.0.1:${at}/${steps}`), {}, AbortSignal.timeout(5_000))).rejects.toThrow(
        'Không được phép',
      )
    await client.close()
    hops.close()
    expect(hits).toBe(0)
  })

  test('by a socket of another protocol either', async () => {
    for (const host of ['127.0.0.1', 'localhost', '::1', '10.0.0.1', '169.254.169.254']) {
      const socket = new GuardedSocket()
      await expect(
        new Promise((done, fail) => socket.once('connect', done).once('error', fail).connect(port, host)),
        host,
      ).rejects.toThrow('Không được phép')
    }
    expect(hits).toBe(0)
  })
})

describe('a socket of another protocol is not led to ourselves', () => {
  const connect = (socket: GuardedSocket, host: string) =>
    new Promise((done, fail) =>
      socket
        .once('connect', done)
        .once('error', fail)
        .setTimeout(200, () => socket.destroy(new Error('silent')))
        .connect(port, host),
    )

  test.each([[['127.0.0.1']], [['1.1.1.1', '127.0.0.1']], [['::1']], [['::ffff:127.0.0.1']], [['169.254.169.254']]])(
    'through a name that answers %s',
    async (addresses) => {
      await expect(connect(new GuardedSocket({ lookup: answers(addresses) }), 'evil.example')).rejects.toThrow('Không được phép')
      expect(hits).toBe(0)
    },
  )

  test('through a name that answers one thing to the guard and another to the socket, a thousand times', async () => {
    const round = () => {
      const lookup = answers(['192.0.3.1'], ['127.0.0.1'], ['192.0.3.1'])
      return expect(connect(new GuardedSocket({ lookup }), 'rebind.example')).rejects.toThrow()
    }
    for (let rounds = 0; rounds < 1_000; rounds += 100) await Promise.all(Array.from({ length: 100 }, round))
    expect(hits).toBe(0)
  }, 60_000)
})

describe('what an administrator listed', () => {
  const open = () => guardedAgent({ connectTimeoutMs: 500 })

  test('is reached, by network, by name and by port, and nothing beside it', async () => {
    vi.stubEnv('IOC_PRIVATE_SOURCES', `10.0.0.0/8, 127.0.0.0/8:${port}`)
    expect(await get(`http://127.0.0.1:${port}/`, open())).toBe('secret')
    vi.stubEnv('IOC_PRIVATE_SOURCES', `localhost:${port}`)
    expect(await get(`http://localhost:${port}/`, open())).toBe('secret')
    await expect(get(`http://127.0.0.1:${port}/`, open())).rejects.toThrow('Không được phép')
    vi.stubEnv('IOC_PRIVATE_SOURCES', '127.0.0.1:1, localhost:1')
    await expect(get(`http://127.0.0.1:${port}/`, open())).rejects.toThrow('Không được phép')
    await expect(get(`http://localhost:${port}/`, open())).rejects.toThrow('Không được phép')
  })

  test('and of the public network, where a list says so, nothing beside it either', async () => {
    const lookup = answers(['198.41.0.5'])
    const reaches = (host: string, at = 443) => mayReach({ host, address: '198.41.0.4', port: at })
    expect([reaches('a.vn'), reaches('198.41.0.4')]).toEqual([true, true])
    vi.stubEnv('IOC_PUBLIC_SOURCES', 'bao.example.vn:443, *.hungyen.gov.vn, 198.41.0.0/24:8443')
    const hosts = ['bao.example.vn', 'BAO.example.vn.', 'dvc.hungyen.gov.vn', 'a.b.hungyen.gov.vn']
    expect(hosts.filter((host) => !reaches(host))).toEqual([])
    const beside = ['a.vn', 'hungyen.gov.vn', 'xhungyen.gov.vn', 'bao.example.vn.evil.vn', 'x.bao.example.vn', '198.41.0.4']
    expect(beside.filter((host) => reaches(host))).toEqual([])
    expect([reaches('bao.example.vn', 80), reaches('198.41.0.4', 8443)]).toEqual([false, true])
    const agent = guardedAgent({ connectTimeoutMs: 500, lookup })
    await expect(get('http://evil.example/', agent)).rejects.toThrow('IOC_PUBLIC_SOURCES')
    // What is private stays so, however it is called.
    expect(mayReach({ host: 'dvc.hungyen.gov.vn', address: '10.0.0.1', port: 443 })).toBe(false)
  })

  test('opens neither the addresses that hand out credentials nor our own database and queue', async () => {
    vi.stubEnv('IOC_PRIVATE_SOURCES', '0.0.0.0/0, [::]/0, localhost')
    await expect(get('http://169.254.169.254/latest/meta-data/', open())).rejects.toThrow('Không được phép')
    await expect(get(`http://[::ffff:169.254.169.254]:${port}/`, open())).rejects.toThrow('Không được phép')
    for (const variable of ['DATABASE_URL', 'REDIS_URL']) {
      vi.stubEnv(variable, `postgres://ioc:x@127.0.0.1:${port}/ioc`)
      for (const host of ['127.0.0.1', 'localhost', '[::1]', '127.0.0.2'])
        await expect(get(`http://${host}:${port}/`, open()), host).rejects.toThrow('Không được phép')
      vi.stubEnv(variable, '')
    }
    expect(hits).toBe(0)
  })

  test.each(['10.0.0.0/33', '10.0.0.0/x', 'a b', '127.1', '[::1', '10.0.0.1:0', '10.0.0.1:99999', 'http://a.vn'])(
    'and can’t be read (%s) stops everything before it starts',
    (list) => {
      vi.stubEnv('IOC_PRIVATE_SOURCES', list)
      expect(() => listedDestinations(list)).toThrow(/must list hosts or networks/)
    },
  )
})
