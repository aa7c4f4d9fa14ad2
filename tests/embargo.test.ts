import {
  type Database,
  heldWith,
  liftEmbargo,
  loadUnitRegistry,
  openQuestion,
  proveReading,
  readIndicator,
  registryAsOf,
  SubjectNames,
  setEmbargo,
  wholeBuckets,
} from '@ioc/sql'
import { expect, test } from 'vitest'
import { askAll, onlyRules } from './support/alerts.ts'
import { openWall, serve, until } from './support/app.ts'
import { hungYen } from './support/database.ts'
import { commit, dossier, openRun } from './support/dossiers.ts'
import { figure, heard } from './support/sources.ts'

// A figure with a release time is shown at that time and not before.

interface TileAnswer {
  data: { rows: { first: { measured: number | null } }[] }
}

const MINUTE_MS = 60_000
const today = () => new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)

async function holdBack(database: Database, indicator: string, days: { from: string; to: string }, at: Date, now = new Date()) {
  const held = heldWith(await registryAsOf(database.db, null), indicator)
  const span = wholeBuckets(held, days)
  return setEmbargo(database.db, held, { span, until: at, why: 'họp báo', by: 'Lan', now })
}

async function read(database: Database, indicator: string, asked: { unit?: string; period?: string; asOf?: string }, at: Date) {
  const units = await loadUnitRegistry(database.db)
  const question = await openQuestion(database.db, units, { indicator, unit: 'hung-yen', ...asked }, at)
  const arguments_ = [database.db, units, question.indicator, question.unit.id, question.moment, question.span] as const
  const reading = await readIndicator(...arguments_)
  const { rows } = await proveReading(...arguments_)
  return { value: reading.value, state: reading.state, heldUntil: reading.heldUntil?.toISOString() ?? null, rows }
}

const BEFORE = new Date('2026-11-20T02:00:00Z')
const RELEASE = new Date('2026-12-06T02:00:00Z')
const AFTER = new Date('2026-12-06T02:00:00.001Z')

test('of figures that replace the one before, the one before stands until the hour; then the new one does', async () => {
  const database = await hungYen()
  await figure(database, { asOf: '2026-10-31', amount: 80 })
  await figure(database, { asOf: '2026-11-18', amount: 90 })
  await heard(database, BEFORE)
  await holdBack(database, 'budget.revenue', { from: '2026-11-01', to: '2026-11-30' }, RELEASE, BEFORE)
  const asked = { period: 'latest' }
  expect(await read(database, 'budget.revenue', asked, BEFORE)).toMatchObject({
    value: 80,
    rows: 1,
    heldUntil: RELEASE.toISOString(),
  })
  expect(await read(database, 'budget.revenue', asked, AFTER)).toMatchObject({ value: 90, heldUntil: null })
  // What counts the same is no way around it.
  expect(await read(database, 'budget.revenue_actual', { period: '2026' }, BEFORE)).toMatchObject({ value: 80 })
})

test('what adds up is not told at all while a part of it is held back: a part would be taken for the whole', async () => {
  const database = await hungYen()
  const unit = (await loadUnitRegistry(database.db)).find('phuong-pho-hien').id
  const run = await openRun(database, 'dossiers-sim')
  await commit(database, run, [dossier({ id: 'a', unit, received: 10 }), dossier({ id: 'b', unit, received: 50 })])
  await heard(database, BEFORE)
  const feb = { from: '2026-02-01', to: '2026-02-28' }
  await holdBack(database, 'dossiers.received_month', feb, RELEASE, BEFORE)
  const of = (period: string, at: Date) => read(database, 'dossiers.received', { period }, at)
  expect(await of('2026-01', BEFORE)).toMatchObject({ value: 1 })
  for (const period of ['2026-02', '2026-Q1', '2026-02-20'])
    expect(await of(period, BEFORE), period).toEqual({
      value: null,
      state: 'not_yet_due',
      heldUntil: RELEASE.toISOString(),
      rows: expect.any(Number),
    })
  expect((await of('2026-02', BEFORE)).rows).toBe(0)
  expect(await of('2026-02', AFTER)).toMatchObject({ value: 1, rows: 1 })
  expect(await of('2026-Q1', AFTER)).toMatchObject({ value: 2, rows: 2 })
})

