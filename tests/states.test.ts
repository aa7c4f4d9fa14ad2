import { setTimeout } from 'node:timers/promises'
import {
  arrivalOfFeed,
  arrivalProfile,
  assertStep,
  type Database,
  type DefinedIndicator,
  loadRegistry,
  loadUnitRegistry,
  momentOf,
  openQuestion,
  parsePeriod,
  type Reading,
  readByUnit,
  readIndicator,
  readSeries,
  readUnitSeries,
} from '@ioc/sql'
import { expect, test } from 'vitest'
import { hungYen } from './support/database.ts'
import { commit, dossier, openRun } from './support/dossiers.ts'
import { figure, heard } from './support/sources.ts'

// Every reading says how far to trust it, in one of eight states.

const DAY_MS = 86_400_000
const AT = new Date('2026-01-11T05:00:00Z')

async function read(
  database: Awaited<ReturnType<typeof hungYen>>,
  id: string,
  { period, at = AT, change = {} }: { period?: string; at?: Date; change?: Partial<DefinedIndicator> } = {},
): Promise<Reading> {
  const units = await loadUnitRegistry(database.db)
  // Spread, a definition would lose its getters.
  const indicator: DefinedIndicator = Object.assign(Object.create((await loadRegistry()).indicator(id)), change)
  const span = period === undefined ? undefined : parsePeriod(period, at)
  return readIndicator(database.db, units, indicator, units.find('hung-yen').id, momentOf({}, at), span)
}

test('a figure that is not due is not missing yet; past its day it is', async () => {
  const database = await hungYen()
  await heard(database, AT)
  const due = { period: '2025', change: { dueAfterDays: 15 } }
  expect(await read(database, 'budget.revenue', due)).toMatchObject({ value: null, state: 'not_yet_due' })
  expect(await read(database, 'budget.revenue', { ...due, at: new Date('2026-01-16T05:00:00Z') })).toMatchObject({
    state: 'missing',
  })
  expect(await read(database, 'dossiers.received_today', { period: '2027' })).toMatchObject({ value: null, state: 'not_yet_due' })
})

test('a share of no cases says that none occurred, once its source has told of the time', async () => {
  const database = await hungYen()
  expect(await read(database, 'dossiers.on_time_rate', { period: '2026-01-09' })).toMatchObject({ value: null, state: 'missing' })
  await commit(database, await openRun(database, 'dossiers-sim'), [
    dossier({
      id: 'a',
      unit: (await loadUnitRegistry(database.db)).find('phuong-pho-hien').id,
      received: 2,
      due: 20,
      finished: 4,
    }),
  ])
  await heard(database, AT)
  expect(await read(database, 'dossiers.on_time_rate', { period: '2026-01-05' })).toMatchObject({ value: 100, state: 'ok' })
  expect(await read(database, 'dossiers.on_time_rate', { period: '2026-01-09' })).toMatchObject({
    value: null,
    state: 'zero',
    level: null,
  })
  // What comes in reports is told or not: silence is no report.
  expect(await read(database, 'budget.revenue_share', { period: '2026' })).toMatchObject({ value: null, state: 'missing' })
})

test('a figure its source took back is withdrawn where none is left, and the one before speaks for its own day only', async () => {
  const database = await hungYen()
  await figure(database, { asOf: '2026-01-10', amount: 100 })
  await heard(database, AT)
  expect(await read(database, 'budget.revenue')).toMatchObject({ value: 100, state: 'ok' })
  await figure(database, { asOf: '2026-01-09', amount: 90 })
  await database.pool.query("update budget_fact set deleted = true, source_version = 2 where as_of = '2026-01-10'")
  const earlier = await read(database, 'budget.revenue')
  expect([earlier.value, earlier.span.to.toISOString()]).toEqual([90, '2026-01-09T17:00:00.000Z'])
  await database.pool.query('update budget_fact set deleted = true, source_version = 2')
  expect(await read(database, 'budget.revenue')).toMatchObject({ value: null, state: 'withdrawn' })
})

