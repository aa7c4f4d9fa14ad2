import {
  arrivalProfile,
  type DefinedIndicator,
  loadRegistry,
  loadUnitRegistry,
  momentOf,
  parsePeriod,
  type Reading,
  readIndicator,
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
  expect(await arrivalProfile(database.db, measure)).toBeNull()
  // Nine in ten come on the day, the rest four days after.
  await commit(database, followed, told(5, 20))
  await commit(
    database,
    followed,
    told(0, 60).map((draft) => ({ ...draft, external_id: `x${draft.external_id}`, channel: 'post' })),
  )
  const late = (await arrivalProfile(database.db, measure)) as number
  expect(late).toBeGreaterThan(3.9 * 86_400)
  expect(late).toBeLessThan(5.1 * 86_400)

  const day = (days: number) => new Date(now.getTime() + 7 * 3_600_000 - days * DAY_MS).toISOString().slice(0, 10)
  expect(await read(database, 'dossiers.received_today', { period: day(2), at: now })).toMatchObject({ state: 'provisional' })
  await commit(database, followed, told(30, 1))
  expect(await read(database, 'dossiers.received_today', { period: day(9), at: now })).toMatchObject({ state: 'zero' })
})

test('silence says nothing against a period that was over when the source last spoke', async () => {
  const database = await hungYen()
  await heard(database, new Date('2025-11-01T00:00:00Z'))
  await heard(database, new Date(AT.getTime() - DAY_MS))
  expect(await read(database, 'dossiers.received_today')).toMatchObject({ state: 'stale' })
  expect(await read(database, 'dossiers.received_today', { period: '2025-12' })).toMatchObject({ state: 'zero' })
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
