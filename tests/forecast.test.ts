import type { ForecastAnswer, IndicatorAnswer, StockAhead, YearAhead } from '@ioc/server/contract'
import { backTestForecasts, loadUnitRegistry, momentOf, registryAsOf } from '@ioc/sql'
import { expect, test } from 'vitest'
import { serve } from './support/app.ts'
import { hungYen } from './support/database.ts'
import { commit, dossier, openRun } from './support/dossiers.ts'
import { takeFiles } from './support/files.ts'
import { figure, heard } from './support/sources.ts'

// Where numbers are going: asked of a province told of dossiers over five years, as of one day of the last.

const PLACES = ['phuong-pho-hien', 'xa-nhu-quynh'] as const
const AS_OF = '2026-11-20'
/** In each past year so many came in after the tenth of November, beside ten on the tenth of every month. */
const LATE = new Map([
  [2022, 0],
  [2023, 12],
  [2024, 6],
  [2025, 20],
])

const dayNumber = (day: string) => (Date.parse(day) - Date.parse('2026-01-01')) / 86_400_000
const tenthsOf = (year: number, months: number) =>
  Array.from({ length: months }, (_, n) => dayNumber(`${year}-${String(n + 1).padStart(2, '0')}-10`))

type Sketch = { received: number; finished: number | null; place?: 0 | 1 }

/** Each dossier as its source had it the day it came in and, once it was done, that day. */
async function told(sketches: Sketch[]) {
  const database = await hungYen()
  const units = await loadUnitRegistry(database.db)
  const run = await openRun(database, 'dossiers-sim')
  const steps = sketches.flatMap(({ place = 0, received, finished }, n) => {
    const known = (day: number, end: number | null) =>
      dossier({ id: `d${n}`, unit: units.find(PLACES[place]).id, received, finished: end, version: instantOf(day) })
    return [known(received, null), ...(finished === null ? [] : [known(finished, finished)])]
  })
  for (const version of [...new Set(steps.map((step) => step.source_version))].toSorted((a, b) => a - b))
    await commit(
      database,
      run,
      steps.filter((step) => step.source_version === version),
      { knownBySource: true },
    )
  await heard(database, new Date())
  // Whoever tells of dossiers has been heard since then.
  await database.pool.query('update run set started_at = $1', ['2026-09-01'])
  return { database, ...(await serve(database)) }
}

const instantOf = (day: number) => Date.parse('2026-01-01T02:00:00Z') + day * 86_400_000

const many = (count: number, received: number) => Array.from({ length: count }, () => ({ received, finished: received + 1 }))

function fiveYears() {
  const past = [...LATE].flatMap(([year, late]) => [
    ...tenthsOf(year, 12).flatMap((day) => many(10, day)),
    ...many(late, dayNumber(`${year}-12-01`)),
  ])
  // One before all, so that the first year is told from its first day.
  return [...many(1, dayNumber('2021-12-20')), ...past, ...tenthsOf(2026, 11).flatMap((day) => many(20, day))]
}

async function ask<T>(url: string, path: string): Promise<T> {
  const answer = await fetch(`${url}${path}`)
  const text = await answer.text()
  expect(answer.status, text).toBe(200)
  return JSON.parse(text)
}

async function yearAhead(url: string, query = '') {
  const { ahead } = await ask<ForecastAnswer>(url, `/api/readings/dossiers.received_today/forecast?asOf=${AS_OF}${query}`)
  return ahead as YearAhead
}

test('a count comes to what its past years came to from the same day on, with how often that held before', async () => {
  const { url } = await told(fiveYears())
  const ahead = await yearAhead(url)
  expect(ahead).toMatchObject({ kind: 'year', year: 2026, last: '2026-11-19', end: '2026-12-31', total: 220, years: 4 })
  // By then 110 of each past year had come in.
  const growth = [...LATE.values()].map((late) => (120 + late) / 110)
  const middle = 220 * growth.reduce((product, each) => product * each, 1) ** (1 / growth.length)
  expect(ahead.prediction?.p50).toBeCloseTo(middle)
  expect(ahead.prediction?.p10).toBeLessThan(middle)
  expect(ahead.prediction?.p90).toBeGreaterThan(middle)
  expect(ahead.retold.map(({ year, came }) => [year, came])).toEqual([...LATE].map(([year, late]) => [year, 120 + late]))
  for (const { p10, p90, came, inside } of ahead.retold) expect(inside).toBe(p10 <= came && came <= p90)
  // No month but January ends before ten have come in; December’s is the outcome itself.
  expect(ahead.atMonthEnds.tested).toBe(44)
  expect(ahead.path.at(-1)).toEqual({ day: '2026-12-31', ...ahead.prediction })
  expect(ahead.steps.at(-1)).toEqual({ day: '2026-11-19', total: 220 })
})

