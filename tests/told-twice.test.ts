import { type Database, loadUnitRegistry, openQuestion, partsOf, proveReading, readByUnit, readIndicator } from '@ioc/sql'
import { expect, test } from 'vitest'
import { hungYen } from './support/database.ts'
import { takeFiles } from './support/files.ts'
import { figure } from './support/sources.ts'

// Several sources tell the same figure: one of them counts, the one the measure trusts most.

const AT = new Date('2026-11-26T03:00:00Z')

async function revenue(database: Database, over: { period?: string; geo?: string; unit?: string } = {}) {
  const units = await loadUnitRegistry(database.db)
  const asked = { indicator: 'budget.revenue', unit: 'hung-yen', period: '2026', ...over }
  const { indicator, unit, moment, span } = await openQuestion(database.db, units, asked, AT)
  const proof = await proveReading(database.db, units, indicator, unit.id, moment, span)
  expect(proof.agrees).toBe(true)
  return { value: proof.reading.value, rows: proof.rows, sources: proof.terms[0]?.groups.map(({ dims }) => dims.source) }
}

test('of one day’s figure the most trusted stands, whoever told it first, and its proof has that row alone', async () => {
  const database = await hungYen()
  await figure(database, { asOf: '2026-11-20', amount: 70, source: 'ministry' })
  expect((await revenue(database)).value).toBe(70)
  await figure(database, { asOf: '2026-11-20', amount: 73, source: 'treasury' })
  await figure(database, { asOf: '2026-11-20', amount: 72, source: 'disclosure' })
  expect(await revenue(database)).toEqual({ value: 73, rows: 1, sources: ['treasury'] })
})

test('a newer figure stands before an older one of a source trusted more', async () => {
  const database = await hungYen()
  await figure(database, { asOf: '2026-10-31', amount: 60, source: 'treasury' })
  await figure(database, { asOf: '2026-11-20', amount: 70, source: 'ministry' })
  expect((await revenue(database)).value).toBe(70)
})

test('what only the less trusted tells still counts: another unit’s figure is another figure', async () => {
  const database = await hungYen()
  await figure(database, { asOf: '2024-12-31', amount: 40, unit: 'hung-yen-cu', source: 'treasury' })
  await figure(database, { asOf: '2024-12-31', amount: 41, unit: 'hung-yen-cu', source: 'ministry' })
  await figure(database, { asOf: '2024-12-31', amount: 30, unit: 'thai-binh-cu', source: 'ministry' })
  expect(await revenue(database, { period: '2024' })).toMatchObject({ value: 70, rows: 2 })
})

test('a split of running totals gives the newest of each value, once', async () => {
  const database = await hungYen()
  await figure(database, { asOf: '2026-10-31', amount: 60 })
  await figure(database, { asOf: '2026-11-20', amount: 70 })
  await database.pool.query("update budget_fact set item = 'revenue/tax/fdi'")
  const units = await loadUnitRegistry(database.db)
  const asked = { indicator: 'budget.tax_actual', unit: 'hung-yen', period: '2026' }
  const { indicator, unit, moment, span } = await openQuestion(database.db, units, asked, AT)
  const whole = await readIndicator(database.db, units, indicator, unit.id, moment, span)
  const { told } = await partsOf(database.db, units, whole, 'tax', unit.id, moment)
  expect(told).toMatchObject([{ key: 'fdi', value: 70, newest: new Date('2026-11-19T17:00:00Z') }])
})

test('an article of the archive that its outlet told already is not another article', async () => {
  const database = await hungYen()
  const item = (path: string) =>
    `<item><title>Mở cầu ${path}</title><link>http://bao.example/${path}.html</link><pubDate>Wed, 25 Nov 2026 08:00:00 +0700</pubDate></item>`
  const rss = `<rss version="2.0"><channel><title>Báo</title>${item('a')}</channel></rss>`
  const archived = (path: string) => ({
    maBai: `http://bao.example/${path}.html`,
    duongDan: `http://bao.example/${path}.html`,
    tenBao: 'Báo',
    tieuDe: `Mở cầu ${path}`,
    dangLuc: '2026-11-25T08:00:00.000',
  })
  expect(await takeFiles(database, 'press-sim', { 'bao.rss': rss })).toMatchObject({ inserted: 1 })
  const told = await takeFiles(database, 'press-archive-sim', {
    'luu-tru.json': JSON.stringify({ duLieu: [archived('a'), archived('b')] }),
  })
  expect(told).toMatchObject({ read: 2, inserted: 1, unchanged: 1, held: 0 })
})

test('the share of a split unit that no successor has told stands on either map, and the maps agree', async () => {
  const database = await hungYen()
  const units = await loadUnitRegistry(database.db)
  await figure(database, { asOf: '2025-06-20', amount: 100, unit: 'xa-ngoc-thanh-12322' })
  await figure(database, { asOf: '2025-09-20', amount: 30, unit: 'phuong-son-nam' })
  const asked = { indicator: 'budget.revenue', unit: 'hung-yen', period: '2025' }
  for (const geo of ['2025-06-30', '2025-12-31']) {
    const { indicator, moment, span } = await openQuestion(database.db, units, { ...asked, geo }, AT)
    const communes = units.standing(geo).filter(({ kind }) => kind === 'commune')
    const rows = await readByUnit(database.db, units, indicator, communes, moment, span)
    expect(rows.reduce((sum, { value }) => sum + (value ?? 0), 0)).toBeCloseTo(80, 9)
    expect((await revenue(database, { period: '2025', geo })).value).toBeCloseTo(80, 9)
  }
  expect((await revenue(database, { period: '2025', geo: '2025-06-30', unit: 'hung-yen-cu' })).value).toBeCloseTo(80, 9)
})

test('on a map on which a province does not stand, what was told of it lies in its parts and is listed once', async () => {
  const database = await hungYen()
  const units = await loadUnitRegistry(database.db)
  await figure(database, { asOf: '2025-09-20', amount: 90 })
  const asked = { indicator: 'budget.revenue', unit: 'hung-yen', period: '2025', geo: '2025-06-30' }
  const { indicator, unit, moment, span } = await openQuestion(database.db, units, asked, AT)
  const rows = await readByUnit(database.db, units, indicator, units.children(unit.id, moment.geo), moment, span, unit)
  expect(rows.reduce((sum, { value }) => sum + (value ?? 0), 0)).toBeCloseTo(90, 6)
})
