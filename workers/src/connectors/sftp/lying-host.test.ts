import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import ssh2, { type ServerChannel } from 'ssh2'
import { expect, onTestFinished, test } from 'vitest'
import { collect } from '../../formats/testing.ts'
import { SourceFault } from '../fault.ts'
import { config } from './config.ts'
import { hostKey } from './fixtures/host-key.ts'
import { read } from './read.ts'

// Servers that let us in and then make no sense, or never end: whoever asks them is told so, in time, and lives on.

/** `LIES=2000` as many conversations. */
const LIES = Number(process.env.LIES ?? 150)
const AT_ONCE = 15

const int32 = (value: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value >>> 0)
  return bytes
}
const text = (words: string | Buffer) => Buffer.concat([int32(Buffer.byteLength(words)), Buffer.from(words)])
const [STATUS, HANDLE, DATA, NAME, ATTRS] = [101, 102, 103, 104, 105] as const
const A_FILE = Buffer.concat([int32(0x0c), int32(0o100644), int32(1), int32(1)])
const A_FOLDER = Buffer.concat([int32(0x0c), int32(0o040755), int32(1), int32(1)])
const entry = (name: string, attributes: Buffer) => Buffer.concat([text(name), text(name), attributes])

/** An answer to a question of some number. */
type Answer = (id: number) => Buffer
const answer =
  (kind: number, ...body: Buffer[]): Answer =>
  (id) => {
    const bytes = Buffer.concat([Buffer.from([kind]), int32(id), ...body])
    return Buffer.concat([int32(bytes.length), bytes])
  }
const SENSE: Answer[] = [
  ...[0, 1, 2, 3, 4, 99].map((code) => answer(STATUS, int32(code), text('sai'), text('vi'))),
  answer(HANDLE, text('1')),
  answer(HANDLE, text('')),
  answer(DATA, text('ma\n1\n')),
  answer(DATA, text(Buffer.alloc(40_000, 'x'))),
  answer(NAME, int32(1), entry('a.csv', A_FILE)),
  answer(NAME, int32(2), entry('b.csv', A_FILE), entry('../../c.csv', A_FILE)),
  // A file of which neither size nor time is told.
  answer(NAME, int32(1), entry('d.csv', Buffer.concat([int32(0x04), int32(0o100644)]))),
  answer(NAME, int32(0)),
  answer(ATTRS, A_FILE),
]
const NONSENSE: Answer[] = [
  answer(NAME, int32(0xffffffff), entry('a.csv', A_FILE)),
  answer(NAME, int32(2), text('a.csv')),
  answer(DATA, int32(0xffffff), Buffer.from('x')),
  answer(HANDLE, int32(0x7fffffff)),
  answer(STATUS),
  answer(200, int32(1)),
  () => Buffer.concat([int32(0xffffffff), Buffer.from([STATUS])]),
  () => int32(0),
  (id) => answer(STATUS, int32(1), text(''), text(''))(id + 7),
]
const noise = fc.uint8Array({ maxLength: 40 }).map(
  (bytes): Answer =>
    () =>
      Buffer.from(bytes),
)
const said = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...SENSE) },
  { weight: 2, arbitrary: fc.constantFrom(...NONSENSE) },
  { weight: 1, arbitrary: noise },
)
const conversation = fc.array(said, { minLength: 1, maxLength: 12 })

