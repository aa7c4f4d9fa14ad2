import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { collect, memoryInUse } from '../formats/testing.ts'
import type { CheckStep, Connector, Cursor, RawPage } from './connector.ts'
import { SourceFault } from './fault.ts'
import { faultProxy, TOXICS } from './fault-proxy.ts'
import { connectorForms, connectorKinds, formSchema, inEnglish, partOf } from './forms.ts'
import { loadConnector } from './load.ts'
import { type Accepted, type Receiver, Refused } from './receiver.ts'
import { HOSTS, type ReceivingWorld, type World } from './testing.ts'

const context = () => ({ signal: AbortSignal.timeout(20_000) })
const STEPS: CheckStep['step'][] = ['address', 'connect', 'sign-in', 'sample']
/** `LARGE_MB=1000` reads a gigabyte. */
const LARGE_BYTES = Number(process.env.LARGE_MB ?? 120) * 1_000_000
/** What may be in memory of a source however long it is. */
const FLAT_BYTES = 90_000_000

const loaded = await Promise.all(connectorKinds.map((kind) => loadConnector(kind)))
const connectors = loaded.filter((one): one is Connector => 'read' in one)
const receivers = loaded.filter((one): one is Receiver => 'accept' in one)

async function worldOf<W>(kind: string): Promise<W> {
  const { openWorld } = (await import(partOf(kind, 'fixtures/world.ts').href)) as { openWorld(): Promise<W> }
  return openWorld()
}

function isClean(text: string, secrets: string[]): boolean {
  return secrets.every((secret) => !text.includes(secret) && !text.includes(Buffer.from(secret).toString('base64')))
}

test('there are connectors, of both ways', () => {
  expect(connectors.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['folder', 'postgres', 'rest', 'rss', 'sftp']))
  expect(receivers.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['file', 'form', 'webhook']))
})

describe.each(connectorKinds)('the form of %s', (kind) => {
  const form = connectorForms.get(kind)

  test('reads its own example', () => {
    const example = parse(readFileSync(partOf(kind, 'fixtures/example.yaml'), 'utf8'))
    expect(form?.config.safeParse(example).error).toBeUndefined()
    expect(form?.config.safeParse({ ...example, khongCo: 1 }).success, 'refuses a field nobody knows').toBe(false)
  })

  // A province's own speaks as it likes.
  test.runIf(existsSync(new URL(`${kind}/config.ts`, import.meta.url)))('says the same in English', () => {
    expect(inEnglish(form?.title ?? '')).toBeDefined()
    for (const { path, help, titleEn, helpEn } of fieldsOf(formSchema(form as never))) {
      expect([path, titleEn], `${path} has an English title`).toEqual([path, expect.any(String)])
      const isOfSecretsAlone = help?.startsWith('«secret:')
      expect([path, isOfSecretsAlone || helpEn !== undefined], `${path} has English help`).toEqual([path, true])
    }
  })

  test('has a title, and every field a title and help, in Vietnamese', () => {
    expect(form?.title).toMatch(/\p{L}/u)
    const fields = fieldsOf(formSchema(form as never))
    expect(fields.length).toBeGreaterThan(1)
    for (const { path, title, help } of fields) {
      expect([path, title], `${path} has a title`).toEqual([path, expect.stringMatching(/\p{L}{2}/u)])
      expect([path, help], `${path} has help`).toEqual([path, expect.stringMatching(/\p{L}{2}/u)])
    }
    expect(
      fields
        .filter(({ path }) => /password|token$|secret|key$/i.test(path) && !/field|param|hostKey|cursor/i.test(path))
        .every(({ secret }) => secret),
    ).toBe(true)
  })
})

