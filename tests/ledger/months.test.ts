import { setTimeout as pause } from 'node:timers/promises'
import {
  type Database,
  loadUnitRegistry,
  momentOf,
  openQuestion,
  readByUnit,
  readIndicator,
  readParts,
  readUnitSeries,
  sumMonths,
  type UnitRegistry,
  verify,
} from '@ioc/sql'
import { migrate } from '@ioc/sql/migrate'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { cloneOf, hungYen } from '../support/database.ts'
import { commit, type DossierSketch, dossier, openRun } from '../support/dossiers.ts'
import { TEMPLATE } from '../support/global-setup.ts'

// What the days of a month come to is kept beside them. Whoever asks over months never sees which of the two was read.

const NOW = new Date('2027-01-20T03:00:00Z')
const UNITS = ['phuong-lam-son-11950', 'xa-ngoc-thanh-12322', 'phuong-son-nam', 'so-tu-phap', 'hung-yen']
const MAPS = ['2025-06-30', '2027-01-20']
const INDICATORS = ['dossiers.received', 'dossiers.on_time_rate', 'dossiers.overdue']
const PERIODS = ['2026-01-10..2026-05-20', '2026-01-01..2026-12-31', '2026', '2027-01-01..2027-01-20']

const row: fc.Arbitrary<DossierSketch> = fc.record({
  id: fc.integer({ min: 0, max: 12 }).map((n) => `d${n}`),
  version: fc.integer({ min: 1, max: 6 }),
  unit: fc.nat(UNITS.length - 1),
  received: fc.integer({ min: 0, max: 390 }),
  finished: fc.option(fc.integer({ min: 30, max: 395 }), { nil: null }),
  field: fc.constantFrom('Đất đai', 'Hộ tịch'),
  deleted: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
})
const step = fc.oneof(
  { weight: 4, arbitrary: fc.array(row, { minLength: 1, maxLength: 8 }) },
  { weight: 3, arbitrary: fc.constant('months are added up' as const) },
)

test('whatever is written, corrected, moved and taken back between: a year by its months says what its days say', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), async (steps) => {
      const { database, drop } = await cloneOf(TEMPLATE)
      try {
        const run = await openRun(database, 'feed')
        const units = await loadUnitRegistry(database.db)
        for (const each of steps) {
          if (typeof each === 'string') await sumMonths(database.db, { at: NOW, quietMs: 0 })
          else {
            const drafts = each.map((sketch) =>
              dossier({ ...sketch, unit: units.find(UNITS[sketch.unit as number] as string).id }),
            )
            await commit(database, run, drafts)
          }
        }
        await expectAlike(database, units)
        expect((await verify(database.db)).differences).toEqual([])
      } finally {
        await drop()
      }
    }),
    { numRuns: Number(process.env.HISTORIES ?? 8), endOnFailure: true },
  )
}, 300_000)

/** Every answer is the same once all months have to be read by their days. */
async function expectAlike(database: Database, units: UnitRegistry): Promise<void> {
  const asFound = await show(database, units)
  const client = await database.pool.connect()
  let kept: { rows: unknown[] }
  try {
    kept = await client.query('select * from month_changed')
    await client.query(
      `insert into month_changed select distinct measure_id, unit_id, month, timestamptz '2000-01-01' from month_total on conflict do nothing`,
    )
    const byDays = await show(database, units)
    await client.query("delete from month_changed where changed_at = '2000-01-01'")
    expect(asFound).toEqual(byDays)
    expect((await client.query('select * from month_changed')).rows).toEqual(kept.rows)
  } finally {
    client.release()
  }
}

