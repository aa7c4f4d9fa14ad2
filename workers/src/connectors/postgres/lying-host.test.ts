import { type AddressInfo, createServer, type Socket } from 'node:net'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { collect } from '../../formats/testing.ts'
import { SourceFault } from '../fault.ts'
import { config } from './config.ts'
import { read } from './read.ts'

// Hosts that speak PostgreSQL's language and make no sense in it: whoever asks them is told so, in time, and lives on.

/** `LIES=3000` as many conversations. */
const LIES = Number(process.env.LIES ?? 300)
const AT_ONCE = 30
const PASSWORD = 'bi-mat-cua-nguon'

const text = (words: string) => Buffer.from(`${words}\0`)
const int16 = (value: number) => Buffer.from([(value >> 8) & 255, value & 255])
const int32 = (value: number) => Buffer.concat([int16(value >> 16), int16(value)])
const message = (kind: string, ...body: Buffer[]) => {
  const bytes = Buffer.concat(body)
  return Buffer.concat([Buffer.from(kind, 'latin1'), int32(bytes.length + 4), bytes])
}
const column = (name: string) => Buffer.concat([text(name), int32(0), int16(0), int32(25), int16(-1), int32(-1), int16(0)])
const READY = message('Z', Buffer.from('I'))
const SIGNED_IN = Buffer.concat([message('R', int32(0)), message('S', text('server_version'), text('15')), READY])

const SENSE = [
  ...[0, 3, 5, 10, 11, 12].map((kind) => message('R', int32(kind))),
  message('R', int32(10), text('SCRAM-SHA-256'), Buffer.from([0])),
  message('R', int32(11), Buffer.from('r=x,s=y,i=999999999')),
  SIGNED_IN,
  READY,
  message('T', int16(2), column('row'), column('mark')),
  message('D', int16(2), int32(2), Buffer.from('{}'), int32(-1)),
  message('C', text('SELECT 1')),
  message('E', Buffer.from('S'), text('ERROR'), Buffer.from('C'), text('42601'), Buffer.from('M'), text('sai'), Buffer.from([0])),
  message('N', Buffer.from('M'), text('n'), Buffer.from([0])),
  message('A', int32(1), text('x'), text('y')),
  message('G', Buffer.from([0]), int16(1), int16(0)),
  ...['1', '2', '3', 'n', 's', 'I', 'c', 'Z', 'T', 'D', 'E'].map((kind) => message(kind)),
]
const NONSENSE = [
  message('D', int16(3), int32(100_000), Buffer.from('abc')),
  message('T', int16(30_000), Buffer.from('abc')),
  Buffer.concat([Buffer.from('D'), int32(0x7fffffff), Buffer.from('x')]),
  ...[0, 1, 3].map((length) => Buffer.concat([Buffer.from('Z'), int32(length), Buffer.from('I')])),
  Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'),
]
const noise = fc.uint8Array({ maxLength: 30 }).map((bytes) => Buffer.from(bytes))
const said = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...SENSE) },
  { weight: 2, arbitrary: fc.constantFrom(...NONSENSE) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.string({ minLength: 1, maxLength: 1, unit: 'binary-ascii' }), noise)
      .map(([kind, body]) => message(kind, body)),
  },
  { weight: 1, arbitrary: noise },
)
const answer = fc.record({
  says: fc.array(said, { minLength: 1, maxLength: 8 }),
  hangsUp: fc.noBias(fc.nat(9)).map((one) => one === 0),
})
/** What is said to each question in turn; the last again and again. */
const conversation = fc.record({ letsIn: fc.boolean(), answers: fc.array(answer, { minLength: 1, maxLength: 6 }) })

test(
  'a host that talks nonsense is told of in time, whatever it says, and ends nothing but its own connection',
  async () => {
    const ended: unknown[] = []
    const hear = (error: unknown) => void ended.push(error)
    process.on('uncaughtException', hear)
    onTestFinished(() => void process.off('uncaughtException', hear))
    const conversations = fc.sample(conversation, { numRuns: LIES, seed: 20_261_128 })
    const ends: string[] = []
    for (let from = 0; from < LIES; from += AT_ONCE)
      ends.push(...(await Promise.all(conversations.slice(from, from + AT_ONCE).map(endOf))))
    expect(ended).toEqual([])
    expect(ends.filter((end) => !['told', 'read'].includes(end))).toEqual([])
    expect(ends.filter((end) => end === 'told').length).toBeGreaterThan(LIES / 2)
  },
  60_000 + LIES * 300,
)

async function endOf({ letsIn, answers }: { letsIn: boolean; answers: { says: Buffer[]; hangsUp: boolean }[] }): Promise<string> {
  const server = createServer((socket: Socket) => {
    socket.on('error', () => {})
    let asked = letsIn ? -1 : 0
    socket.on('data', () => {
      const { says, hangsUp } =
        asked < 0
          ? { says: [SIGNED_IN], hangsUp: false }
          : (answers[Math.min(asked, answers.length - 1)] ?? { says: [], hangsUp: true })
      asked++
      if (asked > 60) return
      for (const each of says) socket.write(each)
      if (hangsUp) socket.end()
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const settings = config.parse({
    ...{ host: '127.0.0.1', port: (server.address() as AddressInfo).port, database: 'nguon', user: 'ioc', password: PASSWORD },
    ...{ tls: 'off', query: 'select 1', timeoutSeconds: 1, pageRows: 5 },
  })
  const started = Date.now()
  const end = await collect(read(settings, null, { signal: AbortSignal.timeout(20_000) })).then(
    () => 'read',
    (error: unknown) => (error instanceof SourceFault && !error.message.includes(PASSWORD) ? 'told' : String(error)),
  )
  server.close()
  return Date.now() - started > 15_000 ? `late: ${end}` : end
}
