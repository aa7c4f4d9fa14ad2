import { readFileSync } from 'node:fs'
import { PROVINCES } from '@ioc/sql'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accept as acceptForm } from '../connectors/form/accept.ts'
import { config as formConfig } from '../connectors/form/config.ts'
import { type Receiver, Refused } from '../connectors/receiver.ts'
import { accept as acceptSigned } from '../connectors/webhook/accept.ts'
import { config as webhookConfig } from '../connectors/webhook/config.ts'
import { sign } from '../connectors/webhook/sign.ts'
import { Unreadable } from '../formats/format.ts'
import { loadFormat } from '../formats/load.ts'
import { collect, memoryInUse, pieces } from '../formats/testing.ts'
import { faultsOf, prepareDraft } from '../making/draft-feed.ts'
import { FeedFault, FeedFile } from './feed-file.ts'
import { prepareFeed } from './prepare.ts'

// Configurations of feeds and bodies of deliveries as nobody should write them: each is taken, or refused in words; nothing is
// thrown that nobody foresaw, and memory is where it was.

/** Of each kind; with those of `formats/soup.test.ts`, `SOUPS=15400` makes two hundred thousand in all. */
const EACH = Number(process.env.SOUPS ?? 300)
const PATIENCE = 120_000 + EACH * 40
const MOST_GROWTH_BYTES = 100_000_000

let before = 0
beforeAll(() => {
  before = memoryInUse()
})
afterAll(() => {
  expect(memoryInUse() - before).toBeLessThan(MOST_GROWTH_BYTES)
})

const FILES = ['nyc311', 'vnexpress', 'budget-mof', 'pci-workbooks', 'population-merger'].map((name) =>
  readFileSync(`${PROVINCES}/national/feeds/${name}.yaml`, 'utf8'),
)
const SPECS = FILES.map((text, n) => new FeedFile(text, `nguon-${n}.yaml`).spec as unknown)

const nested = (depth: number): unknown => Array.from({ length: depth }).reduce((inner) => [inner], 'x' as unknown)
const STRANGE = [
  null,
  true,
  0,
  -1,
  1e308,
  Number.NaN,
  '',
  ' ',
  '\0',
  '\ud800',
  '__proto__',
  'constructor',
  '(a+)+$',
  '{{simulator}}',
]
  .concat(['x'.repeat(100_000), 'secret:x', 'env:PATH', 'http://169.254.169.254/', '../../etc', '['.repeat(5_000)] as never[])
  .concat([[], {}, [[]], nested(200), JSON.parse('{"__proto__":{"polluted":1}}'), { kind: 'workbook' }, { from: [] }] as never[])
const strange: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...STRANGE) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
)
const place = fc.array(fc.nat(30), { minLength: 1, maxLength: 5 })

/** A value with something strange at a place in it, or under a name nobody knows. */
function spoiled(value: unknown, [step = 0, ...rest]: number[], by: unknown): unknown {
  if (typeof value !== 'object' || value === null) return by
  const names = Object.keys(value)
  const name = names[step % (names.length + 1)] ?? 'khongCo'
  const inner = (value as Record<string, unknown>)[name]
  const put = rest.length === 0 ? by : spoiled(inner, rest, by)
  return Array.isArray(value) && value.length > 0
    ? value.with(Math.min(Number(name) || 0, value.length - 1), put)
    : { ...value, [name]: put }
}

async function refusedInWords(work: () => Promise<unknown>): Promise<void> {
  await work().catch((error: unknown) => {
    if (!(error instanceof FeedFault)) throw error
    expect(error.faults.length + error.places.length).toBeGreaterThan(0)
  })
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
}

test(
  'a configuration with strange things anywhere in it is read or refused by field',
  async () => {
    const changes = fc.array(fc.tuple(place, strange), { minLength: 1, maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...SPECS), changes, async (spec, all) => {
        const changed = all.reduce((value, [at, by]) => spoiled(value, at, by), spec) as never
        await refusedInWords(() => prepareFeed(changed))
        await refusedInWords(() => prepareDraft(changed, 'ban-nhap'))
        expect(Array.isArray(await faultsOf(changed, 'ban-nhap'))).toBe(true)
      }),
      { numRuns: EACH },
    )
  },
  PATIENCE,
)

// Made before memory is measured: every character there is takes 85 MB of the test's own.
const characters = fc.string({ maxLength: 5, unit: 'binary' })
const YAML = [
  '&a ',
  '*a',
  '<<: ',
  '!!js/function ',
  '!!binary ',
  '? ',
  '- ',
  '|\n',
  '>\n',
  '{',
  '}',
  '[',
  ']',
  '"',
  "'",
  ': ',
  '#',
  '%YAML 9\n',
  '---\n',
  '\t',
]