async function show(database: Database, units: UnitRegistry): Promise<Record<string, unknown>> {
  const { db } = database
  const shown: Record<string, unknown> = {}
  for (const geo of MAPS) {
    for (const id of INDICATORS) {
      for (const period of id === 'dossiers.overdue' ? ['now'] : PERIODS) {
        const { indicator, unit, span } = await openQuestion(db, units, { indicator: id, unit: 'hung-yen', period }, NOW)
        const moment = { ...momentOf({ asOf: null, geo }), at: NOW }
        const of = `${id} ${period} ${geo}`
        const { value, estimate, state } = await readIndicator(db, units, indicator, unit.id, moment, span)
        shown[of] = { value, estimate, state }
        if (period === 'now') continue
        const below = units.standing(geo).filter(({ key }) => /son|ngoc-thanh|so-tu-phap/.test(key))
        const each = await readByUnit(db, units, indicator, below, moment, span)
        shown[`${of} by unit`] = each.map(({ value, estimate }) => [value, estimate])
        const { parts } = await readParts(db, units, indicator, unit.id, moment, 'field', span)
        shown[`${of} by field`] = parts.map(({ key, value }) => [key, value])
        if (!span) continue
        for (const step of period === PERIODS[0] ? (['day', 'month'] as const) : (['month', 'year'] as const)) {
          const series = await readUnitSeries(db, units, indicator, below, moment, span, step)
          shown[`${of} by ${step}`] = series.map(({ points }) => points.map(({ value, estimate }) => [value, estimate]))
        }
      }
    }
  }
  return shown
}

async function toldOnce() {
  const database = await hungYen()
  const units = await loadUnitRegistry(database.db)
  const unit = units.find('phuong-son-nam').id
  const run = await openRun(database, 'feed')
  await commit(
    database,
    run,
    Array.from({ length: 20 }, (_, n) => dossier({ id: `d${n}`, unit, received: n * 3, finished: n * 3 + 4 })),
  )
  const received = async () => {
    const question = { indicator: 'dossiers.received', unit: 'phuong-son-nam', period: '2026' }
    const { indicator, span } = await openQuestion(database.db, units, question, NOW)
    if (!span) throw new Error('a year is a span')
    const { value } = await readIndicator(
      database.db,
      units,
      indicator,
      unit,
      { ...momentOf({ asOf: null, geo: '2027-01-20' }), at: NOW },
      span,
    )
    return value
  }
  return { database, unit, received }
}

const INSERT = `
  insert into dossier_fact (feed_id, external_id, source_version, unit_id, run_id, page_id, place, field, channel, status, submitted_at, received_at, supplement_count)
  select feed_id, 'late', 1, unit_id, run_id, page_id, place, field, channel, status, submitted_at, received_at, 0
  from dossier_fact where external_id = 'd0'`

test('who writes while months are added up is counted, whichever of the two is ready first', async () => {
  const { database, received } = await toldOnce()
  const [writer, adder] = [await database.pool.connect(), await database.pool.connect()]
  onTestFinished(() => {
    writer.release(true)
    adder.release(true)
  })
  // Begun before, committed after: its month is left for the next time.
  await writer.query('begin')
  await writer.query(INSERT)
  expect(await sumMonths(database.db, { at: NOW, quietMs: 0 })).toBeGreaterThan(0)
  expect(await received()).toBe(20)
  await writer.query('commit')
  expect(await received()).toBe(21)
  await sumMonths(database.db, { at: NOW, quietMs: 0 })
  expect(await received()).toBe(21)

  // Begun while months are being added up, whose marks it waits for.
  await database.pool.query("delete from dossier_fact where external_id = 'late'")
  await adder.query('begin')
  await adder.query('delete from month_changed')
  const write = writer.query(INSERT)
  await pause(200)
  await adder.query('rollback')
  await write
  expect(await received()).toBe(21)
  await sumMonths(database.db, { at: NOW, quietMs: 0 })
  expect(await received()).toBe(21)
  expect((await verify(database.db)).differences).toEqual([])
})