test('what the units right below brought adds up to the whole, and their paces to its pace', async () => {
  const { url } = await told([
    ...fiveYears(),
    ...Array.from({ length: 7 }, () => ({
      received: dayNumber('2026-11-12'),
      finished: dayNumber('2026-11-13'),
      place: 1 as const,
    })),
  ])
  const { total, perDay, units } = await yearAhead(url)
  expect(total).toBe(227)
  expect(units.reduce((sum, { value }) => sum + value, 0)).toBe(227)
  expect(units.reduce((sum, unit) => sum + unit.perDay, 0)).toBeCloseTo(perDay as number)
  expect(units.find(({ key }) => key === PLACES[1])).toMatchObject({ value: 7 })
})

test('a year nobody told of from its beginning is no past year to go by', async () => {
  const late = fiveYears().filter(({ received }) => received >= dayNumber('2024-03-01'))
  const { url } = await told(late)
  const ahead = await yearAhead(url)
  expect(ahead).toMatchObject({ total: 220, prediction: null, years: 1, yearsNeeded: 3, path: [], retold: [] })
  expect(ahead.perDay).not.toBe(null)
})

test('what stands open is set beside how it stood four weeks before, unit by unit', async () => {
  const open = (count: number, place: 0 | 1, received: string, finished: string | null) =>
    Array.from({ length: count }, () => ({
      place,
      received: dayNumber(received),
      finished: finished === null ? null : dayNumber(finished),
    }))
  const { url } = await told([
    ...open(9, 0, '2026-09-01', null),
    ...open(4, 0, '2026-09-01', '2026-11-10'),
    ...open(6, 1, '2026-11-02', null),
  ])
  const { ahead } = await ask<ForecastAnswer>(url, `/api/readings/dossiers.open_now/forecast?asOf=${AS_OF}`)
  const { value, earlier, perDay, units } = ahead as StockAhead
  expect([value, earlier]).toEqual([15, 13])
  // Of the four weeks twenty days were worked.
  expect(perDay).toBeCloseTo(2 / 20)
  expect(units.map(({ key, value, perDay }) => [key, value, perDay])).toEqual(
    expect.arrayContaining([
      [PLACES[0], 9, -4 / 20],
      [PLACES[1], 6, 6 / 20],
    ]),
  )
})

/** A packet of the document exchange to one receiver, who has it in hand. */
const packet = (id: string, day: string, organ: string) => `<GoiTin><CapNhat>${day}T09:00:00.000</CapNhat>
  <GuiLuc>${day}T08:00:00.000</GuiLuc><EdXMLEnvelope xmlns="http://www.go.vn/eDoc"><MessageHeader>
  <From><OrganId>H31.05</OrganId></From><To><OrganId>${organ}</OrganId></To><DocumentType>Công văn</DocumentType>
  <DocumentId>${id}</DocumentId></MessageHeader></EdXMLEnvelope>
  <GiaoNhan><OrganId>${organ}</OrganId><KetQua>done</KetQua><ThoiDiem>${day}T08:01:00.000</ThoiDiem><SoLan>1</SoLan>
  <SoLanLoi>0</SoLanLoi><MaLoi></MaLoi></GiaoNhan></GoiTin>`

