import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { request } from 'undici'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { guardedAgent } from './guard.ts'

let canary: Server
let port: number
let hits = 0

beforeAll(async () => {
  canary = createServer((_, reply) => {
    hits++
    reply.end('secret')
  })
  await new Promise<void>((done) => canary.listen(0, '::', done))
  port = (canary.address() as AddressInfo).port
})
afterAll(() => canary.close())

const get = async (url: string, agent = guardedAgent({ allowPrivate: false, connectTimeoutMs: 2_000 })) => {
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

describe('a feed may not look inside our own network', () => {
  test.each([
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0x7f.1',
    '0177.0.0.1',
    '017700000001',
    '127.0.0.1.',
    '0',
    '0.0.0.0',
    '１２７.０.０.１',
    '①②⑦.0.0.1',
    'localhost',
    'localhost.',
    'LOCALHOST',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[0:0:0:0:0:0:0:1]',
    '[::127.0.0.1]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    '10.0.0.1',
    '192.168.0.1',
    '169.254.169.254',
    '[fe80::1]',
    '[fd00:ec2::254]',
  ])('as http://%s', async (host) => {
    hits = 0
    await expect(get(`http://${host}:${port}/`)).rejects.toThrow()
    expect(hits).toBe(0)
  })

  test.each([[['127.0.0.1']], [['1.1.1.1', '127.0.0.1']], [['::1']], [['::ffff:127.0.0.1']], [['169.254.169.254']]])(
    'through a name that answers %s',
    async (addresses) => {
      hits = 0
      await expect(
        get(
          `http://evil.example:${port}/`,
          guardedAgent({ allowPrivate: false, connectTimeoutMs: 500, lookup: answers(addresses) }),
        ),
      ).rejects.toThrow('Không được phép')
      expect(hits).toBe(0)
    },
  )

  test('through a name that answers one thing to the guard and another to the socket', async () => {
    hits = 0
    for (let round = 0; round < 20; round++) {
      const agent = guardedAgent({
        allowPrivate: false,
        connectTimeoutMs: 50,
        lookup: answers(['192.0.3.1'], ['127.0.0.1'], ['192.0.3.1']),
      })
      await expect(get(`http://rebind.example:${port}/`, agent)).rejects.toThrow()
    }
    expect(hits).toBe(0)
  })
})

test('an administrator may allow the private network, and metadata stays closed', async () => {
  const open = () => guardedAgent({ allowPrivate: true, connectTimeoutMs: 500 })
  expect(await get(`http://127.0.0.1:${port}/`, open())).toBe('secret')
  expect(await get(`http://localhost:${port}/`, open())).toBe('secret')
  await expect(get('http://169.254.169.254/latest/meta-data/', open())).rejects.toThrow('Không được phép')
  await expect(get(`http://[::ffff:169.254.169.254]:${port}/`, open())).rejects.toThrow('Không được phép')
})