test('two processes that add up at once add up every month once', async () => {
  const { database, received } = await toldOnce()
  const { rows } = await database.pool.query("select count(*) as months from month_changed where month < '2027-01-01'")
  const summed = await Promise.all([1, 2, 3].map(() => sumMonths(database.db, { at: NOW, quietMs: 0 })))
  expect(summed.reduce((sum, each) => sum + each)).toBe(rows[0].months)
  expect(await received()).toBe(20)
  expect((await verify(database.db)).differences).toEqual([])
})

test('a month under way, and one that was told of a moment ago, is read by its days', async () => {
  const { database } = await toldOnce()
  const summed = async () => (await database.pool.query('select distinct month from month_total order by 1')).rows.length
  await sumMonths(database.db, { at: new Date('2026-01-20T00:00:00Z'), quietMs: 0 })
  expect(await summed()).toBe(0)
  await sumMonths(database.db)
  expect(await summed()).toBe(0)
  await sumMonths(database.db, { at: new Date('2026-02-20T00:00:00Z'), quietMs: 0 })
  expect(await summed()).toBe(1)
})

test('a measure that comes to add up over time has months that are read by their days until they are added up', async () => {
  const { database, received } = await toldOnce()
  await sumMonths(database.db, { at: NOW, quietMs: 0 })
  // As if it had been the newest figure of a month until today's version.
  await database.pool.query("update measure set time = 'last' where code = 'dossiers.received'")
  await database.pool.query('delete from month_total')
  await database.pool.query('delete from day_total')
  await migrate(database)
  expect(await received()).toBe(20)
  await sumMonths(database.db, { at: NOW, quietMs: 0 })
  expect(await received()).toBe(20)
})

test('where indicators come to pick by another dimension, each total of a day is read until days are added up by it', async () => {
  const { database, unit } = await toldOnce()
  const units = await loadUnitRegistry(database.db)
  const rate = async () => {
    const question = { indicator: 'dossiers.on_time_rate', unit: 'phuong-son-nam', period: '2026-01-05..2026-01-24' }
    const { indicator, span } = await openQuestion(database.db, units, question, NOW)
    const moment = { ...momentOf({ asOf: null, geo: '2027-01-20' }), at: NOW }
    return (await readIndicator(database.db, units, indicator, unit, moment, span)).value
  }
  const byTotals = await rate()
  expect(byTotals).not.toBeNull()
  // As if nobody had asked by outcome until today's version.
  await database.pool.query("update measure set picked = '{}'")
  await sumMonths(database.db, { at: NOW, quietMs: 0 })
  expect(await rate()).toBe(byTotals)
  await migrate(database)
  expect(await rate()).toBe(byTotals)
  await sumMonths(database.db, { at: NOW, quietMs: 0 })
  expect((await database.pool.query('select from month_changed')).rows).toEqual([])
  expect(await rate()).toBe(byTotals)
  expect((await verify(database.db)).differences).toEqual([])
})

test('a month that is not what its days come to is found, and which', async () => {
  const { database } = await toldOnce()
  await sumMonths(database.db, { at: NOW, quietMs: 0 })
  await database.pool.query(
    "update month_total set value = value + 1 where measure_id = (select id from measure where code = 'dossiers.received') and month = '2026-01-31 17:00Z'",
  )
  const { differences } = await verify(database.db)
  expect(differences).toHaveLength(1)
  expect(differences[0]?.where).toContain('month of dossiers.received, unit phuong-son-nam')
})

test('a day that is not what its parts come to is found, and which', async () => {
  const { database } = await toldOnce()
  await sumMonths(database.db, { at: NOW, quietMs: 0 })
  await database.pool.query(
    "update day_total set facts = facts + 1 where measure_id = (select id from measure where code = 'dossiers.received') and bucket = '2026-01-03 17:00Z'",
  )
  const { differences } = await verify(database.db)
  expect(differences).toHaveLength(1)
  expect(differences[0]?.where).toContain('day of dossiers.received, unit phuong-son-nam')
})