test('a period of before a definition changed is read, and judged, by what the indicator meant then', async () => {
  const database = await hungYen()
  await figure(database, { asOf: '2025-11-10', amount: 100 })
  await heard(database, AT)
  const registry = await loadRegistry()
  const [then, now] = [registry.indicator('budget.revenue'), registry.indicator('dossiers.received_today')]
  const changed: DefinedIndicator = Object.create(then, {
    compiled: { value: now.compiled },
    definitionOn: { value: (day: string) => (day < '2026-01-01' ? then : now).definitionOn(day) },
  })
  const units = await loadUnitRegistry(database.db)
  const read = (indicator: DefinedIndicator) =>
    readIndicator(database.db, units, indicator, units.find('hung-yen').id, momentOf({}, AT), parsePeriod('2025-11', AT))
  const { value, state, span } = await read(then)
  expect([value, span.from.toISOString()]).toEqual([100, '2024-12-31T17:00:00.000Z'])
  expect(await read(changed)).toMatchObject({ value, state, span })
})

test('an indicator withdrawn from a day on has no value after it', async () => {
  const database = await hungYen()
  await heard(database, new Date('2025-11-01T00:00:00Z'))
  await heard(database, AT)
  const change = { withdrawnFrom: '2026-01-01' }
  expect(await read(database, 'dossiers.received_today', { change })).toMatchObject({ state: 'withdrawn' })
  expect(await read(database, 'dossiers.received_today', { change, period: '2025-12' })).toMatchObject({ state: 'zero' })
})

test('a count so small that it points at someone is suppressed: no value leaves, nor a level', async () => {
  const database = await hungYen()
  const run = await openRun(database, 'dossiers-sim')
  const units = await loadUnitRegistry(database.db)
  const unit = units.find('hung-yen').id
  await commit(
    database,
    run,
    Array.from({ length: 4 }, (_, n) => dossier({ id: `d${n}`, unit, received: 10 })),
  )
  await heard(database, AT)
  const change = { smallest: 5 }
  expect(await read(database, 'dossiers.received_today', { change })).toMatchObject({
    value: null,
    level: null,
    state: 'suppressed',
  })
  await commit(database, run, [dossier({ id: 'd5', unit, received: 10 })])
  expect(await read(database, 'dossiers.received_today', { change })).toMatchObject({ value: 5, state: 'ok' })
})

test('a reported 0 is a figure: it replaces the one before it, and a correction to 0 stands', async () => {
  const database = await hungYen()
  await figure(database, { asOf: '2026-01-05', amount: 90 })
  await figure(database, { asOf: '2026-01-09', amount: 0 })
  await heard(database, AT)
  expect(await read(database, 'budget.revenue')).toMatchObject({ value: 0, state: 'zero' })
  await figure(database, { asOf: '2026-01-10', amount: 120 })
  expect(await read(database, 'budget.revenue')).toMatchObject({ value: 120, state: 'ok' })
  await database.pool.query("update budget_fact set amount = 0 where as_of = '2026-01-10'")
  expect(await read(database, 'budget.revenue')).toMatchObject({ value: 0, state: 'zero' })
})

test('what was before a source told anything is not 0', async () => {
  const database = await hungYen()
  const run = await openRun(database, 'dossiers-sim')
  const unit = (await loadUnitRegistry(database.db)).find('hung-yen').id
  await commit(database, run, [dossier({ id: 'a', unit, received: 2 })])
  await heard(database, AT)
  expect(await read(database, 'dossiers.received_today', { period: '2017' })).toMatchObject({ value: null, state: 'missing' })
  // Half a month told is not the month.
  expect(await read(database, 'dossiers.received_today', { period: '2026-01' })).toMatchObject({ value: 1, state: 'provisional' })
  expect(await read(database, 'dossiers.received_today', { period: '2026-01-04' })).toMatchObject({ value: 0, state: 'zero' })
})

test('what was told of another province long before makes no silence about ours a 0', async () => {
  const database = await hungYen()
  const run = await openRun(database, 'dossiers-sim')
  const units = await loadUnitRegistry(database.db)
  await commit(database, run, [
    dossier({ id: 'theirs', unit: units.find('nghe-an').id, received: 0 }),
    dossier({ id: 'ours', unit: units.find('hung-yen').id, received: 8 }),
  ])
  await heard(database, AT)
  expect(await read(database, 'dossiers.received_today', { period: '2026-01-03' })).toMatchObject({
    value: null,
    state: 'missing',
  })
  expect(await read(database, 'dossiers.received_today', { period: '2026-01-10' })).toMatchObject({ value: 0, state: 'zero' })
})