test('what counts the same records by other dimensions is no way around it', async () => {
  const database = await hungYen()
  const unit = (await loadUnitRegistry(database.db)).find('phuong-pho-hien').id
  const run = await openRun(database, 'dossiers-sim')
  await commit(
    database,
    run,
    [1, 2, 310].map((received) => dossier({ id: `d${received}`, unit, received })),
  )
  await heard(database, BEFORE)
  const asked = { period: '2026-11' }
  expect(await read(database, 'dossiers.procedures_received', asked, BEFORE)).toMatchObject({ heldUntil: null })
  await holdBack(database, 'dossiers.received_month', { from: '2026-11-01', to: '2026-11-30' }, RELEASE, BEFORE)
  for (const indicator of ['dossiers.received_month', 'dossiers.procedures_received'])
    expect(await read(database, indicator, asked, BEFORE)).toMatchObject({ value: null, heldUntil: RELEASE.toISOString() })
})

test('how things stand is not told while anything that stands is held back, however long ago that fell due', async () => {
  const database = await hungYen()
  const unit = (await loadUnitRegistry(database.db)).find('phuong-pho-hien').id
  const run = await openRun(database, 'dossiers-sim')
  await commit(database, run, [dossier({ id: 'a', unit, received: 10 }), dossier({ id: 'b', unit, received: 50 })])
  await heard(database, BEFORE)
  const of = (at: Date) => read(database, 'dossiers.overdue', {}, at)
  expect(await of(BEFORE)).toMatchObject({ value: 2 })
  await holdBack(database, 'dossiers.overdue', { from: '2026-02-01', to: '2026-02-28' }, RELEASE, BEFORE)
  expect(await of(BEFORE)).toMatchObject({ value: null, state: 'not_yet_due', heldUntil: RELEASE.toISOString() })
  expect(await of(AFTER)).toMatchObject({ value: 2, heldUntil: null })
})

test('beside a figure stands no part of one of the year before that is held back', async () => {
  const database = await hungYen()
  const units = await loadUnitRegistry(database.db)
  const unit = units.find('phuong-pho-hien').id
  const run = await openRun(database, 'dossiers-sim')
  const received = [-400, -360, -330, 5, 40]
  await commit(
    database,
    run,
    received.map((day) => dossier({ id: String(day), unit, received: day })),
  )
  await heard(database, BEFORE)
  await holdBack(database, 'dossiers.received_month', { from: '2025-02-01', to: '2025-02-28' }, RELEASE, BEFORE)
  const before = async (at: Date) => {
    const {
      indicator,
      unit: house,
      moment,
      span,
    } = await openQuestion(database.db, units, { indicator: 'dossiers.received', unit: 'hung-yen', period: '2026-Q1' }, at)
    return (await readIndicator(database.db, units, indicator, house.id, moment, span)).before
  }
  expect(await before(BEFORE)).toBe(null)
  expect(await before(AFTER)).toBe(2)
})

test('a domain is held back whole, so that no part of it adds up to what is held back', async () => {
  const database = await hungYen()
  await figure(database, { asOf: '2026-11-18', amount: 90 })
  await figure(database, { asOf: '2026-11-18', amount: 7, item: 'expenditure/group/recurrent' })
  await heard(database, BEFORE)
  await holdBack(database, 'budget', { from: '2026-11-01', to: '2026-11-30' }, RELEASE, BEFORE)
  const registry = await registryAsOf(database.db, null)
  for (const { id, domains, period } of registry.indicators.filter((each) => each.domain === 'budget')) {
    if (domains.length > 1 || period === 'now') continue
    const { value } = await read(database, id, {}, BEFORE)
    expect(value, id).toBe(null)
  }
  expect(await read(database, 'budget.revenue', {}, AFTER)).toMatchObject({ value: 90 })
})

