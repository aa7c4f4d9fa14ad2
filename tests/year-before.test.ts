import {
  type Database,
  loadRegistry,
  loadUnitRegistry,
  momentOf,
  parsePeriod,
  proofRows,
  proveReading,
  readIndicator,
  readSeries,
} from '@ioc/sql'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hungYen } from './support/database.ts'
import { commit, dossier, openRun } from './support/dossiers.ts'
import { figure, heard } from './support/sources.ts'

const AT = new Date('2026-11-20T12:00:00+07:00')
const DAY_MS = 86_400_000
/** As dossier() counts them: from 1 January 2026. */
const dayNumber = (day: string) => Math.round((Date.parse(day) - Date.parse('2026-01-01')) / DAY_MS)

async function world() {
  const database = await hungYen()
  const { indicator } = await loadRegistry()
  const units = await loadUnitRegistry(database.db)
  const moment = momentOf({}, AT)
  const idOf = (unit: string) => units.find(unit).id
  const read = (id: string, period?: string, unit = 'hung-yen') =>
    readIndicator(
      database.db,
      units,
      indicator(id),
      idOf(unit),
      moment,
      period === undefined ? undefined : parsePeriod(period, AT),
    )
  const prove = (id: string, period?: string, unit = 'hung-yen') =>
    proveReading(
      database.db,
      units,
      indicator(id),
      idOf(unit),
      moment,
      period === undefined ? undefined : parsePeriod(period, AT),
    )
  return { database, units, indicator, moment, idOf, read, prove }
}

/** So many dossiers on time and late, finished on a day and received a week before. */
async function finished(database: Database, unit: number, day: string, onTime: number, late: number) {
  const run = await openRun(database, 'dossiers-sim')
  const on = dayNumber(day)
  const one = (late: boolean) => (_: unknown, n: number) =>
    dossier({ id: `${day} ${late} ${n}`, unit, received: on - 7, due: late ? on - 1 : on, finished: on })
  await commit(database, run, [...Array.from({ length: onTime }, one(false)), ...Array.from({ length: late }, one(true))])
}

test('a share is set against the same days of last year in percentage points, and both years add up from their rows', async () => {
  const { database, idOf, read, prove } = await world()
  const commune = idOf('phuong-pho-hien')
  await finished(database, commune, '2024-12-02', 1, 0)
  await finished(database, commune, '2025-11-03', 6, 4)
  // Later than the same days reach.
  await finished(database, commune, '2025-11-25', 0, 10)
  await finished(database, commune, '2026-11-09', 9, 1)
  expect(await read('dossiers.on_time_change')).toMatchObject({ value: 30, before: null })
  const proof = await prove('dossiers.on_time_change')
  expect(proof).toMatchObject({ agrees: true, value: 30, rows: 9 + 10 + 6 + 10 })
  // Beside each sum of those that came to a result, that of those stopped, refused or withdrawn: here nobody told of any.
  const lastYear = '2025-11-20T17:00:00.000Z'
  expect(proof.terms.map(({ sum, yearBefore }) => [sum, yearBefore?.to.toISOString()])).toEqual([
    [9, undefined],
    [null, undefined],
    [10, undefined],
    [null, undefined],
    [6, lastYear],
    [null, lastYear],
    [10, lastYear],
    [null, lastYear],
  ])
})

test('beside a year of which only the end was told nobody can tell', async () => {
  const { database, idOf, read, prove } = await world()
  await finished(database, idOf('phuong-pho-hien'), '2025-11-15', 6, 4)
  await finished(database, idOf('phuong-pho-hien'), '2026-11-09', 9, 1)
  expect(await read('dossiers.on_time_change')).toMatchObject({ value: null, state: 'missing', isUnknowable: true })
  expect(await prove('dossiers.on_time_change')).toMatchObject({ agrees: true, value: null })
})

test('a running total is set against the one of the same day last year, however much was told since', async () => {
  const { database, units, moment, indicator, idOf, read, prove } = await world()
  for (const [asOf, amount] of [
    ['2025-10-31', 800],
    ['2025-11-15', 900],
    ['2025-11-19', 950],
    ['2026-11-16', 990],
  ] as const)
    await figure(database, { asOf, amount })
  expect(await read('budget.revenue_growth')).toMatchObject({ value: 110 })
  const proof = await prove('budget.revenue_growth')
  expect(proof).toMatchObject({ agrees: true, value: 110, rows: 2 })
  expect(proof.terms.map(({ sum }) => sum)).toEqual([990, 900])

  const query = { roots: [idOf('hung-yen')], span: proof.reading.asked, ...moment, unit: idOf('hung-yen'), limit: 9, offset: 0 }
  const { terms } = indicator('budget.revenue_growth').compiled
  const [row, ...more] = await proofRows(database.db, units, terms, 1, query)
  expect(row).toMatchObject({ externalId: expect.stringContaining('2025-11-15'), value: 900 })
  expect(more).toEqual([])
})

test('a running total of another week of last year is no neighbour', async () => {
  const { database, read, prove } = await world()
  await figure(database, { asOf: '2025-10-31', amount: 800 })
  await figure(database, { asOf: '2026-11-16', amount: 990 })
  expect(await read('budget.revenue_growth')).toMatchObject({ value: null, state: 'missing' })
  expect(await prove('budget.revenue_growth')).toMatchObject({ agrees: true, value: null })
})