/** What was written this very millisecond is known by then. */
const afterNow = () => new Date(Date.now() + 1_000)

test('a source that told late before is provisional until 95 % of a period has come in, by its own record', async () => {
  const database = await hungYen()
  const { pool } = database
  const unit = (await loadUnitRegistry(database.db)).find('hung-yen').id
  const measure = (await loadRegistry()).measure('dossiers.received')
  const now = new Date()
  const daysAgo = (days: number) => Math.floor((now.getTime() - Date.parse('2026-01-01T02:00:00Z')) / DAY_MS) - days
  await heard(database, now)

  const run = await openRun(database, 'dossiers-sim')
  await pool.query("update run set trigger = 'schedule', status = 'done', finished_at = now() where id = $1", [run.runId])
  const followed = await openRun(database, 'dossiers-sim')
  await pool.query("update run set trigger = 'schedule' where id = $1", [followed.runId])
  const told = (from: number, count: number) =>
    Array.from({ length: count }, (_, n) =>
      dossier({ id: `${from}-${n}`, unit, received: daysAgo(from), field: `Lĩnh vực ${n}` }),
    )

  await commit(database, followed, told(0, 150))
  expect(await arrivalProfile(database.db, measure, run.feedId)).toBeNull()
  // Nine in ten come on the day, the rest four days after.
  await commit(database, followed, told(5, 20))
  await commit(
    database,
    followed,
    told(0, 60).map((draft) => ({ ...draft, external_id: `x${draft.external_id}`, channel: 'post' })),
  )
  const late = (await arrivalProfile(database.db, measure, run.feedId, afterNow())) as number
  expect(late).toBeGreaterThan(3.9 * 86_400)
  // Days of the sketch begin at nine in the morning; before that the last one is yesterday's.
  expect(late).toBeLessThan(5.4 * 86_400)
  const ofFeed = await arrivalOfFeed(database.db, run.feedId)
  expect(ofFeed).toMatchObject({ half: expect.any(Number), most: expect.any(Number) })
  expect(ofFeed?.half).toBeLessThan(86_400)
  expect(ofFeed?.most).toBeGreaterThan(3.9 * 86_400)

  // What was learnt is asked every ten minutes.
  const soon = new Date(now.getTime() + 600_000)
  const day = (days: number) => new Date(now.getTime() + 7 * 3_600_000 - days * DAY_MS).toISOString().slice(0, 10)
  expect(await read(database, 'dossiers.received_today', { period: day(2), at: soon })).toMatchObject({ state: 'provisional' })
  await commit(database, followed, told(30, 1))
  expect(await read(database, 'dossiers.received_today', { period: day(9), at: soon })).toMatchObject({ state: 'zero' })
})

/** A feed that has told its past and is followed since: the run of either. */
async function followed({ pool }: Database, open: () => ReturnType<typeof openRun>) {
  const first = await open()
  await pool.query("update run set trigger = 'schedule', status = 'done', finished_at = now() where id = $1", [first.runId])
  const now = await open()
  await pool.query("update run set trigger = 'schedule' where id = $1", [now.runId])
  await pool.query('update feed set spec = spec || \'{"connector":"rest","every":60,"promise":999999}\' where id = $1', [
    now.feedId,
  ])
  await pool.query('insert into feed_heard values ($1, now(), now())', [now.feedId])
  return { first, now }
}

test('how late a source is, is its own: what a quick one tells of other units makes no slow one’s period whole', async () => {
  const database = await hungYen()
  const units = await loadUnitRegistry(database.db)
  const [quick, slow] = [units.find('phuong-pho-hien').id, units.find('xa-tan-hung').id]
  const today = Math.floor((Date.now() - Date.parse('2026-01-01T02:00:00Z')) / DAY_MS)
  await heard(database, new Date())
  const many = (unit: number, ago: number, count: number) =>
    Array.from({ length: count }, (_, n) => dossier({ id: `${ago}-${n}`, unit, received: today - ago, field: `F${n}` }))
  await commit(database, (await followed(database, () => openRun(database, 'quick'))).now, many(quick, 0, 3_000))
  const late = (await followed(database, () => openRun(database, 'slow'))).now
  for (const ago of [10, 11, 12, 13]) await commit(database, late, many(slow, ago, 55))
  const indicator = (await loadRegistry()).indicator('dossiers.received_today')
  const soon = new Date(Date.now() + 600_000)
  const period = parsePeriod(new Date(Date.now() + 7 * 3_600_000 - 3 * DAY_MS).toISOString().slice(0, 10), soon)
  const state = async (unit: number) =>
    (await readIndicator(database.db, units, indicator, unit, momentOf({}, soon), period)).state
  expect(await state(slow)).toBe('provisional')
  expect(await state(quick)).not.toBe('provisional')
  // What they make up together waits for the slower of them, however much the quick one tells.
  expect(await state(units.find('hung-yen').id)).toBe('provisional')
})