test('it reaches a wall at its hour by itself, and not a moment before', async () => {
  const database = await hungYen()
  const SECRET = 1_234_567_890_123
  await figure(database, { asOf: today(), amount: SECRET })
  await heard(database, new Date())
  const { url } = await serve(database)
  const wall = await openWall(url)
  const at = new Date(Date.now() + 8_000)
  await holdBack(database, 'budget.revenue', { from: today(), to: today() }, at)
  const seen: { at: number; says: string }[] = []
  wall.socket.on('tile', (state: unknown) => seen.push({ at: Date.now(), says: JSON.stringify(state) }))
  await wall.watch(['budget.revenue', 'budget.revenue_progress', 'budget.revenue_trend'])
  await until('the figure', () => seen.some(({ says }) => says.includes(String(SECRET))), 40)
  const first = seen.find(({ says }) => says.includes(String(SECRET)))
  expect(first?.at).toBeGreaterThanOrEqual(at.getTime())
  expect(seen[0]?.says).toContain(at.toISOString())
})

test('no replay shows a figure before the hour it was shown at, and nobody may set an hour that is over', async () => {
  const database = await hungYen()
  await figure(database, { asOf: today(), amount: 90 })
  await heard(database, new Date())
  await expect(holdBack(database, 'budget.revenue', { from: today(), to: today() }, new Date(Date.now() - 1))).rejects.toThrow(
    'đã qua',
  )
  await holdBack(database, 'budget.revenue', { from: today(), to: today() }, new Date(Date.now() + 5_000))
  const before = new Date()
  await new Promise((done) => setTimeout(done, 5_100))
  const of = (asOf?: string) => read(database, 'budget.revenue', { period: today(), ...(asOf ? { asOf } : {}) }, new Date())
  expect(await of()).toMatchObject({ value: 90 })
  expect(await of(before.toISOString())).toMatchObject({ value: null, state: 'not_yet_due' })
})

test('a replay of before somebody held a figure back shows it again, and not while it is held', async () => {
  const database = await hungYen()
  await figure(database, { asOf: today(), amount: 90 })
  await heard(database, new Date())
  const { rows } = await database.pool.query('select clock_timestamp() as now')
  const shownAt: Date = rows[0].now
  const until = new Date(Date.now() + 3_000)
  await holdBack(database, 'budget.revenue', { from: today(), to: today() }, until)
  const replayed = () => read(database, 'budget.revenue', { period: today(), asOf: shownAt.toISOString() }, new Date())
  expect(await replayed()).toMatchObject({ value: null, state: 'not_yet_due' })
  await new Promise((done) => setTimeout(done, until.getTime() - Date.now() + 100))
  expect(await replayed()).toMatchObject({ value: 90 })
})

test('whoever lets it go before its hour says why; it is let go once', async () => {
  const database = await hungYen()
  await figure(database, { asOf: today(), amount: 90 })
  await heard(database, new Date())
  const id = await holdBack(database, 'budget.revenue', { from: today(), to: today() }, new Date(Date.now() + 60 * MINUTE_MS))
  const { url } = await serve(database)
  const call = async (path: string, body?: unknown) => {
    const asked = body ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}
    const response = await fetch(`${url}/api/embargoes${path}`, asked)
    return { status: response.status, body: await response.json() }
  }
  expect((await call('')).body.embargoes).toMatchObject([{ id, indicator: 'budget.revenue', setBy: 'Lan', lifted: null }])
  expect(await call(`/${id}/lift`, { why: ' ', by: 'Lan' })).toMatchObject({ status: 400 })
  expect(await call(`/${id}/lift`, { why: 'đã họp xong', by: 'Hoa' })).toMatchObject({ status: 200 })
  expect(await read(database, 'budget.revenue', { period: today() }, new Date())).toMatchObject({ value: 90 })
  await expect(liftEmbargo(database.db, id, { why: 'nữa', by: 'Hoa' })).rejects.toThrow('không còn bị giữ')
  for (const [change, why] of [
    [{ indicator: 'no.such' }, 'no.such'],
    [{ from: '2026-12-02', to: '2026-12-01' }, 'Ngày đầu'],
    [{ from: '0026-11-01' }, '1900'],
    [{ to: '9999-12-31' }, '1900'],
    [{ until: '2028-01-01T00:00:00Z' }, 'hơn một năm'],
    [{ why: '' }, 'Ghi lý do'],
  ] as const) {
    const ask = {
      indicator: 'budget.revenue',
      from: '2026-11-01',
      to: '2026-11-30',
      until: new Date(Date.now() + MINUTE_MS).toISOString(),
      why: 'x',
      by: 'Lan',
    }
    const answer = await call('', { ...ask, ...change })
    expect(answer.status, why).toBeGreaterThanOrEqual(400)
    expect(answer.body.detail).toContain(why)
  }
})

