import { loadTileContext } from '@ioc/server/testing'
import { classificationOf, isAbove, loadRegistry, namedBy } from '@ioc/sql'
import { expect, test } from 'vitest'
import { openWall, serve, until } from './support/app.ts'
import { hungYen } from './support/database.ts'
import { commit, dossier, openRun } from './support/dossiers.ts'
import { figure, heard } from './support/sources.ts'

// While visitors stand before a display, what they may not see never leaves the server.

/** Of the budget, which is internal; no other number of the house has these digits. */
const SECRET = 1_234_567_890_123
const INTERNAL = 'budget.by_function'
const OPEN = 'dossiers.overdue'

async function house() {
  const database = await hungYen()
  await figure(database, { item: 'expenditure/group/recurrent', asOf: '2026-11-18', amount: 5e12 })
  await figure(database, { item: 'expenditure/function/education', asOf: '2026-11-18', amount: SECRET })
  await heard(database, new Date())
  const { url } = await serve(database)
  const answer = await fetch(`${url}/api/visitors`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ visitors: 'open' }),
  })
  const [cookie = ''] = (answer.headers.get('set-cookie') ?? '').split(';')
  const ask = (path: string, headers: Record<string, string> = {}) => fetch(`${url}${path}`, { headers })
  return { database, url, ask, visited: (path: string) => ask(path, { cookie }), cookie, answer }
}

const digits = (text: string) => text.replace(/\D/g, '')

test('a tile above what visitors may see is told by its name alone, over HTTP and over the socket', async () => {
  const { url, ask, visited, answer } = await house()
  expect(answer.headers.get('set-cookie')).toMatch(/HttpOnly.*SameSite=Strict/)
  const whole = await (await ask(`/api/tiles/${INTERNAL}`)).text()
  expect(digits(whole)).toContain(String(SECRET))
  for (const path of [`/api/tiles/${INTERNAL}`, `/api/tiles/${INTERNAL}?asOf=${new Date().toISOString().slice(0, 10)}`]) {
    const masked = await visited(path)
    const { data } = JSON.parse(await masked.clone().text())
    expect(data).toEqual({ id: INTERNAL, title: JSON.parse(whole).data.title, kind: 'withheld', why: 'visitors' })
    expect(digits(await masked.text())).not.toContain(String(SECRET))
  }
  const wall = await openWall(url)
  const frames: string[] = []
  wall.socket.io.engine.on('packet', ({ data }: { data?: unknown }) => void frames.push(String(data)))
  await wall.watch([INTERNAL, OPEN], 'open')
  expect([wall.held.get(INTERNAL)?.data.kind, wall.held.get(OPEN)?.data.kind]).toEqual(['withheld', 'stat'])
  // Each says before whom it may be shown, so that what was on its way when they came is known to be for others.
  expect(wall.received.map(({ visitors }) => visitors)).toEqual(['open', 'open'])
  expect(digits(frames.join(''))).not.toContain(String(SECRET))
})

test('a socket of a browser before which visitors stand is told no more, whatever it says', async () => {
  const { url, cookie } = await house()
  const wall = await openWall(url, ['websocket'], { cookie })
  for (const says of [null, 'internal', 'restricted'] as const) {
    await wall.watch([INTERNAL, OPEN], says)
    expect([wall.held.get(INTERNAL)?.data.kind, wall.held.get(OPEN)?.data.kind]).toEqual(['withheld', 'stat'])
  }
})

test('a wall that visitors come to is told anew what it may show, and all of it once they have left', async () => {
  const { database, url } = await house()
  const [wall, other] = [await openWall(url), await openWall(url)]
  await other.watch([INTERNAL])
  await wall.watch([INTERNAL])
  expect(wall.held.get(INTERNAL)?.data.kind).toBe('breakdown')
  await wall.watch([INTERNAL], 'open')
  expect(wall.received.at(-1)?.data.kind).toBe('withheld')
  // News comes masked to the one and whole to the other.
  const told = wall.received.length
  await figure(database, { item: 'expenditure/function/health', asOf: '2026-11-18', amount: 777e9 })
  await until('news at the other wall', () => JSON.stringify(other.held.get(INTERNAL)?.data).includes('777'))
  await until('news at this wall', () => wall.received.length > told)
  expect(wall.received.slice(told).map(({ data }) => data.kind)).toEqual(wall.received.slice(told).map(() => 'withheld'))
  await wall.watch([INTERNAL])
  expect(wall.received.at(-1)?.data.kind).toBe('breakdown')
})