test('records taken back are no late arrivals', async () => {
  const database = await hungYen()
  const unit = (await loadUnitRegistry(database.db)).find('hung-yen').id
  const { first, now } = await followed(database, () => openRun(database, 'feed'))
  const today = Math.floor((Date.now() - Date.parse('2026-01-01T02:00:00Z')) / DAY_MS)
  const many = (id: string, ago: number, count: number) =>
    Array.from({ length: count }, (_, n) => dossier({ id: `${id}${n}`, unit, received: today - ago, field: `${id}${n}` }))
  const old = many('o', 200, 60)
  await commit(database, first, old)
  await commit(database, now, many('f', 0, 600))
  await commit(
    database,
    now,
    old.slice(1).map((draft) => ({ ...draft, source_version: 2, deleted: true })),
  )
  const late = await arrivalProfile(database.db, (await loadRegistry()).measure('dossiers.received'), now.feedId, afterNow())
  expect(late).toBeLessThan(2 * 86_400)
})

test('silence says nothing against a period that was over when the source last spoke', async () => {
  const database = await hungYen()
  await heard(database, new Date('2025-11-01T00:00:00Z'))
  await heard(database, new Date(AT.getTime() - DAY_MS))
  expect(await read(database, 'dossiers.received_today')).toMatchObject({ state: 'stale' })
  expect(await read(database, 'dossiers.received_today', { period: '2025-12' })).toMatchObject({ state: 'zero' })
})

test('an indicator with an age of its own turns stale by that, whatever its feeds promise', async () => {
  const database = await hungYen()
  const run = await openRun(database, 'dossiers-sim')
  await commit(database, run, [
    dossier({ id: 'a', unit: (await loadUnitRegistry(database.db)).find('hung-yen').id, received: 10 }),
  ])
  await heard(database, new Date(AT.getTime() - 600_000))
  expect(await read(database, 'dossiers.received_today')).toMatchObject({ state: 'ok' })
  const strict = await read(database, 'dossiers.received_today', { change: { maxAge: 60 } })
  expect(strict).toMatchObject({ state: 'stale', freshness: { lateBy: 540 } })
  await heard(database, new Date(AT.getTime() - 7_200_000))
  const lenient = await read(database, 'dossiers.received_today', {
    change: { maxAge: 86_400 },
    at: new Date(AT.getTime() + 7_200_000),
  })
  expect(lenient).toMatchObject({ state: 'ok', freshness: { lateBy: 0 } })
})

test('a real figure beside a simulated feed of its domain is not called simulated, and has the clocks of its own source', async () => {
  const database = await hungYen()
  await heard(database, AT)
  const run = await openRun(database, 'by-hand')
  await database.pool.query("update run set inserted = 1, read = 1, trigger = 'command' where id = $1", [run.runId])
  const unit = (await loadUnitRegistry(database.db)).find('hung-yen').id
  const told = (id: string, received: number) => commit(database, run, [dossier({ id, unit, received })])
  await told('a', 2)
  const real = await read(database, 'dossiers.received_today', { period: '2026-01-03', at: new Date() })
  expect(real.freshness).toMatchObject({ simulated: false, owner: 'test', lateBy: 0 })
  // The simulated feed tells of another day.
  const { rows } = await database.pool.query("select id from feed where key = 'dossiers-sim'")
  const simulated = await openRun(database, 'dossiers-sim')
  await database.pool.query('update run set inserted = 1, read = 1, feed_id = $2 where id = $1', [simulated.runId, rows[0].id])
  await commit(database, simulated, [dossier({ id: 'b', unit, received: 4 })])
  expect((await read(database, 'dossiers.received_today', { period: '2026-01-03', at: new Date() })).freshness.simulated).toBe(
    false,
  )
  expect((await read(database, 'dossiers.received_today', { period: '2026-01-05', at: new Date() })).freshness.simulated).toBe(
    true,
  )
})

