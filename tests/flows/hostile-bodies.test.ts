import { expect, test } from 'vitest'
import { serve } from '../support/app.ts'
import { hungYen } from '../support/database.ts'
import { cookieOf } from '../support/people.ts'

// Every route that writes, found in what the API says of itself, is sent its own body with one part of it spoilt.

interface Schema {
  $ref?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  type?: string
  items?: Schema
  properties?: Record<string, Schema>
  additionalProperties?: Schema
  format?: string
}

interface Api {
  paths: Record<string, Record<string, { requestBody?: { content: Record<string, { schema: Schema }> } }>>
}

const BROKEN = { NUL: 'a\0b', 'half a pair': 'a\ud800b' }
const DEEP = '@deep'
const SPOILT: Record<string, unknown> = {
  ...BROKEN,
  deep: DEEP,
  long: 'x'.repeat(100_000),
  '__proto__ by name': '__proto__',
  'constructor by name': 'constructor',
  'a direction mark': '\u202e\u200f',
  number: 2_147_483_648,
  null: null,
  object: { toString: 1 },
  list: [[]],
}

async function open() {
  const { url } = await serve(await hungYen())
  const api = (await (await fetch(`${url}/api/docs/json`)).json()) as Api
  const send = async (method: string, path: string, body: string) => {
    const headers = { 'content-type': 'application/json', cookie: cookieOf(), 'x-ioc': '1' }
    const answer = await fetch(url + path, { method: method.toUpperCase(), headers, body })
    return { status: answer.status, text: await answer.text() }
  }
  const routes = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { requestBody }]) => {
      const schema = requestBody?.content['application/json']?.schema
      return schema
        ? [{ method, path: path.replace(/\{(\w+)\}/g, (_, name) => PLACES[name] ?? '1'), body: made(api, schema) }]
        : []
    }),
  )
  return { send, routes }
}

/** What stands in a path: things there are, where a province has them from its first start. */
const PLACES: Record<string, string> = {
  feed: 'dossiers-sim',
  kind: 'dossiers.dossier',
  rule: 'dossiers-on-time-by-commune',
  channel: 'sms',
  recipient: 'van-thu',
}

/** A body as its schema asks for it, every part of it there. */
function made(api: Api, schema: Schema, name = '', depth = 0): unknown {
  if (schema.$ref) return made(api, find(api, schema.$ref), name, depth + 1)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const [first] = (schema.anyOf ?? schema.oneOf ?? []).filter(({ type }) => type !== 'null')
  if (first) return depth > 8 ? null : made(api, first, name, depth + 1)
  if (schema.type === 'array') return depth > 8 ? [] : [made(api, schema.items ?? {}, name, depth + 1)]
  if (schema.type === 'object' || schema.properties) {
    const { properties = {}, additionalProperties: others } = schema
    const known = Object.entries(properties).map(([key, each]) => [key, depth > 8 ? null : made(api, each, key, depth + 1)])
    return Object.fromEntries(others?.type || others?.$ref ? [...known, ['x', made(api, others, 'x', depth + 1)]] : known)
  }
  if (schema.type === 'integer' || schema.type === 'number') return 1
  if (schema.type === 'boolean') return true
  if (schema.format === 'date') return '2027-01-01'
  return ['until', 'begins', 'ends'].includes(name) ? '2027-01-01T00:00:00Z' : 'abc'
}

const find = (api: Api, ref: string) =>
  ref
    .slice(2)
    .split('/')
    .reduce((at, key) => (at as unknown as Record<string, unknown>)[key] as Api, api) as unknown as Schema

function* placesIn(value: unknown, path: string[] = []): Generator<string[]> {
  if (path.length > 0) yield path
  if (typeof value === 'object' && value !== null)
    for (const [key, each] of Object.entries(value)) yield* placesIn(each, [...path, key])
}

function spoil(body: unknown, [key = '', ...rest]: string[], by: unknown): unknown {
  const copy = structuredClone(body) as Record<string, unknown>
  copy[key] = rest.length > 0 ? spoil(copy[key], rest, by) : by
  return copy
}

const written = (body: unknown) => JSON.stringify(body).replace(`"${DEEP}"`, '['.repeat(20_000) + ']'.repeat(20_000))

test('whatever part of a body is spoilt, nothing unforeseen happens; what is no text, or endless, is refused', async () => {
  const { send, routes } = await open()
  expect(routes.length).toBeGreaterThan(40)
  const amiss: unknown[] = []
  for (const { method, path, body } of routes) {
    const whole = JSON.stringify(body)
    for (const raw of ['', 'null', '"x"', '[]', whole.slice(0, -1), `{"__proto__":{"x":1},${whole.slice(1)}`, written(DEEP)]) {
      const { status, text } = await send(method, path, raw)
      if (status >= 500) amiss.push([method, path, raw.slice(0, 80), status, text])
    }
    for (const place of placesIn(body))
      for (const [name, by] of Object.entries(SPOILT)) {
        const { status, text } = await send(method, path, written(spoil(body, place, by)))
        // Who acts the server fills in itself, whatever was sent.
        const mustBeRefused = (name in BROKEN || by === DEEP) && place.join('.') !== 'by'
        if (status >= 500 || (mustBeRefused && status < 400)) amiss.push([method, path, place.join('.'), name, status, text])
      }
  }
  expect(amiss).toEqual([])
})

test('a character that is no text is refused by the name of the field it stands in', async () => {
  const { send } = await open()
  const { status, text } = await send('post', '/api/alerts/acknowledge', JSON.stringify({ alerts: [1], by: 'Lan', note: 'a\0b' }))
  expect([status, JSON.parse(text).detail]).toEqual([
    400,
    'Có ký tự không phải chữ (NUL hoặc nửa ký tự ghép) ở «note». Xóa ký tự ấy rồi gửi lại.',
  ])
})

test('a directive that names an alert there is none of is refused, not begun', async () => {
  const { send } = await open()
  const ask = { by: 'Lan', title: 'Xử lý', issuedBy: 'Chủ tịch', unit: 'hung-yen', workingDays: 3, alert: 12 }
  expect(await send('post', '/api/directives', JSON.stringify(ask))).toMatchObject({ status: 404 })
})
