import { createServer } from 'node:http'
import {
  type Database,
  loadRegistry,
  loadUnitRegistry,
  momentOf,
  parsePeriod,
  readIndicator,
  readSeries,
  readTerms,
  registryAsOf,
  spanOf,
} from '@ioc/sql'
import { pullFeed } from '@ioc/workers/testing'
import { expect, onTestFinished, test, vi } from 'vitest'
import { hungYen } from './support/database.ts'
import { commit, dossier, openRun } from './support/dossiers.ts'
import { figure, heard } from './support/sources.ts'

const DAY_MS = 86_400_000
// dossier() counts days from 1 January 2026; this is noon on the tenth day in Vietnam.
const AT = new Date(Date.parse('2026-01-11T05:00:00Z'))

async function unitId(database: Database, key: string): Promise<number> {
  const { rows } = await database.pool.query('select id from unit where key = $1', [key])
  return rows[0].id
}

async function read(database: Database, indicator: string, unit = 'hung-yen', at = AT) {
  const registry = await registryAsOf(database.db, null)
  return readIndicator(
    database.db,
    await loadUnitRegistry(database.db),
    registry.indicator(indicator),
    await unitId(database, unit),
    momentOf({}, at),
  )
}

test('a province is the sum of everything below it, however the units nest', async () => {
  const database = await hungYen()
  const run = await openRun(database, 'dossiers-sim')
  const [province, commune] = [await unitId(database, 'hung-yen'), await unitId(database, 'phuong-pho-hien')]
  await commit(database, run, [
    dossier({ id: 'a', unit: province, received: 10 }),
    dossier({ id: 'b', unit: commune, received: 10 }),
    dossier({ id: 'c', unit: commune, received: 9 }),
  ])
  expect((await read(database, 'dossiers.received_today')).value).toBe(2)
  expect((await read(database, 'dossiers.received_today', 'phuong-pho-hien')).value).toBe(1)
})

test('on-time is early and on time over all that had a deadline, in the month so far', async () => {
  const database = await hungYen()
  const run = await openRun(database, 'dossiers-sim')
  const unit = await unitId(database, 'hung-yen')
  await commit(database, run, [
    dossier({ id: 'early', unit, finished: 3 }),
    dossier({ id: 'on-time', unit, finished: 5 }),
    dossier({ id: 'late', unit, finished: 7 }),
    dossier({ id: 'last-month', unit, received: -20, finished: -10 }),
    dossier({ id: 'open', unit, received: 9 }),
  ])
  // While a source is still telling its past, a level would alarm for nothing.
  expect((await read(database, 'dossiers.on_time_rate')).level).toBeNull()
  await heard(database, AT)
  const reading = await read(database, 'dossiers.on_time_rate')
  expect(reading.value).toBeCloseTo(200 / 3)
  expect(reading.level).toBe('critical')
  expect(reading.target?.value).toBe(98)
})

test('a dossier becomes overdue as the clock passes its hour, without anything being written', async () => {
  const database = await hungYen()
  const run = await openRun(database, 'dossiers-sim')
  const unit = await unitId(database, 'hung-yen')
  await commit(database, run, [dossier({ id: 'a', unit, received: 5, due: 10 })])
  // Due on the eleventh at 09:00 in Vietnam.
  const due = Date.parse('2026-01-11T02:00:00Z')
  await heard(database, new Date(due))
  expect((await read(database, 'dossiers.overdue', 'hung-yen', new Date(due))).value).toBe(0)
  expect((await read(database, 'dossiers.overdue', 'hung-yen', new Date(due + 3_600_000))).value).toBe(1)
  expect((await read(database, 'dossiers.overdue_share', 'hung-yen', new Date(due + 3_600_000))).value).toBe(100)
})

test('nothing received is 0 when the source was heard and no number when it never was; a share of nothing is never a number', async () => {
  const database = await hungYen()
  expect(await read(database, 'dossiers.received_today')).toMatchObject({ value: null, state: 'missing' })
  await heard(database, AT)
  expect(await read(database, 'dossiers.received_today')).toMatchObject({ value: 0, state: 'zero' })
  expect(await read(database, 'dossiers.on_time_rate')).toMatchObject({ value: null, state: 'zero', level: null })
})

test('a source past its promise turns its readings stale, by how much, and back when it is heard again', async () => {
  const database = await hungYen()
  const run = await openRun(database, 'dossiers-sim')
  await commit(database, run, [dossier({ id: 'a', unit: await unitId(database, 'hung-yen'), received: 10 })])
  await heard(database, new Date(AT.getTime() - 3_600_000))
  const late = await read(database, 'dossiers.received_today')
  expect(late).toMatchObject({ value: 1, state: 'stale' })
  // Promised within 15 minutes, silent for an hour.
  expect(late.freshness.lateBy).toBe(2_700)
  await heard(database, AT)
  expect(await read(database, 'dossiers.received_today')).toMatchObject({ value: 1, state: 'ok' })
})

test('a year-to-date figure is the newest one, provisional until final, against the same day of the year before', async () => {
  const database = await hungYen()
  await figure(database, { asOf: '2025-01-10', amount: 80 })
  await figure(database, { asOf: '2025-03-01', amount: 500 })
  await figure(database, { asOf: '2026-01-09', amount: 90 })
  await figure(database, { asOf: '2026-01-10', amount: 100, final: false })
  await heard(database, AT)
  const reading = await read(database, 'budget.revenue')
  expect(reading).toMatchObject({ value: 100, before: 80, state: 'provisional' })
  expect(reading.span.to.toISOString()).toBe('2026-01-10T17:00:00.000Z')
  await database.pool.query("update budget_fact set final = true where as_of = '2026-01-10'")
  expect(await read(database, 'budget.revenue')).toMatchObject({ value: 100, state: 'ok' })
})