describe.each(connectors.map((connector) => [connector.kind, connector] as const))('connector %s', (kind, connector) => {
  let world: World

  beforeAll(async () => {
    world = await worldOf<World>(kind)
  })
  afterAll(() => world.close())

  const config = (settings: object = world.settings) => connector.config.parse(settings)
  const pages = (cursor: Cursor | null, settings?: object) => connector.read(config(settings), cursor, context())
  const check = (settings?: object) => collect(connector.check(config(settings), context()))
  const clean = (text: string) => isClean(text, world.secrets)

  test('finds a good source good, step by step, each step timed', async () => {
    const steps = await check()
    expect(steps.map(({ ok, message }) => ({ ok, message })).filter(({ ok }) => !ok)).toEqual([])
    expect(steps.at(-1)?.step).toBe('sample')
    for (const { step, ms, message } of steps) {
      expect(STEPS).toContain(step)
      expect(ms).toBeGreaterThanOrEqual(0)
      expect(message).toMatch(/\.$/)
    }
  })

  test('says of each broken source what is wrong, to a check and to a reader, and keeps its secrets', async () => {
    if (world.port !== undefined) expect(Object.keys(world.broken)).toEqual(expect.arrayContaining(HOSTS))
    for (const [name, { settings, step, says }] of Object.entries(world.broken)) {
      const failed = (await check(settings)).find(({ ok }) => !ok)
      expect([name, failed?.step, failed?.message], name).toEqual([name, step, expect.stringMatching(says)])
      expect(clean(JSON.stringify(failed)), name).toBe(true)
      const fault = await collect(pages(null, settings)).then(
        () => null,
        (error: unknown) => error,
      )
      // A page that is no news of its kind is told by whoever reads it.
      if (step === 'sample' && kind === 'rss') continue
      expect(fault, name).toBeInstanceOf(SourceFault)
      expect(clean(String((fault as SourceFault).message) + String((fault as SourceFault).stack)), name).toBe(true)
    }
  }, 60_000)

  test('gives the same pages twice, and none with a secret in its name', async () => {
    const once = await shown(pages(null))
    expect(once.length).toBeGreaterThan(1)
    expect(await shown(pages(null))).toEqual(once)
    expect(clean(JSON.stringify(once))).toBe(true)
  })

  test('goes on from any cursor it has saved', async () => {
    const all = await shown(pages(null))
    for (const [index, { next }] of all.slice(0, -1).entries()) {
      expect(await shown(pages(JSON.parse(JSON.stringify(next))))).toEqual(all.slice(index + 1))
    }
  })

  test('gives nothing before its last cursor a second time', async () => {
    const all = await shown(pages(null))
    const again = await shown(pages(all.at(-1)?.next ?? null))
    expect(again.length).toBeLessThan(all.length)
  })

  test('survives a cursor of another age', async () => {
    for (const cursor of [{}, { la: 1, token: true, since: 5 }] as Cursor[])
      expect((await shown(pages(cursor))).length).toBeGreaterThan(0)
  })

  test('stops when told to', async () => {
    const signal = AbortSignal.abort()
    await expect(collect(connector.read(config(), null, { signal }))).rejects.toThrow()
  })

  test('holds no more of a source in memory, however long it is', async ({ skip }) => {
    if (!world.large) return skip()
    const settings = config(await world.large(LARGE_BYTES))
    const flat = memory()
    let bytes = 0
    for await (const { body } of connector.read(settings, null, { signal: AbortSignal.timeout(600_000) })) {
      for await (const chunk of body) {
        bytes += chunk.length
        flat.look()
      }
    }
    expect(bytes).toBeGreaterThanOrEqual(LARGE_BYTES)
    expect(flat.most()).toBeLessThan(FLAT_BYTES)
  }, 600_000)

  test('comes to an end on every fault of a network, in time, and leaves no connection behind', async ({ skip }) => {
    if (!world.through || !world.port) return skip()
    const { through, port } = world
    const whole = (await shown(pages(null))).map(({ text }) => text)
    const rounds = TOXICS.flatMap((toxic) => [1, 2, 3].map((seed) => ({ toxic, seed })))
    const ends = await Promise.all(
      rounds.map(async ({ toxic, seed }) => {
        const proxy = await faultProxy(port, toxic, seed)
        const started = Date.now()
        const end = await shown(connector.read(config(through(proxy.port)), null, { signal: AbortSignal.timeout(60_000) })).then(
          (all) => (JSON.stringify(all.map(({ text }) => text)) === JSON.stringify(whole) ? 'all of it' : 'something else'),
          (error: unknown) => (error instanceof SourceFault && clean(error.message) ? 'told' : String(error)),
        )
        const seconds = (Date.now() - started) / 1000
        for (let looks = 0; proxy.open() > 0 && looks < 50; looks++) await new Promise((done) => setTimeout(done, 100))
        const left = proxy.open()
        await proxy.close()
        return { toxic, seed, end, isLate: seconds > 40, left }
      }),
    )
    expect(ends.filter(({ end, isLate, left }) => !['all of it', 'told'].includes(end) || isLate || left > 0)).toEqual([])
    expect(ends.filter(({ end }) => end === 'all of it').length).toBeGreaterThan(2)
    expect(ends.filter(({ end }) => end === 'told').length).toBeGreaterThan(2)
  }, 120_000)
})

