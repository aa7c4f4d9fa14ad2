import type { Alarm, Greeted, ScreenReport, ScreensAnswer, Standing } from '@ioc/server/contract'
import type { Database } from '@ioc/sql'
import { io, type Socket } from 'socket.io-client'
import { expect, onTestFinished, test } from 'vitest'
import { askAll, onlyRules } from './support/alerts.ts'
import { serve, until } from './support/app.ts'
import { hungYen } from './support/database.ts'
import { commit, dossier, openRun } from './support/dossiers.ts'
import { heard } from './support/sources.ts'

// What a display and those who lead it say to the server.

const REPORT: ScreenReport = {
  scene: null,
  because: null,
  build: '/assets/index.js',
  width: 3_840,
  height: 2_160,
  framesPerSecond: 60,
  memory: null,
}

/** A display without pixels. */
async function display(url: string) {
  const socket: Socket = io(`${url}/screen`, { transports: ['websocket'], reconnection: false })
  onTestFinished(() => void socket.disconnect())
  const heardOf: { standings: Standing[]; alarms: Alarm[] } = { standings: [], alarms: [] }
  socket.on('standing', (standing: Standing) => heardOf.standings.push(standing))
  socket.on('alarm', (alarm: Alarm) => heardOf.alarms.push(alarm))
  await new Promise<void>((done, fail) => socket.once('connect', done).once('connect_error', fail))
  let token: string | null = null
  return {
    ...heardOf,
    greet: async (as: string | null = token) => {
      const answer: Greeted = await socket.emitWithAck('greet', { token: as, report: REPORT })
      if (!answer.ok) throw new Error('not greeted')
      token = answer.standing.token
      return answer.standing
    },
  }
}

function callsOf(url: string) {
  return async (path: string, body?: unknown) => {
    const asked =
      body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    const response = await fetch(`${url}/api/screens${path}`, asked)
    return { status: response.status, body: await response.json() }
  }
}

async function house() {
  const database = await hungYen()
  const { url } = await serve(database)
  const call = callsOf(url)
  const screens = async () => ((await call('')).body as ScreensAnswer).screens
  return { database, url, call, screens }
}

async function paired() {
  const rest = await house()
  const screen = await display(rest.url)
  const { code } = await screen.greet()
  const { body } = await rest.call('/pair', { code, name: 'Phòng họp', by: 'Lan' })
  return { ...rest, screen, id: body.screen as number }
}

test('a display shows a code of its own, is named by whoever enters it, and hears so at once', async () => {
  const { url, call, screens } = await house()
  const [one, other] = [await display(url), await display(url)]
  const [standing, { code }] = [await one.greet(), await other.greet()]
  expect(standing).toMatchObject({ name: null, code: expect.stringMatching(/^\d{6}$/), playlist: { id: 'day' } })
  expect(code).not.toBe(standing.code)
  expect(await screens()).toEqual([])
  const spaced = `${standing.code.slice(0, 3)} ${standing.code.slice(3)}`
  expect(await call('/pair', { code: spaced, name: 'Phòng họp', by: 'Lan' })).toMatchObject({ status: 200 })
  await until('the display hears its name', () => one.standings.at(-1)?.name === 'Phòng họp')
  expect(await one.greet()).toMatchObject({ name: 'Phòng họp', token: standing.token })
  expect(await screens()).toMatchObject([
    { name: 'Phòng họp', pairedBy: 'Lan', report: REPORT, orders: { playlist: 'day', pinned: null } },
  ])
  // A code is good once, and the other display still waits.
  expect(await call('/pair', { code: standing.code, name: 'Nữa', by: 'Lan' })).toMatchObject({ status: 404 })
  expect(other.standings).toEqual([])
})

test('no answer gives away the token of a display, and it is stored as a digest alone', async () => {
  const { database, url, screen, call } = await paired()
  const { token } = await screen.greet()
  expect(JSON.stringify((await call('')).body)).not.toContain(token)
  const { rows } = await database.pool.query('select screen::text as row from screen')
  expect(rows[0].row).not.toContain(token)
  // Somebody else's token is no way in: the display begins anew.
  const stranger = await display(url)
  expect(await stranger.greet('x'.repeat(43))).toMatchObject({ name: null })
})

test('a code that nobody entered for ten minutes is replaced by another, and no longer opens anything', async () => {
  const { database, url, call } = await house()
  const screen = await display(url)
  const first = await screen.greet()
  await database.pool.query("update screen set code_until = now() - interval '1 second'")
  expect(await call('/pair', { code: first.code, name: 'Phòng họp', by: 'Lan' })).toMatchObject({ status: 404 })
  const second = await screen.greet()
  expect(second.token).toBe(first.token)
  expect(second.code).not.toBe(first.code)
  expect(await call('/pair', { code: second.code, name: 'Phòng họp', by: 'Lan' })).toMatchObject({ status: 200 })
})

test('whoever turns a screen to a scene by a clock that is wrong does so now: an alert of later takes it all the same', async () => {
  const { call, id } = await paired()
  let seen: string | null = null
  for (const at of ['2099-01-01T00:00:00Z', '2001-01-01T00:00:00Z']) {
    const before = Date.now()
    const { body } = await call(`/${id}/orders`, { change: { turn: { scene: 'budget', at } }, seen, by: 'Lan' })
    expect(body.orders.turn.scene).toBe('budget')
    expect(Math.abs(Date.parse(body.orders.turn.at) - before), at).toBeLessThan(60_000)
    seen = body.orderedAt
  }
})