test('nor is it set beside a running total as growth: three quarters of last year are not what eleven months came to', async () => {
  const { database, read } = await world()
  await figure(database, { asOf: '2025-09-30', amount: 800 })
  await figure(database, { asOf: '2026-11-16', amount: 990 })
  expect(await read('budget.revenue')).toMatchObject({ value: 990, before: null })
  await figure(database, { asOf: '2025-11-14', amount: 900 })
  expect(await read('budget.revenue')).toMatchObject({ value: 990, before: 900 })
})

test('the year before of a province born of a merger is that of the provinces it was born of', async () => {
  const { database, read, prove } = await world()
  await figure(database, { asOf: '2025-05-31', amount: 300, unit: 'hung-yen-cu' })
  await figure(database, { asOf: '2025-05-31', amount: 200, unit: 'thai-binh-cu' })
  await figure(database, { asOf: '2026-05-31', amount: 600 })
  expect(await read('budget.revenue_growth', '2026-01-01..2026-05-31')).toMatchObject({ value: 120 })
  expect(await prove('budget.revenue_growth', '2026-01-01..2026-05-31')).toMatchObject({ agrees: true, rows: 3 })
})

test('month by month each stands beside its own month of the year before, and 29 February beside the 28th', async () => {
  const { database, units, moment, indicator, idOf } = await world()
  for (const [asOf, amount] of [
    ['2027-01-31', 100],
    ['2027-02-28', 200],
    ['2028-01-31', 110],
    ['2028-02-29', 250],
  ] as const)
    await figure(database, { asOf, amount })
  const at = new Date('2028-03-01T12:00:00+07:00')
  const series = (step: 'day' | 'month', period: string) =>
    readSeries(database.db, units, indicator('budget.revenue_growth'), idOf('hung-yen'), parsePeriod(period, at), step, {
      ...moment,
      at,
    })
  expect((await series('month', '2028-01-01..2028-02-29')).map(({ value }) => value)).toEqual([110, 125])
  expect((await series('day', '2028-02-28..2028-02-29')).map(({ value }) => value)).toEqual([null, 125])
})

test('whatever was told, growth is this year’s figure in hundredths of last year’s, and its rows say so', async () => {
  const { database, read, prove, idOf } = await world()
  const run = await openRun(database, 'dossiers-sim')
  const communes = ['phuong-pho-hien', 'xa-tan-hung'].map(idOf)
  const days = fc.sample(fc.integer({ min: dayNumber('2024-01-01'), max: dayNumber('2026-11-19') }), { numRuns: 400, seed: 7 })
  await commit(
    database,
    run,
    [dayNumber('2023-12-31'), ...days].map((received, n) => dossier({ id: `d${n}`, unit: communes[n % 2] as number, received })),
  )
  const span = fc
    .tuple(fc.integer({ min: dayNumber('2025-03-01'), max: dayNumber('2026-11-19') }), fc.integer({ min: 0, max: 400 }))
    .map(([from, more]) => ({ from, to: Math.min(from + more, dayNumber('2026-11-19')) }))
  const dateOf = (day: number) => new Date(Date.parse('2026-01-01') + day * DAY_MS).toISOString().slice(0, 10)
  await fc.assert(
    fc.asyncProperty(span, fc.constantFrom('hung-yen', 'phuong-pho-hien'), async ({ from, to }, unit) => {
      const period = `${dateOf(from)}..${dateOf(to)}`
      const yearBack = `${dateOf(from - 365)}..${dateOf(to - 365)}`
      const [now, before] = [
        await read('dossiers.received_today', period, unit),
        await read('dossiers.received_today', yearBack, unit),
      ].map(({ value }) => value ?? 0) as [number, number]
      const growth = await read('dossiers.received_growth', period, unit)
      expect(growth.value).toBe(before === 0 ? null : (100 * now) / before)
      const proof = await prove('dossiers.received_growth', period, unit)
      expect(proof.agrees).toBe(true)
      expect(proof.terms.map(({ sum }) => sum ?? 0)).toEqual([now, before])
    }),
    { numRuns: 25, seed: 11 },
  )
})

test('a share of the year’s plan is judged by how much of the year has gone by', async () => {
  const { database, read } = await world()
  await figure(database, { asOf: '2026-12-31', amount: 1_000, scope: 'estimate' })
  await figure(database, { asOf: '2026-11-19', amount: 870 })
  await heard(database, AT)
  // 323 of 365 days are 88.5 %.
  expect(await read('budget.revenue_share')).toMatchObject({ value: 87, level: 'watch' })
  await figure(database, { asOf: '2026-11-20', amount: 780 })
  expect(await read('budget.revenue_share')).toMatchObject({ value: 78, level: 'critical' })
})

test('where this year has no figure yet, the year before is set beside nothing, and the proof says so too', async () => {
  const { database, units, indicator, moment, idOf, prove } = await world()
  await figure(database, { asOf: '2025-11-10', amount: 80 })
  await heard(database, AT)
  const proof = await prove('budget.revenue_growth', '2026')
  expect(proof).toMatchObject({ agrees: true, value: null, rows: 0, reading: { value: null } })
  const { terms } = indicator('budget.revenue_growth').compiled
  const place = terms.findIndex(({ yearBefore }) => yearBefore)
  const unit = idOf('hung-yen')
  const query = { roots: [unit], span: parsePeriod('2026', AT), ...moment, unit, limit: 10, offset: 0 }
  expect(await proofRows(database.db, units, terms, place, query)).toEqual([])
})