test('a series has every day: a heard source’s empty day is 0, today is provisional', async () => {
  const database = await hungYen()
  const run = await openRun(database, 'dossiers-sim')
  const unit = await unitId(database, 'hung-yen')
  await commit(database, run, [dossier({ id: 'a', unit, received: 10 }), dossier({ id: 'b', unit, received: 8 })])
  await heard(database, AT)
  const registry = await loadRegistry()
  const { to } = spanOf('today', AT)
  const span = { from: new Date(to.getTime() - 4 * DAY_MS), to }
  const points = await readSeries(
    database.db,
    await loadUnitRegistry(database.db),
    registry.indicator('dossiers.received_today'),
    unit,
    span,
    'day',
    momentOf({}, AT),
  )
  expect(points.map(({ value, provisional }) => [value, provisional])).toEqual([
    // Before the first thing it told nobody knows what was.
    [null, false],
    [1, false],
    [0, false],
    [1, true],
  ])
})

test('a pull that fails leaves the source unheard and its reason for the steward; the next one that works goes on', async () => {
  const database = await hungYen()
  let broken = true
  const server = createServer((_, response) => {
    if (broken) response.statusCode = 403
    response.setHeader('content-type', 'application/json').end(broken ? '{}' : '{"tongSo":0,"tiepTheo":null,"duLieu":[]}')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  vi.stubEnv('IOC_SIMULATOR_URL', `http://127.0.0.1:${(server.address() as { port: number }).port}`)
  const failed = await pullFeed(database, 'dossiers-sim', AbortSignal.timeout(20_000))
  expect(failed).toMatchObject({ read: 0, error: expect.stringContaining('403') })
  const now = new Date()
  expect(await read(database, 'dossiers.received_today', 'hung-yen', now)).toMatchObject({ value: null, state: 'missing' })
  broken = false
  // A person asks; by the clock it would wait for its next try.
  const worked = await pullFeed(database, 'dossiers-sim', AbortSignal.timeout(20_000), { by: null })
  expect(worked).not.toHaveProperty('error')
  expect(await read(database, 'dossiers.received_today', 'hung-yen', new Date())).toMatchObject({ value: 0, state: 'zero' })
})

test('an open dossier is overdue from its second request for supplements on, whatever its deadline', async () => {
  const database = await hungYen()
  const run = await openRun(database, 'dossiers-sim')
  const unit = await unitId(database, 'hung-yen')
  const asked = (id: string, day: number) => ({
    ...dossier({ id, unit, due: 40 }),
    supplement_count: 2,
    overdue_at: new Date(Date.parse('2026-01-01T02:00:00Z') + day * DAY_MS),
  })
  await commit(database, run, [asked('asked twice', 3), asked('asked later', 20), dossier({ id: 'in time', unit, due: 40 })])
  expect(await read(database, 'dossiers.overdue')).toMatchObject({ value: 1 })
})

test('what falls due within so many days, and what has been due for so many, are sums over the same buckets', async () => {
  const database = await hungYen()
  const run = await openRun(database, 'dossiers-sim')
  const unit = await unitId(database, 'hung-yen')
  const due = [0, 8, 20, 39, 60]
  await commit(
    database,
    run,
    due.map((day) => dossier({ id: `due ${day}`, unit, due: day })),
  )
  const measure = (await loadRegistry()).measure('dossiers.open')
  const terms = [undefined, 30, -5].map((days) => ({ measure, begun: true, ...(days && { days }) }))
  const found = await readTerms(database.db, await loadUnitRegistry(database.db), terms, {
    roots: [unit],
    geo: '2026-01-11',
    span: spanOf('now', AT),
    at: AT,
    asOf: null,
  })
  expect(found.map(([row]) => row?.value)).toEqual([2, 4, 1])
})

test('a rank is read for the unit it was given to, and refused across a merger with what to ask instead', async () => {
  const database = await hungYen()
  const { pool, db } = database
  const units = await loadUnitRegistry(db)
  const { measures } = await loadRegistry()
  const rank = {
    ...(measures[0] as (typeof measures)[number]),
    id: 'dossiers.rank',
    units: 'none' as const,
    time: 'last' as const,
    grain: 'day' as const,
    dims: [],
  }
  await pool.query(
    "insert into measure (code, domain, units, time, grain) values ('dossiers.rank', 'dossiers', 'none', 'last', 'day')",
  )
  const bucket = new Date('2025-03-01T00:00:00+07:00')
  for (const [key, value] of [
    ['hung-yen-cu', 12],
    ['thai-binh-cu', 30],
  ]) {
    await pool.query(
      `select append_to_ledger('dossiers', null, array[measure.id], array[unit.id], array[$2::timestamptz], array[1], array[$3::numeric], array[1], array['{}'::jsonb])
       from measure, unit where measure.code = 'dossiers.rank' and unit.key = $1`,
      [key, bucket, value],
    )
  }
  const read = (unit: string, period: string) =>
    readTerms(db, units, [{ measure: rank, begun: false }], {
      roots: [units.find(unit).id],
      geo: '2026-01-01',
      span: parsePeriod(period, AT),
      at: AT,
      asOf: null,
    })
  expect((await read('hung-yen-cu', '2025-03'))[0]?.[0]?.value).toBe(12)
  await expect(read('hung-yen', '2025-03')).rejects.toThrow(/does not add up over units.*Ask for a period within that/)
})