test('what a screen is ordered reaches it by whichever server it is at, and of two who order at once the second is told', async () => {
  const { database, screen, id, call, screens } = await paired()
  await until('the name', () => screen.standings.length > 0)
  const other = callsOf((await serve(database)).url)
  const order = (change: object, seen: string | null, by = 'Lan') => other(`/${id}/orders`, { change, seen, by })
  const { body } = await order({ pinned: 'budget', dim: 0.5 }, null)
  expect(body).toMatchObject({ orders: { pinned: 'budget', dim: 0.5, playlist: 'day' }, orderedBy: 'Lan' })
  await until('it hears', () => screen.standings.at(-1)?.orders.pinned === 'budget')
  const late = await order({ pinned: 'press' }, null, 'Hoa')
  expect(late).toMatchObject({ status: 409, body: { detail: expect.stringContaining('Lan') } })
  expect(await order({ pinned: null }, body.orderedAt, 'Hoa')).toMatchObject({ status: 200 })
  expect((await screens())[0]).toMatchObject({ orderedBy: 'Hoa', orders: { pinned: null, dim: 0.5 } })
  const { orderedAt } = (await screens())[0] as { orderedAt: string }
  for (const [change, why] of [
    [{ pinned: 'no-such' }, 'Không có cảnh «no-such»'],
    [{ playlist: 'night' }, 'Không có vòng chiếu «night»'],
    [{ dim: 1 }, 'dim'],
    [{ tile: 'no-such' }, 'Không cảnh nào có ô «no-such»'],
    [{ replay: { at: '2099-01-01T00:00:00Z', speed: 60 } }, 'Lúc này chưa tới'],
    [{ reloads: 1e12 }, 'reloads'],
  ] as const) {
    const answer = await order(change, orderedAt)
    expect(answer.status).toBe(400)
    expect(answer.body.detail).toContain(why)
  }
  expect(await call('/999/orders', { change: {}, seen: null, by: 'Lan' })).toMatchObject({ status: 404 })
})

test('a screen that is removed shows a code again, with nothing of what it was', async () => {
  const { screen, id, call, screens } = await paired()
  const { token } = await screen.greet()
  expect(await call(`/${id}/remove`, {})).toMatchObject({ status: 200 })
  const anew = await until('it begins anew', () =>
    screen.standings.find(({ name, token: now }) => name === null && now !== token),
  )
  expect(anew.code).toMatch(/^\d{6}$/)
  expect(await screens()).toEqual([])
})

test('more displays than a province has may not wait at once', async () => {
  const { database, url, call } = await house()
  await database.pool.query(`
    insert into screen (token_sha256, code, code_until, orders)
    select 'x' || n, 'c' || n, now() + interval '5 minutes', '{}' from generate_series(1, 100) n`)
  const screen = await display(url)
  await expect(screen.greet()).rejects.toThrow('not greeted')
  await database.pool.query("update screen set code_until = now() - interval '1 minute', seen_at = now() - interval '2 days'")
  const { code } = await screen.greet()
  expect(await call('/pair', { code, name: 'Phòng họp', by: 'Lan' })).toMatchObject({ status: 200 })
  expect((await database.pool.query('select count(*) from screen')).rows).toEqual([{ count: 1 }])
})

test('displays hear of an alert that becomes critical, and that somebody sees to it; what is silenced or explained disturbs none', async () => {
  const database = await hungYen()
  const rules = await onlyRules(database, {
    id: 'overdue',
    title: { vi: 'Quá hạn', en: 'Overdue' },
    indicators: ['dossiers.overdue'],
    kinds: ['commune'],
    when: { is: 'threshold', levels: { watch: 1, critical: 3 } },
  })
  const { url } = await serve(database)
  const screen = await display(url)
  await until('the first alarm', () => screen.alarms.length > 0)
  expect(screen.alarms).toEqual([{ open: [], criticalSince: null }])
  const overdue = async (count: number, version: number) => {
    const unit = rules.units.find('phuong-pho-hien').id
    const run = await openRun(database as Database, 'dossiers-sim')
    await commit(
      database,
      run,
      Array.from({ length: count }, (_, n) => dossier({ id: `hs ${n}`, unit, version })),
    )
    await heard(database, new Date())
    await askAll(rules, new Date())
  }
  await overdue(2, 1)
  await until('one to watch', () => screen.alarms.at(-1)?.open[0]?.level === 'watch')
  expect(screen.alarms.at(-1)).toMatchObject({ open: [{ domain: 'dossiers', count: 1 }], criticalSince: null })
  await overdue(4, 2)
  const grave = await until('it grew critical', () => screen.alarms.find(({ criticalSince }) => criticalSince !== null))
  expect(grave.open).toMatchObject([{ level: 'critical', count: 1 }])
  const { rows } = await database.pool.query("select id from alert where status = 'firing'")
  await fetch(`${url}/api/alerts/acknowledge`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ alerts: [rows[0].id], by: 'Lan' }),
  })
  await until('somebody sees to it', () => screen.alarms.at(-1)?.criticalSince === null)
  expect(screen.alarms.at(-1)?.open).toMatchObject([{ level: 'critical', count: 1 }])
  await database.pool.query("update alert set status = 'firing', acknowledged = null")
  await until('nobody does any more', () => screen.alarms.at(-1)?.criticalSince !== null)
  await database.pool.query(
    "insert into alert_silence (domain, by, why, until) values ('dossiers', 'Lan', 'Bảo trì', now() + interval '1 hour')",
  )
  await until('it is silenced', () => screen.alarms.at(-1)?.criticalSince === null)
  expect(screen.alarms.at(-1)?.open).toEqual([])
})
