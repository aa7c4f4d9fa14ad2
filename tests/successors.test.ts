import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Asked, applyProvince, type Database, loadProvince, loadUnitRegistry, openQuestion, proveReading } from '@ioc/sql'
import { expect, onTestFinished, test } from 'vitest'
import { hungYen } from './support/database.ts'
import { figure, heard } from './support/sources.ts'

// Of figures that replace the ones before, a unit that ended keeps its own until one that came after it tells the same thing.

const AT = new Date('2025-12-20T03:00:00Z')

async function value(database: Database, asked: Partial<Asked>) {
  const units = await loadUnitRegistry(database.db)
  const { indicator, unit, moment, span } = await openQuestion(
    database.db,
    units,
    { indicator: 'budget.revenue', unit: 'hung-yen', period: '2025', ...asked },
    AT,
  )
  const proof = await proveReading(database.db, units, indicator, unit.id, moment, span)
  expect(proof.agrees).toBe(true)
  return proof.reading.value
}

test('a merger told of for a later year changes no figure of today', async () => {
  const database = await hungYen()
  await figure(database, { asOf: '2025-06-20', amount: 100, unit: 'phuong-hien-nam-11953' })
  await figure(database, { asOf: '2025-09-20', amount: 30, unit: 'phuong-hong-chau' })
  await heard(database, AT)
  expect(await value(database, {})).toBe(130)
  const house = mkdtempSync(join(tmpdir(), 'ioc-provinces-'))
  onTestFinished(() => rmSync(house, { recursive: true, force: true }))
  cpSync(join(import.meta.dirname, '../sql/provinces'), house, { recursive: true })
  const file = join(house, 'hung-yen/units.csv')
  const ending = (line: string) => line.replace('2025-07-01,', '2025-07-01,2028-01-01')
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^(phuong-pho-hien|phuong-hong-chau),.*/gm, ending))
  appendFileSync(file, 'phuong-hung-yen,11953,commune,Phường Hưng Yên,hung-yen,2028-01-01,,,,,,,\n')
  writeFileSync(
    join(house, 'hung-yen/successions/2028-01-01.csv'),
    'from,to\nphuong-pho-hien,phuong-hung-yen\nphuong-hong-chau,phuong-hung-yen\n',
  )
  await applyProvince(database, loadProvince('hung-yen', house))
  expect(await value(database, {})).toBe(130)
  expect(await value(database, { unit: 'phuong-pho-hien' })).toBe(100)
})

test('what one item of a budget has come to since the merger takes the place of that item alone', async () => {
  const database = await hungYen()
  await figure(database, { asOf: '2025-05-31', amount: 70, unit: 'hung-yen-cu', item: 'revenue/tax/fdi' })
  await figure(database, { asOf: '2025-05-31', amount: 30, unit: 'hung-yen-cu', item: 'revenue/tax/private' })
  await figure(database, { asOf: '2025-08-31', amount: 75, item: 'revenue/tax/fdi' })
  await heard(database, AT)
  expect(await value(database, { indicator: 'budget.tax_actual' })).toBe(105)
})