/** A server that lets everybody in and answers each question as it is told. */
async function lyingServer(talk: (id: number, kind: number) => Buffer | null) {
  const { key, fingerprint } = hostKey()
  const server = new ssh2.Server({ hostKeys: [key] }, (client) => {
    client.on('error', () => {})
    client.on('authentication', (context) => context.accept())
    client.on('ready', () => client.on('session', (accept) => accept().on('subsystem', (take) => converse(take(), talk))))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const settings = config.parse({
    ...{ host: '127.0.0.1', port: (server.address() as AddressInfo).port, user: 'ioc' },
    ...{
      auth: { kind: 'password', password: 'bi-mat-cua-sftp' },
      folder: '/',
      settleSeconds: 0,
      timeoutSeconds: 1,
      deadlineSeconds: 4,
      maxMegabytes: 1,
    },
    hostKey: fingerprint,
  })
  return { settings, close: () => server.close() }
}

function converse(channel: ServerChannel, talk: (id: number, kind: number) => Buffer | null): void {
  let heard = Buffer.alloc(0)
  channel.on('error', () => {})
  channel.on('data', (bytes: Buffer) => {
    heard = Buffer.concat([heard, bytes])
    while (heard.length >= 4 && heard.length >= 4 + heard.readUInt32BE(0)) {
      const question = heard.subarray(4, 4 + heard.readUInt32BE(0))
      heard = heard.subarray(4 + question.length)
      const isHello = question[0] === 1
      const said = isHello
        ? Buffer.concat([int32(5), Buffer.from([2]), int32(3)])
        : talk(question.readUInt32BE(1), question[0] as number)
      if (said && channel.writable) channel.write(said)
    }
  })
}

async function endOf(server: Awaited<ReturnType<typeof lyingServer>>, settings: object = {}): Promise<string> {
  const started = Date.now()
  const pages = (async () => {
    for await (const { body, sourceAsOf } of read({ ...server.settings, ...settings }, null, {
      signal: AbortSignal.timeout(60_000),
    })) {
      expect(sourceAsOf?.getTime()).not.toBeNaN()
      await collect(body)
    }
  })()
  const end = await pages.then(
    () => 'read',
    (error: unknown) => (error instanceof SourceFault ? 'told' : String(error)),
  )
  server.close()
  return Date.now() - started > 30_000 ? `late: ${end}` : end
}

test(
  'a server that talks nonsense is told of in time, and ends nothing but its own connection',
  async () => {
    const ended: unknown[] = []
    const hear = (error: unknown) => void ended.push(error)
    process.on('uncaughtException', hear)
    onTestFinished(() => void process.off('uncaughtException', hear))
    const conversations = fc.sample(conversation, { numRuns: LIES, seed: 20_261_128 })
    const ends: string[] = []
    for (let from = 0; from < LIES; from += AT_ONCE) {
      const some = conversations.slice(from, from + AT_ONCE).map(async (answers) => {
        let asked = 0
        return endOf(await lyingServer((id) => answers[asked++ % answers.length]?.(id) ?? null))
      })
      ends.push(...(await Promise.all(some)))
    }
    expect(ended).toEqual([])
    expect(ends.filter((end) => !['told', 'read'].includes(end))).toEqual([])
    expect(ends.filter((end) => end === 'told').length).toBeGreaterThan(LIES / 2)
  },
  60_000 + LIES * 500,
)

const OPENDIR = 11
const READDIR = 12
const a_thousand = Array.from({ length: 1_000 }, (_, n) => entry(`tep-${n}.csv`, A_FILE))

test.each([
  ['names without end', {}, answer(NAME, int32(1_000), ...a_thousand)],
  ['nothing without end', {}, answer(NAME, int32(0))],
  ['folders within folders without end', { pattern: '**/*.csv' }, null],
])(
  'a folder that has %s is refused',
  async (_, settings, names) => {
    let told = 0
    const folders = [answer(NAME, int32(200), ...Array.from({ length: 200 }, (_, n) => entry(`con-${n}`, A_FOLDER)))]
    const end = answer(STATUS, int32(1), text(''), text(''))
    const server = await lyingServer((id, kind) => {
      if (kind === OPENDIR) return answer(HANDLE, text('1'))(id)
      if (kind === READDIR) return (names ?? (told++ % 2 === 0 ? (folders[0] as Answer) : end))(id)
      return answer(STATUS, int32(0), text(''), text(''))(id)
    })
    expect(await endOf(server, settings)).toBe('told')
  },
  60_000,
)

test('an answer to another question is no list of names', async () => {
  let told = 0
  const server = await lyingServer((id, kind) => {
    if (kind === OPENDIR) return answer(HANDLE, text('1'))(id)
    if (kind === READDIR && told++ === 0) return answer(HANDLE, text('1'))(id)
    return answer(STATUS, int32(1), text(''), text(''))(id)
  })
  expect(await endOf(server)).toBe('told')
})
