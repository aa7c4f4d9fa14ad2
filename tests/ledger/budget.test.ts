import { computeTile, loadTileContext } from '@ioc/server/testing'
import { type Database, loadUnitRegistry, momentOf, openQuestion, readIndicator } from '@ioc/sql'
import { expect, test } from 'vitest'
import { hungYen } from '../support/database.ts'
import { figure } from '../support/sources.ts'

const BILLION = 1_000_000_000

const read = async (...asked: Parameters<typeof answer>): Promise<number | null> => (await answer(...asked)).value

async function answer(database: Database, indicator: string, day: string, unit = 'hung-yen') {
  const units = await loadUnitRegistry(database.db)
  const at = new Date(`${day}T20:00:00+07:00`)
  const asked = await openQuestion(database.db, units, { indicator, unit }, at)
  return readIndicator(database.db, units, asked.indicator, asked.unit.id, asked.moment, asked.span)
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

test('the province’s disbursement is set beside the whole country’s: 56,6 % on 20 November 2025', async () => {
  const database = await hungYen()
  await figure(database, { item: 'capital', scope: 'assigned', asOf: '2025-12-31', amount: 20_000 * BILLION })
  await figure(database, { item: 'capital', asOf: '2025-11-20', amount: 10_000 * BILLION })
  await figure(database, { item: 'national_capital', scope: 'assigned', asOf: '2025-12-31', amount: 913_216.2 * BILLION })
  await figure(database, { item: 'national_capital', asOf: '2025-11-20', amount: 516_793.3 * BILLION })
  expect(await read(database, 'budget.disbursed_national', '2025-11-21')).toBeCloseTo(56.6, 1)
  expect(await read(database, 'budget.disbursed_over_national', '2025-11-21')).toBeCloseTo(-6.6, 1)
})

test('domestic revenue counts neither trade nor crude oil nor aid', async () => {
  const database = await hungYen()
  const taxes = { private: 60, land_use: 25, trade: 10, crude_oil: 3, aid: 2 }
  for (const [tax, amount] of Object.entries(taxes))
    await figure(database, { item: `revenue/tax/${tax}`, asOf: '2026-10-31', amount: amount * BILLION })
  expect(await read(database, 'budget.domestic', '2026-11-01')).toBe(85 * BILLION)
})

const BUDGET_QUARTERS = { '03-31': 10, '06-30': 25, '09-30': 30 }

test('a quarter is what lies between two running totals, is set beside last year’s, and is not told before it is over', async () => {
  const database = await hungYen()
  for (const [day, amount] of Object.entries(BUDGET_QUARTERS)) {
    await figure(database, { asOf: `2026-${day}`, amount: amount * BILLION })
    await figure(database, { asOf: `2025-${day}`, amount: amount * 2 * BILLION, unit: 'hung-yen' })
  }
  await figure(database, { asOf: '2026-11-20', amount: 70 * BILLION })
  const quarters = await Promise.all([1, 2, 3, 4].map((n) => read(database, `budget.revenue_q${n}`, '2026-11-21')))
  expect(quarters).toEqual([10 * BILLION, 15 * BILLION, 5 * BILLION, null])
  expect(await read(database, 'budget.revenue_q2_growth', '2026-11-21')).toBe(50)
  const stateOn = async (day: string) => (await answer(database, 'budget.revenue_q4', day)).state
  expect([await stateOn('2026-11-21'), await stateOn('2026-12-31')]).toEqual(['not_yet_due', 'not_yet_due'])
})

test('what January adds to last year’s capital is set against last year’s plan, and this year’s own stands apart', async () => {
  const database = await hungYen()
  await figure(database, { item: 'capital', scope: 'assigned', asOf: '2025-12-31', amount: 100 * BILLION })
  await figure(database, { item: 'capital', scope: 'assigned', asOf: '2026-12-31', amount: 300 * BILLION })
  await figure(database, { item: 'capital', asOf: '2025-12-25', amount: 80 * BILLION })
  await figure(database, { item: 'capital', asOf: '2026-01-31', amount: 95 * BILLION, late: true })
  await figure(database, { item: 'capital', asOf: '2026-01-29', amount: 6 * BILLION })
  expect(await read(database, 'budget.disbursed_late_share', '2026-02-10')).toBe(95)
  expect(await read(database, 'budget.disbursed', '2026-02-10')).toBe(6 * BILLION)
  expect(await read(database, 'budget.disbursed_share', '2026-02-10')).toBe(2)
  expect(await read(database, 'budget.disbursed_share', '2025-12-28')).toBe(80)
})

test('a deficit is what is reported as one, never revenue less expenditure', async () => {
  const database = await hungYen()
  await figure(database, { asOf: '2026-09-30', amount: 30 * BILLION })
  await figure(database, { item: 'expenditure', asOf: '2026-09-30', amount: 40 * BILLION })
  expect(await read(database, 'budget.balance', '2026-10-05')).toBe(null)
  await figure(database, { item: 'balance', asOf: '2026-09-30', amount: -2 * BILLION })
  expect(await read(database, 'budget.balance', '2026-10-05')).toBe(-2 * BILLION)
})

test('what the council decided stands beside what was laid before it', async () => {
  const database = await hungYen()
  await figure(database, { scope: 'submitted', asOf: '2026-12-31', amount: 50 * BILLION })
  await figure(database, { scope: 'estimate', asOf: '2026-12-31', amount: 52 * BILLION })
  expect(await read(database, 'budget.revenue_laid', '2026-02-01')).toBe(50 * BILLION)
  expect(await read(database, 'budget.revenue_decided_share', '2026-02-01')).toBe(104)
})

test('capital is foretold to 31 January by years that were told to their January, and tested on them', async () => {
  const database = await hungYen()
  const months = Array.from({ length: 12 }, (_, n) => new Date(Date.UTC(2026, n + 1, 0)).toISOString().slice(5, 10))
  const capital = { item: 'capital' }
  // Told weekly or on the last day; of 2025 only the beginning.
  const JANUARY: Record<number, string> = { 2021: '31', 2022: '27', 2023: '25', 2025: '09' }
  for (const year of [2021, 2022, 2023, 2025, 2026]) {
    // A quarter of it comes in December, and 5 of a hundred in January.
    for (const [n, day] of months.entries())
      if (year < 2026 || n < 10)
        await figure(database, {
          ...capital,
          asOf: `${year}-${day}`,
          amount: (n === 11 ? 95 : ((70 + year - 2021) * (n + 1)) / 11) * BILLION,
        })
    if (JANUARY[year])
      await figure(database, { ...capital, late: true, asOf: `${year + 1}-01-${JANUARY[year]}`, amount: 100 * BILLION })
  }
  await figure(database, { ...capital, scope: 'assigned', asOf: '2026-12-31', amount: 110 * BILLION })
  const context = await loadTileContext(database)
  const tile = context.tiles.get('budget.capital_outlook') as Parameters<typeof computeTile>[1]
  const data = await computeTile(context, tile, momentOf({}, new Date('2026-11-02T09:00:00+07:00')))
  if (data.kind !== 'outlook') throw new Error('not an outlook')
  // Of 2025 nobody told the end of its January, so three years are left to go by.
  expect(data.band).toMatchObject({ years: 3, inside: 1 })
  // 68,2 now, where the three stood at 63,6 to 65,5 of a hundred.
  expect((data.band?.low as number) / BILLION).toBeCloseTo((75 / 72) * 100, 1)
  expect((data.band?.high as number) / BILLION).toBeCloseTo((75 / 70) * 100, 1)
  expect(data.end).toBe('2027-01-30T17:00:00.000Z')
  expect(data.path.at(-1)?.at).toBe('2027-01-30T17:00:00.000Z')
  expect(data.path.at(-1)?.high).toBeCloseTo(data.band?.high as number, 0)
  // Working days to the end of January, New Year’s Day off.
  expect(data.daysLeft).toBeGreaterThan(55)
})