test('what may be shown goes on as before while visitors are there', async () => {
  const { database, url } = await house()
  const unit = (await loadTileContext(database)).units.find('phuong-pho-hien').id
  const wall = await openWall(url)
  await wall.watch([OPEN], 'open')
  const run = await openRun(database, 'dossiers-sim')
  await commit(database, run, [dossier({ id: 'H1', unit })])
  await until('one overdue', () => {
    const data = wall.held.get(OPEN)?.data
    return data?.kind === 'stat' && data.reading.value === 1
  })
})

test('an answer held from before they came is not taken for the one they are given', async () => {
  const { ask, visited, cookie } = await house()
  const before = await ask(`/api/tiles/${INTERNAL}`)
  const tag = before.headers.get('etag') ?? ''
  expect((await visited(`/api/tiles/${INTERNAL}`)).headers.get('vary')).toMatch(/cookie/i)
  const { status } = await ask(`/api/tiles/${INTERNAL}`, { cookie, 'if-none-match': tag })
  expect(status).toBe(200)
})

/** What answers while visitors are there; every other route is refused, whatever is added. */
const OPEN_ROUTES = [
  'GET /api/boundaries/drawn/{sha256}',
  'GET /api/exercises/now',
  'GET /api/me',
  'GET /api/open',
  'GET /api/open/{id}',
  'GET /api/open/{id}/data.csv',
  'GET /api/open/{id}/datapackage.json',
  'GET /api/scenes',
  'GET /api/scenes/{id}',
  ...['GET /api/sign-in/oidc', 'GET /api/sign-in/oidc/return', 'GET /api/sign-in/ways'],
  'GET /api/tiles/{id}',
  ...['POST /api/invitations/accept', 'POST /api/invitations/open', 'POST /api/sign-in'],
  ...['POST /api/sign-in/passkey', 'POST /api/sign-in/passkey/begin', 'POST /api/sign-out'],
  'POST /api/visitors',
]

const OUT = '/api/sign-out'

test('every route but those that mask what they say is refused, those of the world of exercises and of machines as well', async () => {
  const { url, ask, cookie } = await house()
  const { paths } = (await (await ask('/api/docs/json')).json()) as { paths: Record<string, Record<string, unknown>> }
  const routes = Object.entries(paths)
    .filter(([path]) => path.startsWith('/api/'))
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => ({ path, method: method.toUpperCase() })))
  expect(routes.length).toBeGreaterThan(130)
  const more = ['alerts', 'directives', 'checklists', 'messages'].map((name) => ({
    path: `/exercise/api/${name}`,
    method: 'GET',
  }))
  const machines = ['/metrics', '/api/docs', '/api/docs/json'].map((path) => ({
    path,
    method: 'GET',
  }))
  const answered: string[] = []
  // Who has signed out is asked for more than whether visitors are here: that comes last.
  const walked = [...routes, ...more, ...machines].toSorted((a, b) => Number(a.path === OUT) - Number(b.path === OUT))
  for (const { path, method } of walked) {
    const asked = path.replaceAll(/\{[^}]*\}/g, '1')
    const headers = { cookie, ...(method === 'GET' ? {} : { 'content-type': 'application/json' }) }
    const response = await fetch(`${url}${asked}`, { method, headers, ...(method === 'GET' ? {} : { body: '{}' }) })
    if (response.status !== 403) answered.push(`${method} ${path}`)
    else if (path.startsWith('/api/') && !path.startsWith('/api/docs'))
      expect((await response.json()).detail).toMatch(/^Đang có khách/)
  }
  expect(answered.sort()).toEqual(OPEN_ROUTES)
})

test('a cookie nobody can read means that only what anybody may see is told', async () => {
  const { ask } = await house()
  for (const cookie of ['visitors=', 'visitors=everything', 'visitors=%00', 'a=b; visitors=restricted2']) {
    const { data } = (await (await ask(`/api/tiles/${INTERNAL}`, { cookie })).json()) as { data: { kind: string } }
    expect(data.kind, cookie).toBe('withheld')
  }
})

test('no tile is classified below anything it shows, and cyber-security is for the few', async () => {
  const { tiles } = await loadTileContext(await hungYen())
  const registry = await loadRegistry()
  const of = (id: string) => registry.meanings.find((meaning) => id.startsWith(`${meaning.id}.`))?.classification ?? 'internal'
  for (const tile of tiles.values()) {
    const { shown, counted } = namedBy(tile)
    const figures = [...shown.map((id) => registry.indicator(id).classification ?? of(id)), ...counted.map(of)]
    const mine = classificationOf(tile, registry)
    for (const figure of figures) expect(isAbove(figure, mine), tile.id).toBe(false)
    if (tile.id.startsWith('security.')) expect(mine, tile.id).toBe('restricted')
  }
  expect(classificationOf(tiles.get('alerts.open') as never, registry)).toBe('internal')
})