describe.each(receivers.map((receiver) => [receiver.kind, receiver] as const))('receiver %s', (kind, receiver) => {
  let world: ReceivingWorld
  beforeAll(async () => {
    world = await worldOf<ReceivingWorld>(kind)
  })

  const accept = (delivery: ReturnType<ReceivingWorld['good']>[number]) =>
    receiver.accept(receiver.config.parse(world.settings), delivery, new Date())
  const read = async ({ body, ...page }: Accepted) => ({ ...page, text: Buffer.concat(await collect(body)).toString() })
  const all = async () => Promise.all(world.good().map(async (delivery) => read(await accept(delivery))))

  test('takes what is good as a page, and makes the same page of it again', async () => {
    const once = await all()
    expect(once.length).toBeGreaterThan(1)
    expect(once.every(({ text, name }) => text.length > 0 && name.length > 0)).toBe(true)
    expect(await all()).toEqual(once)
    expect(isClean(JSON.stringify(once), world.secrets)).toBe(true)
  })

  test('says of everything else why it is not taken, and keeps its secrets', async () => {
    for (const [name, { delivery, says }] of Object.entries(world.refused)) {
      const refused = await accept(delivery())
        .then(read)
        .then(
          () => null,
          (error: unknown) => error,
        )
      expect(refused, name).toBeInstanceOf(Refused)
      const { message, stack = '', statusCode } = refused as Refused
      expect([name, message]).toEqual([name, expect.stringMatching(says)])
      expect([name, statusCode]).toEqual([name, expect.toSatisfy((status: number) => status >= 400 && status < 500)])
      expect(isClean(message + stack, world.secrets), name).toBe(true)
    }
  })

  test('holds no more of a delivery in memory, however long it is', async ({ skip }) => {
    if (!world.large) return skip()
    const longest = Math.min(LARGE_BYTES, 190_000_000)
    const { settings, delivery } = world.large(longest)
    const { body } = await receiver.accept(receiver.config.parse(settings), delivery, new Date())
    const flat = memory()
    let bytes = 0
    for await (const chunk of body) {
      bytes += chunk.length
      flat.look()
    }
    expect(bytes).toBe(longest)
    expect(flat.most()).toBeLessThan(FLAT_BYTES)
  }, 600_000)
})

/** How far memory that something still holds on to rises above where it was; what is only waiting to be swept is not held. */
function memory(): { look(): void; most(): number } {
  const before = memoryInUse()
  let most = 0
  let looks = 0
  return {
    look: () => {
      if (looks++ % 16 === 0) most = Math.max(most, memoryInUse() - before)
    },
    most: () => most,
  }
}

async function shown(pages: AsyncIterable<RawPage>): Promise<{ name: string; next: Cursor | null | undefined; text: string }[]> {
  const all = []
  for await (const { name, next, body } of pages)
    all.push({ name, next, text: Buffer.concat(await collect(body)).toString('utf8') })
  return all
}

interface Shown {
  path: string
  title?: string
  help?: string
  titleEn?: string
  helpEn?: string
  secret?: boolean
}

/** Every field a steward fills in; the tag that picks one of several forms is drawn from the forms themselves. */
function fieldsOf(schema: unknown, path = ''): Shown[] {
  const {
    properties = {},
    items,
    anyOf,
    oneOf,
  } = schema as { properties?: Record<string, object>; items?: object; anyOf?: object[]; oneOf?: object[] }
  const inner = [...(anyOf ?? []), ...(oneOf ?? []), ...(items ? [items] : [])].flatMap((one) => fieldsOf(one, path))
  const own = Object.entries(properties).flatMap(([name, field]) => {
    if ('const' in field) return []
    const at = path ? `${path}.${name}` : name
    return [{ path: at, ...field } as Shown, ...fieldsOf(field, at)]
  })
  return [...own, ...inner]
}