test('a unit that has something open and had told nothing then is named too, without a pace, so that the rows add up to the whole', async () => {
  const database = await hungYen()
  await database.pool.query('alter table ledger_batch disable trigger user')
  /** As if it had been told on that day. */
  const take = async (day: string, packets: string[]) => {
    await takeFiles(database, 'documents-sim', {
      'goi-tin.xml': `<DanhSachGoiTin><TongSo>${packets.length}</TongSo>${packets.join('')}</DanhSachGoiTin>`,
    })
    const newest = '(select max(position) from ledger_batch)'
    await database.pool.query(`update ledger_batch set known_at = $1, recorded_at = $1 where position = ${newest}`, [day])
  }
  await take('2026-10-13', [packet('a', '2026-10-12', 'H31.101')])
  await take('2026-11-18', [packet('b', '2026-11-16', 'H31.101'), packet('c', '2026-11-17', 'H31.102')])
  await database.pool.query('update run set started_at = $1', ['2026-09-01'])
  const { url } = await serve(database)
  const { ahead } = await ask<ForecastAnswer>(url, `/api/readings/documents.in_hand/forecast?asOf=${AS_OF}`)
  const { value, earlier, units } = ahead as StockAhead
  expect([value, earlier]).toEqual([3, 1])
  expect(units.map(({ value }) => value).toSorted()).toEqual([1, 2])
  expect(units.find((unit) => unit.value === 1)?.perDay).toBe(null)
  expect(units.find((unit) => unit.value === 2)?.perDay).toBeCloseTo(1 / 20)
})

test('every indicator that says something is foretold of it is answered, and the others refuse with what to do', async () => {
  const { url } = await told(fiveYears())
  const indicators = await ask<IndicatorAnswer[]>(url, '/api/indicators')
  const kinds = new Set(indicators.map(({ forecast }) => forecast))
  expect([...kinds].toSorted()).toEqual(['stock', 'year', null].toSorted())
  for (const { id, forecast } of indicators.filter(({ domain }) => domain === 'budget')) {
    const answer = await fetch(`${url}/api/readings/${id}/forecast`)
    expect(answer.status, id).toBe(forecast ? 200 : 400)
    if (forecast) expect(((await answer.json()) as ForecastAnswer).ahead.kind).toBe(forecast)
    else expect(await answer.text()).toContain('Choose a count, a sum or a running total')
  }
})

test('how well every forecast would have done is told of each that is foretold: every year by the others alone', async () => {
  const { database } = await told(fiveYears())
  const units = await loadUnitRegistry(database.db)
  const { indicators } = await registryAsOf(database.db, null)
  const some = indicators.filter(({ id }) => ['dossiers.received_month', 'dossiers.on_time_rate', 'budget.revenue'].includes(id))
  const moment = momentOf({ asOf: new Date(`${AS_OF}T10:00:00Z`) })
  const tests = await backTestForecasts(database.db, units, some, units.find('hung-yen'), moment)
  // Of a share nothing is foretold.
  expect(tests).toHaveLength(2)
  const received = tests.find(({ indicator }) => indicator.id === 'dossiers.received_month')
  // Four whole years, at eleven ends of months.
  expect(received).toMatchObject({ years: 4, needed: 3, tested: 44 })
  expect(received?.inside).toBeGreaterThan(22)
  expect(tests.find(({ indicator }) => indicator.id === 'budget.revenue')).toMatchObject({ years: 0, tested: 0, inside: 0 })
})

test('a year with no target of a plan is to reach the estimate that a share of it is paced by, and it is said whose that is', async () => {
  const database = await hungYen()
  const first = `${new Date(Date.now() - 86_400_000).getUTCFullYear()}-01-01`
  await figure(database, { asOf: first, amount: 900e12, scope: 'estimate' })
  await figure(database, { asOf: first, amount: 4e12 })
  await heard(database, new Date())
  const { url } = await serve(database)
  const marked = async (indicator: string) => {
    const { ahead } = await ask<ForecastAnswer>(url, `/api/readings/${indicator}/forecast`)
    return ahead as YearAhead
  }
  const revenue = await marked('budget.revenue')
  expect(revenue.target).toBe(null)
  expect(revenue.estimate).toMatchObject({ value: 900e12, indicator: 'budget.revenue_share' })
  expect(revenue.estimate?.title.vi).toBe('Thu so với dự toán HĐND giao')
  // Of the land use levy no share is paced, and nobody told what is to be spent.
  expect((await marked('budget.land')).estimate).toBe(null)
  expect((await marked('budget.expenditure')).estimate).toBe(null)
})