test('a map, a series and a single reading say the same of the same unit and period', async () => {
  const database = await hungYen()
  const { db } = database
  const units = await loadUnitRegistry(db)
  const run = await openRun(database, 'dossiers-sim')
  const communes = units
    .standing('2026-01-11')
    .filter(({ kind }) => kind === 'commune')
    .slice(0, 4)
  const sketches = communes
    .slice(0, 3)
    .flatMap(({ id: unit }, n) =>
      Array.from({ length: 2 + 3 * n }, (_, each) => dossier({ id: `${n}-${each}`, unit, received: 3 + each })),
    )
  await commit(database, run, sketches)
  await figure(database, { asOf: '2026-01-05', amount: 90, unit: String(communes[0]?.key) })
  await figure(database, { asOf: '2026-01-05', amount: 70, unit: String(communes[1]?.key) })
  await database.pool.query('update budget_fact set deleted = true, source_version = 2 where unit_id = $1', [communes[1]?.id])
  await heard(database, new Date('2026-01-05T00:00:00Z'))
  await heard(database, new Date(AT.getTime() - 3_600_000))

  const registry = await loadRegistry()
  for (const [id, change] of [
    ['dossiers.received_today', {}],
    ['dossiers.received_today', { smallest: 5 }],
    ['dossiers.on_time_rate', {}],
    ['budget.revenue', {}],
    ['budget.revenue', { withdrawnFrom: '2026-01-01' }],
  ] as [string, Partial<DefinedIndicator>][]) {
    const indicator: DefinedIndicator = Object.assign(Object.create(registry.indicator(id)), change)
    for (const period of ['2025-12', '2026-01-05', '2026-01-11', '2026-02']) {
      const span = parsePeriod(period, AT)
      const moment = momentOf({}, AT)
      const map = await readByUnit(db, units, indicator, communes, moment, span)
      for (const [place, { id: unit }] of communes.entries()) {
        const { value, state, level, estimate } = await readIndicator(db, units, indicator, unit, moment, span)
        expect(map[place], `${id} ${period}`).toMatchObject({ value, state, level, estimate })
        if (span.to.getTime() - span.from.getTime() > DAY_MS) continue
        const [point] = await readSeries(db, units, indicator, unit, span, 'day', moment)
        // The day under way is provisional beside whole days.
        const alike = state === 'ok' || state === 'zero' ? { value, estimate } : { value, state, estimate }
        expect(point, `${id} ${period}`).toMatchObject(alike)
      }
    }
  }
})

test('as of a day, silence speaks only from what was known by then', async () => {
  const database = await hungYen()
  const unit = (await loadUnitRegistry(database.db)).find('hung-yen').id
  const run = await openRun(database, 'dossiers-sim')
  await commit(database, run, [dossier({ id: 'new', unit, received: 8 })])
  await heard(database, new Date())
  const then = new Date()
  await setTimeout(2)
  await commit(database, run, [dossier({ id: 'old', unit, received: 1 })])
  const units = await loadUnitRegistry(database.db)
  const indicator = (await loadRegistry()).indicator('dossiers.received_today')
  const read = (asOf: Date | null) =>
    readIndicator(database.db, units, indicator, unit, momentOf({ asOf }), parsePeriod('2026-01-05', new Date()))
  expect(await read(null)).toMatchObject({ value: 0, state: 'zero' })
  expect(await read(then)).toMatchObject({ value: null, state: 'missing' })
})

test('a figure its source now calls final was never taken back', async () => {
  const database = await hungYen()
  await figure(database, { asOf: '2026-01-10', amount: 100, final: false })
  await heard(database, AT)
  expect(await read(database, 'budget.revenue')).toMatchObject({ value: 100, state: 'provisional' })
  await database.pool.query('update budget_fact set final = true, source_version = 2')
  expect(await read(database, 'budget.revenue')).toMatchObject({ value: 100, state: 'ok' })
  // What lacks is the plan: nobody took the revenue back.
  expect(await read(database, 'budget.revenue_share')).toMatchObject({ value: null, state: 'missing' })
})

