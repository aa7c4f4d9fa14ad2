import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { collect } from '../formats/testing.ts'
import type { CheckStep, Connector, Cursor, RawPage } from './connector.ts'
import { SourceFault } from './fault.ts'
import { connectorForms, connectorKinds, formSchema } from './forms.ts'
import { loadConnector } from './load.ts'
import type { World } from './testing.ts'

const context = () => ({ signal: AbortSignal.timeout(20_000) })
const STEPS: CheckStep['step'][] = ['address', 'connect', 'sign-in', 'sample']

test('there are connectors', () => expect(connectorKinds).toEqual(expect.arrayContaining(['file', 'rest', 'rss'])))

describe.each(connectorKinds)('connector %s', (kind) => {
  let connector: Connector
  let world: World

  beforeAll(async () => {
    connector = await loadConnector(kind)
    const { openWorld } = (await import(new URL(`${kind}/fixtures/world.ts`, import.meta.url).href)) as {
      openWorld(): Promise<World>
    }
    world = await openWorld()
  })
  afterAll(() => world.close())

  const config = (settings: object = world.settings) => connector.config.parse(settings)
  const pages = (cursor: Cursor | null, settings?: object) => connector.read(config(settings), cursor, context())
  const check = (settings?: object) => collect(connector.check(config(settings), context()))
  const clean = (text: string) =>
    world.secrets.every((secret) => !text.includes(secret) && !text.includes(Buffer.from(secret).toString('base64')))

  test('reads its own example', () => {
    const example = parse(readFileSync(new URL(`${kind}/fixtures/example.yaml`, import.meta.url), 'utf8'))
    expect(connector.config.safeParse(example).error).toBeUndefined()
  })

  test('refuses a field nobody knows', () => {
    expect(connector.config.safeParse({ ...world.settings, khongCo: 1 }).success).toBe(false)
  })

  test('has a title, and every field a title and help, in Vietnamese', () => {
    const form = connectorForms.get(kind)
    expect(form?.title).toMatch(/\p{L}/u)
    const fields = fieldsOf(formSchema(form as never))
    expect(fields.length).toBeGreaterThan(2)
    for (const { path, title, help } of fields) {
      expect([path, title], `${path} has a title`).toEqual([path, expect.stringMatching(/\p{L}{2}/u)])
      expect([path, help], `${path} has help`).toEqual([path, expect.stringMatching(/\p{L}{2}/u)])
    }
    expect(
      fields
        .filter(({ path }) => /password|token$|secret/i.test(path) && !/field|param/i.test(path))
        .every(({ secret }) => secret),
    ).toBe(true)
  })

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
    for (const [name, { settings, step, says }] of Object.entries(world.broken)) {
      const failed = (await check(settings)).find(({ ok }) => !ok)
      expect([name, failed?.step, failed?.message], name).toEqual([name, step, expect.stringMatching(says)])
      expect(clean(JSON.stringify(failed)), name).toBe(true)
      const fault = await collect(pages(null, settings)).then(
        () => null,
        (error: unknown) => error,
      )
      if (step === 'sample' && kind !== 'rest') continue
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
})

async function shown(pages: AsyncIterable<RawPage>): Promise<{ name: string; next: Cursor | null; text: string }[]> {
  const all = []
  for await (const { name, next, body } of pages)
    all.push({ name, next, text: Buffer.concat(await collect(body)).toString('utf8') })
  return all
}

interface Shown {
  path: string
  title?: string
  help?: string
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
