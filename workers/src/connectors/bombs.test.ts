import { type AddressInfo, createServer, type Socket } from 'node:net'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { SourceFault } from './fault.ts'
import { HttpClient } from './http-client.ts'

// What a host may answer to harm whoever asks it: each answer ends as one clear fault or as a page within the limit, in time.

const LIMIT = 1_000_000
const DEADLINE_SECONDS = 1.5
const LATE_MS = (DEADLINE_SECONDS + 5) * 1000

const OK = 'HTTP/1.1 200 OK\r\n'
const ZEROS = Buffer.alloc(60_000_000)
const whole = (body: Buffer, encoding = '') =>
  Buffer.concat([
    Buffer.from(`${OK}${encoding && `content-encoding: ${encoding}\r\n`}content-length: ${body.length}\r\n\r\n`),
    body,
  ])
const chunked = (size: string) => `${OK}transfer-encoding: chunked\r\n\r\n${size}\r\n`

const forEver =
  (head: string, piece: string | Buffer, everyMs = 0) =>
  async (socket: Socket) => {
    socket.write(head)
    while (socket.writable) {
      if (!socket.write(piece)) await Promise.race([drained(socket), wait(50)])
      await wait(everyMs)
    }
  }
const wait = (ms: number) => new Promise((done) => setTimeout(done, ms))
const drained = (socket: Socket) => new Promise((done) => socket.once('drain', done))

const BOMBS: Record<string, string | Buffer | ((socket: Socket) => unknown)> = {
  'a body without end': forEver(`${OK}\r\n`, 'x'.repeat(60_000)),
  'a body without end in pieces': forEver(chunked('1'), `x\r\n${(60_000).toString(16)}\r\n${'x'.repeat(60_000)}\r\n1\r\n`),
  'a body of a petabyte': forEver(`${OK}content-length: 1000000000000000\r\n\r\n`, 'x'.repeat(60_000)),
  'zeros packed by gzip': whole(gzipSync(ZEROS), 'gzip'),
  'zeros packed by deflate': whole(deflateSync(ZEROS), 'deflate'),
  'zeros packed by brotli': whole(brotliCompressSync(ZEROS), 'br'),
  'zeros packed twice': whole(gzipSync(gzipSync(ZEROS)), 'gzip, gzip'),
  'packed in no way there is': whole(Buffer.from('x'), 'x-bomb'),
  'gzip that is none': whole(Buffer.from('x'.repeat(10_000)), 'gzip'),
  'gzip cut short': whole(gzipSync(Buffer.from('x'.repeat(10_000))).subarray(0, 20), 'gzip'),
  'gzip after gzip for ever': forEver(`${OK}content-encoding: gzip\r\n\r\n`, gzipSync(ZEROS)),
  'a hundred thousand headers': `${OK}${Array.from({ length: 100_000 }, (_, n) => `a${n}: ${n}\r\n`).join('')}\r\nok`,
  'a header of a megabyte': `${OK}a: ${'x'.repeat(1_000_000)}\r\n\r\nok`,
  'headers without end': forEver(OK, `a: ${'x'.repeat(1_000)}\r\n`),
  'headers that drip': forEver(OK, 'a', 20),
  'a first line that drips': forEver('HTTP/1.1 2', '0', 20),
  'a body that drips': forEver(`${OK}\r\n`, 'x', 20),
  'a trailer without end': forEver(`${chunked('1')}x\r\n0\r\n`, `a: ${'x'.repeat(1_000)}\r\n`),
  'provisional answers without end': forEver('', 'HTTP/1.1 102 Processing\r\n\r\n'),
  'nothing, and goodbye': (socket) => socket.end(),
  'nothing at all': () => {},
  'half a head': (socket) => socket.end('HTTP/1.1 20'),
  'half a body': (socket) => socket.end(`${OK}content-length: 1000\r\n\r\nx`),
  'more than it says': `${OK}content-length: 1\r\n\r\n${'x'.repeat(10_000)}`,
  'two lengths': `${OK}content-length: 1\r\ncontent-length: 5000000\r\n\r\nx`,
  'a length and pieces': `${OK}content-length: 1\r\ntransfer-encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n`,
  'a piece of all the bytes there are': `${chunked('ffffffffffffffffff')}x`,
  'a piece of less than nothing': `${chunked('-1')}x`,
  'a status of a thousand': 'HTTP/1.1 1000 Much\r\ncontent-length: 2\r\n\r\nok',
  'no HTTP': 'SSH-2.0-OpenSSH_9.2p1\r\n',
  'a control sign in a header': `${OK}a: \u0000\u0007\r\n\r\nok`,
  'itself, again and again': 'HTTP/1.1 302 Found\r\nlocation: /\r\ncontent-length: 0\r\n\r\n',
  'a place of a megabyte': `HTTP/1.1 302 Found\r\nlocation: /${'x'.repeat(1_000_000)}\r\n\r\n`,
  'a place that is no address': 'HTTP/1.1 302 Found\r\nlocation: http://[::1\r\ncontent-length: 0\r\n\r\n',
}

const open: { close(): unknown }[] = []
afterAll(() => Promise.all(open.map((one) => one.close())))

async function host(answer: (typeof BOMBS)[string]): Promise<URL> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}))
    socket.once('data', () => (typeof answer === 'function' ? answer(socket) : socket.end(answer)))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  open.push({
    close: () => {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  })
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
}

async function ask(url: URL): Promise<Buffer | SourceFault> {
  const client = new HttpClient({
    timeoutSeconds: 1,
    deadlineSeconds: DEADLINE_SECONDS,
    maxMegabytes: LIMIT / 1_000_000,
    redirects: 3,
    backoffMs: 5,
  })
  open.push(client)
  const answer = await client.get(url, {}, AbortSignal.timeout(LATE_MS)).catch((error: unknown) => error)
  if (answer instanceof SourceFault) return answer
  if (answer instanceof Error) throw answer
  return (answer as { body: Buffer }).body
}

test.each(Object.keys(BOMBS))(
  '%s',
  async (name) => {
    const started = Date.now()
    const answer = await ask(await host(BOMBS[name] as Buffer))
    expect(Date.now() - started).toBeLessThan(LATE_MS)
    if (answer instanceof SourceFault) expect(answer.message).toMatch(/^[\p{L}«].*\.$/u)
    else expect(answer.length).toBeLessThanOrEqual(LIMIT)
  },
  30_000,
)

test('the limit is the limit, packed or not', async () => {
  for (const [pack, encoding] of [[(body: Buffer) => body, ''] as const, [gzipSync, 'gzip'] as const]) {
    expect(await ask(await host(whole(pack(ZEROS.subarray(0, LIMIT)), encoding)))).toHaveLength(LIMIT)
    expect(await ask(await host(whole(pack(ZEROS.subarray(0, LIMIT + 1)), encoding)))).toMatchObject({ code: 'too_large' })
  }
})

test('too many headers are said to be that, and not asked for again', async () => {
  let asked = 0
  const url = await host((socket) => {
    asked++
    socket.end(BOMBS['a hundred thousand headers'] as string)
  })
  expect(await ask(url)).toMatchObject({ code: 'too_many_headers' })
  expect(asked).toBe(1)
})