test('what never happened is 0 since records of its kind are told, not unknown until it first happens', async () => {
  const database = await hungYen()
  const unit = (await loadUnitRegistry(database.db)).find('hung-yen').id
  await commit(database, await openRun(database, 'dossiers-sim'), [dossier({ id: 'a', unit, received: 2 })])
  await heard(database, AT)
  expect(await read(database, 'dossiers.supplements_requested', { period: '2026-01-08' })).toMatchObject({
    value: 0,
    state: 'zero',
  })
  expect(await read(database, 'dossiers.supplements_requested', { period: '2025-12' })).toMatchObject({
    value: null,
    state: 'missing',
  })
})

test('every step of a series is whole, whatever day the period begins on', async () => {
  const database = await hungYen()
  const units = await loadUnitRegistry(database.db)
  const unit = units.find('hung-yen').id
  const run = await openRun(database, 'dossiers-sim')
  const days = [2, 20, 40]
  await commit(
    database,
    run,
    days.map((received) => dossier({ id: `d${received}`, unit, received })),
  )
  const at = new Date('2026-06-11T05:00:00Z')
  await heard(database, at)
  const indicator = (await loadRegistry()).indicator('dossiers.received_today')
  const cut = parsePeriod('2026-01-10..2026-02-05', at)
  const series = await readSeries(database.db, units, indicator, unit, cut, 'month', momentOf({}, at))
  expect(series.map(({ value }) => value)).toEqual([2, 1])
})

test('a date that was mistyped and set right leaves no years of silence behind', async () => {
  const database = await hungYen()
  const unit = (await loadUnitRegistry(database.db)).find('hung-yen').id
  const run = await openRun(database, 'dossiers-sim')
  await commit(database, run, [dossier({ id: 'b', unit, received: 3 }), dossier({ id: 'a', unit, received: 2 - 3_653 })])
  await commit(database, run, [dossier({ id: 'a', unit, received: 2, version: 2 })])
  await heard(database, AT)
  expect(await read(database, 'dossiers.received_today', { period: '2018' })).toMatchObject({ value: null, state: 'missing' })
})

test('an older figure taken back says nothing of the one that lacks', async () => {
  const database = await hungYen()
  await figure(database, { asOf: '2026-01-10', amount: 100 })
  await figure(database, { asOf: '2026-01-09', amount: 90 })
  await database.pool.query("update budget_fact set deleted = true, source_version = 2 where as_of = '2026-01-09'")
  await heard(database, AT)
  expect(await read(database, 'budget.revenue_share')).toMatchObject({ value: null, state: 'missing' })
})

test('the year before has as many days, and a day under way has none to be compared with', async () => {
  const database = await hungYen()
  const unit = (await loadUnitRegistry(database.db)).find('hung-yen').id
  const day = (text: string) => Math.round((Date.parse(text) - Date.parse('2026-01-01')) / DAY_MS)
  const days = ['2023-01-01', '2024-02-28', '2024-02-29', '2025-01-11', '2025-02-28']
  const run = await openRun(database, 'dossiers-sim')
  await commit(
    database,
    run,
    days.map((text) => dossier({ id: text, unit, received: day(text) })),
  )
  await heard(database, AT)
  expect(await read(database, 'dossiers.received_today', { period: '2025-02-28' })).toMatchObject({ before: 1 })
  expect(await read(database, 'dossiers.received_today', { period: 'today' })).toMatchObject({ before: null })
})

test('what is told by the month is asked by the month, and what is told by the day has no hours', async () => {
  const database = await hungYen()
  const units = await loadUnitRegistry(database.db)
  const ask = (indicator: string, period: string) => openQuestion(database.db, units, { indicator, unit: 'hung-yen', period }, AT)
  for (const period of ['2026-01-01', '2025-12-02..2026-01-10'])
    await expect(ask('dossiers.days_taken', period)).rejects.toThrow('Ask for whole months')
  for (const period of ['2025-12', '2025-12-01..2026-01-11', 'month', '2025']) await ask('dossiers.days_taken', period)
  const { indicator } = await ask('dossiers.received', '2026-01')
  expect(() => assertStep(indicator, 'hour')).toThrow('told by the day')
  assertStep(indicator, 'day')
})