test('no alert is raised over a figure before its hour', async () => {
  const database = await hungYen()
  await figure(database, { asOf: today(), amount: 90 })
  const now = new Date()
  await heard(database, now)
  const at = new Date(now.getTime() + 5 * MINUTE_MS)
  await holdBack(database, 'budget.revenue', { from: `${today().slice(0, 4)}-01-01`, to: today() }, at)
  const house = await onlyRules(database, {
    id: 'low',
    title: { vi: 'Thu thấp', en: 'Low revenue' },
    indicators: ['budget.revenue'],
    when: { is: 'threshold', levels: { critical: 100 } },
  })
  const open = async () => (await database.pool.query("select count(*)::int as n from alert where status = 'firing'")).rows[0].n
  await askAll(house, new Date(now.getTime() + MINUTE_MS))
  expect(await open()).toBe(0)
  await askAll(house, new Date(at.getTime() + 1))
  expect(await open()).toBe(1)
})

test('an alert raised before a figure was held back does not tell it on, of an indicator or of a plan’s clause', async () => {
  const database = await hungYen()
  await figure(database, { asOf: today(), amount: 90 })
  const now = new Date()
  await heard(database, now)
  const house = await onlyRules(database, {
    id: 'low',
    title: { vi: 'Thu thấp', en: 'Low revenue' },
    indicators: ['budget.revenue'],
    when: { is: 'threshold', levels: { critical: 100 } },
  })
  await askAll(house, new Date(now.getTime() + MINUTE_MS))
  const { url } = await serve(database)
  const get = async <T>(path: string) => (await (await fetch(`${url}/api/${path}`)).json()) as T
  const told = async () => {
    const { groups } = await get<{ groups: { alerts: { id: number; measured: number | null }[] }[] }>('alerts')
    const alerts = groups.flatMap((group) => group.alerts)
    const { data } = await get<TileAnswer>('tiles/alerts.open')
    const { events } = await get<{ events: { measured: number | null }[] }>(`alerts/${alerts[0]?.id}`)
    const measured = [alerts, data.rows.map(({ first }) => first), events]
    return measured.map((of) => [...new Set(of.map((each) => each.measured))])
  }
  expect(await told()).toEqual([[90], [90], [90]])
  const year = { from: `${today().slice(0, 4)}-01-01`, to: today() }
  await holdBack(database, 'budget.revenue', year, new Date(Date.now() + 60 * MINUTE_MS))
  expect(await told()).toEqual([[null], [null], [null]])
  const names = await SubjectNames.read(database.db, await registryAsOf(database.db, null))
  const clause = 'clause:muc-quoc-gia-2025/dung-han'
  await holdBack(database, 'dossiers', year, new Date(Date.now() + 60 * MINUTE_MS))
  const after = await SubjectNames.read(database.db, await registryAsOf(database.db, null))
  expect([names.isHeldBack(clause, new Date()), after.isHeldBack(clause, new Date())]).toEqual([false, true])
})