test(
  'a file of a configuration with scraps of YAML put in it and pieces cut out is read or refused by line',
  async () => {
    const scrap = fc.oneof(fc.constantFrom(...YAML), characters)
    const changes = fc.array(fc.tuple(fc.noBias(fc.nat(9_999)), fc.nat(30), scrap), { minLength: 1, maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...FILES), changes, async (file, all) => {
        const text = all.reduce((whole, [at, cut, put]) => {
          const from = Math.floor((at / 10_000) * whole.length)
          return whole.slice(0, from) + put + whole.slice(from + cut)
        }, file)
        await refusedInWords(async () => prepareFeed(new FeedFile(text, 'nguon.yaml')))
      }),
      { numRuns: EACH },
    )
  },
  PATIENCE,
)

test('a file that stands for more than there is memory is refused', async () => {
  const lol = Array.from({ length: 12 }, (_, n) => `x${n + 1}: &x${n + 1} [${`*x${n}, `.repeat(12)}1]`).join('\n')
  await refusedInWords(async () => prepareFeed(new FeedFile(`x0: &x0 lol\n${lol}\n${FILES[0]}`, 'nguon.yaml')))
})

const SECRET = 'khoa-chung-cua-phep-thu-dai-hon-32-ky-tu'
const JSON_WORDS = [
  '[',
  ']',
  '{',
  '}',
  ',',
  ':',
  '"',
  '\\',
  '\\u0000',
  '\\ud800',
  '"a"',
  '"duLieu":',
  '"rows":',
  '-1e999',
  'null',
  '"__proto__":{"polluted":1}',
]
const body = fc
  .tuple(
    fc.constantFrom(['', ''], ['{"duLieu":[', ']}'], ['{"rows":[{"so_thu":', '}]}'], ['[{"a":"', '"}]']),
    fc.array(
      fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom(...JSON_WORDS).map((word) => Buffer.from(word)) },
        { weight: 1, arbitrary: fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes)) },
      ),
      { maxLength: 40 },
    ),
  )
  .map(([[head = '', tail = ''], scraps]) => Buffer.concat([Buffer.from(head), ...scraps, Buffer.from(tail)]))

const form = formConfig.parse({ fields: [{ name: 'so_thu', title: 'Số thu', type: 'number', required: true }] })
const json = await loadFormat('json')

/** A page of what was brought, or null where it is refused. */
async function brought(accepting: () => ReturnType<Receiver['accept']>): Promise<AsyncIterable<Uint8Array> | null> {
  const accepted = await accepting().catch((error: unknown) => {
    if (!(error instanceof Refused)) throw error
    expect(error.statusCode).toBeLessThan(500)
    expect(error.message).not.toContain(SECRET)
    return null
  })
  return accepted?.body ?? null
}

test(
  'a body somebody signed, whatever is in it, is records or one clear error',
  async () => {
    const settings = webhookConfig.parse({ secret: SECRET, maxMegabytes: 0.001 })
    const key = fc.string({ minLength: 1, maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(body, key, fc.boolean(), async (bytes, name, isSigned) => {
        const now = new Date()
        const timestamp = String(Math.floor(now.getTime() / 1000))
        const signature = isSigned ? sign(SECRET, { key: name, timestamp, body: bytes }) : bytes.toString('latin1', 0, 80)
        const headers = { 'x-timestamp': timestamp, 'x-signature': signature }
        const page = await brought(() => acceptSigned(settings, { name, headers, body: pieces(bytes) }, now))
        if (!isSigned) expect(page).toBeNull()
        if (!page) return
        const given = json.settings.parse({ path: 'duLieu' })
        await collect(json.read({ body: page, name: 'trang' }, given)).catch((error: unknown) => {
          if (!(error instanceof Unreadable)) throw error
        })
        expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
      }),
      { numRuns: EACH },
    )
  },
  PATIENCE,
)

test(
  'what is typed into a form, whatever is sent instead, is rows of its fields or refused',
  async () => {
    await fc.assert(
      fc.asyncProperty(body, async (bytes) => {
        const delivery = { name: 'a', mediaType: 'application/json', headers: {}, body: pieces(bytes) }
        const page = await brought(() => acceptForm(form, delivery, new Date()))
        if (!page) return
        const rows = JSON.parse(Buffer.concat(await collect(page)).toString()) as object[]
        for (const row of rows) expect(Object.keys(row).filter((name) => name !== 'so_thu')).toEqual([])
      }),
      { numRuns: EACH },
    )
  },
  PATIENCE,
)