test('a running total speaks of its year up to its own day, whatever part of the year or more than a year was asked for', async () => {
  const database = await hungYen()
  const at = new Date('2025-12-20T03:00:00Z')
  await figure(database, { asOf: '2024-12-31', amount: 180, unit: 'hung-yen-cu' })
  await figure(database, { asOf: '2025-09-30', amount: 150 })
  await heard(database, at)
  for (const period of ['2025-Q3', '2025', '2024-01-01..2025-09-30']) {
    const { value, span } = await read(database, 'budget.revenue', { period, at })
    expect([period, value, span.from.toISOString(), span.to.toISOString()]).toEqual([
      period,
      150,
      '2024-12-31T17:00:00.000Z',
      '2025-09-30T17:00:00.000Z',
    ])
  }
})

test('of reports that only some have sent the sum is provisional, until as much time again has passed', async () => {
  const database = await hungYen()
  for (const unit of ['phuong-pho-hien', 'xa-tan-hung', 'phuong-hong-chau'])
    await figure(database, { asOf: '2026-09-30', amount: 100, unit })
  await figure(database, { asOf: '2026-10-31', amount: 110, unit: 'phuong-pho-hien' })
  const ask = async (at: string) => {
    await heard(database, new Date(at))
    return read(database, 'budget.revenue', { period: '2026-10', at: new Date(at) })
  }
  expect(await ask('2026-11-01T03:00:00Z')).toMatchObject({ value: 110, state: 'provisional' })
  expect(await ask('2026-12-02T03:00:00Z')).toMatchObject({ value: 110, state: 'ok' })
  for (const unit of ['xa-tan-hung', 'phuong-hong-chau']) await figure(database, { asOf: '2026-10-31', amount: 100, unit })
  expect(await ask('2026-11-01T03:01:00Z')).toMatchObject({ value: 310, state: 'ok' })

  const units = await loadUnitRegistry(database.db)
  const at = new Date('2026-11-01T03:00:00Z')
  const indicator = (await loadRegistry()).indicator('budget.revenue')
  const points = await readSeries(
    database.db,
    units,
    indicator,
    units.find('hung-yen').id,
    parsePeriod('2026-09-01..2026-10-31', at),
    'month',
    momentOf({}, at),
  )
  expect(points.map(({ value, state }) => [value, state])).toEqual([
    [300, 'ok'],
    [310, 'ok'],
  ])
})

test('a period that goes on after an indicator was given up counts what was before, and says up to when', async () => {
  const database = await hungYen()
  const unit = (await loadUnitRegistry(database.db)).find('hung-yen').id
  const run = await openRun(database, 'dossiers-sim')
  // In June, on 12 September and on 22 December 2025.
  await commit(
    database,
    run,
    [-200, -111, -10].map((received, n) => dossier({ id: `d${n}`, unit, received })),
  )
  await heard(database, AT)
  const given = { period: '2025-09-01..2025-12-31', change: { withdrawnFrom: '2025-10-01' } }
  const reading = await read(database, 'dossiers.received_today', given)
  expect([reading.value, reading.span.to.toISOString()]).toEqual([1, '2025-09-30T17:00:00.000Z'])
  expect(await read(database, 'dossiers.received_today', { ...given, period: '2025-11' })).toMatchObject({ state: 'withdrawn' })
})

test('a series of units says of each what a series of it alone says: zero, missing and withdrawn too', async () => {
  const database = await hungYen()
  const at = new Date('2026-04-11T05:00:00Z')
  await figure(database, { asOf: '2026-01-31', amount: 100 })
  await figure(database, { asOf: '2026-02-28', amount: 200 })
  await heard(database, at)
  await database.pool.query("update budget_fact set deleted = true, source_version = 2 where as_of = '2026-02-28'")
  const units = await loadUnitRegistry(database.db)
  const indicator = (await loadRegistry()).indicator('budget.revenue')
  const unit = units.find('hung-yen')
  const span = parsePeriod('2026-01-01..2026-03-31', at)
  const alone = await readSeries(database.db, units, indicator, unit.id, span, 'month', momentOf({}, at))
  const [among] = await readUnitSeries(database.db, units, indicator, [unit], momentOf({}, at), span, 'month')
  expect(alone.map(({ state }) => state)).toEqual(['ok', 'withdrawn', 'missing'])
  expect(among?.points).toEqual(alone)
})
