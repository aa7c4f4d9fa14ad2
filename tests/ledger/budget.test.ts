import { type Database, loadUnitRegistry, openQuestion, readIndicator } from '@ioc/sql'
import { expect, test } from 'vitest'
import { hungYen } from '../support/database.ts'
import { figure } from '../support/sources.ts'

const BILLION = 1_000_000_000

async function read(database: Database, indicator: string, day: string, unit = 'hung-yen'): Promise<number | null> {
  const units = await loadUnitRegistry(database.db)
  const at = new Date(`${day}T20:00:00+07:00`)
  const asked = await openQuestion(database.db, units, { indicator, unit }, at)
  return (await readIndicator(database.db, units, asked.indicator, asked.unit.id, asked.moment, asked.span)).value
}

test('disbursement as the Ministry of Finance reported it for the whole country: 56,6 % on 20 November 2025, 57,9 % a week later', async () => {
  const database = await hungYen()
  const capital = { unit: 'viet-nam', item: 'capital' }
  await figure(database, { ...capital, scope: 'assigned', asOf: '2025-12-31', amount: 913_216.2 * BILLION })
  await figure(database, { ...capital, asOf: '2025-11-20', amount: 516_793.3 * BILLION })
  await figure(database, { ...capital, asOf: '2025-11-27', amount: 528_870.2 * BILLION })
  expect(await read(database, 'budget.disbursed_share', '2025-11-21', 'viet-nam')).toBeCloseTo(56.6, 1)
  expect(await read(database, 'budget.disbursed_share', '2025-11-28', 'viet-nam')).toBeCloseTo(57.9, 1)
  expect((await read(database, 'budget.disbursed', '2025-11-28', 'viet-nam')) as number).toBeCloseTo(528_870.2 * BILLION, -6)
})

test('domestic revenue counts neither trade nor crude oil nor aid', async () => {
  const database = await hungYen()
  const taxes = { private: 60, land_use: 25, trade: 10, crude_oil: 3, aid: 2 }
  for (const [tax, amount] of Object.entries(taxes))
    await figure(database, { item: `revenue/tax/${tax}`, asOf: '2026-10-31', amount: amount * BILLION })
  expect(await read(database, 'budget.domestic', '2026-11-01')).toBe(85 * BILLION)
})
