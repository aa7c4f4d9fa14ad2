import { loadUnitRegistry, openQuestion, readIndicator, verify } from '@ioc/sql'
import { loadSimulators, loadWorld } from '@ioc/sql/simulate'
import { expect, test } from 'vitest'
import { hungYen } from './support/database.ts'
import { takeFiles } from './support/files.ts'
import { figure } from './support/sources.ts'

// Forms 59, 60 and 61 of Circular 343 as the portal of budget disclosure hands them out, from both provinces of before the merger
// and from the one there is now.

const NOW = new Date('2026-11-18T10:00:00+07:00')

async function forms(): Promise<Record<string, Uint8Array>> {
  const world = loadWorld('hung-yen', { seed: 1, scale: 0.01, start: '2025-01-01' })
  const files = (await loadSimulators()).get('budget')?.files?.(world).files(NOW) ?? []
  return Object.fromEntries(files.flatMap(({ name, bytes }) => (name.endsWith('.xml') && bytes ? [[name, bytes()]] : [])))
}

test('what is disclosed counts where nothing better is told, line by line, and is set against the form before', async () => {
  const database = await hungYen()
  const run = await takeFiles(database, 'budget-disclosure-sim', await forms())
  expect(run).toMatchObject({ held: 0, rejected: 0 })
  expect(run.inserted).toBeGreaterThan(800)
  expect((await verify(database.db)).differences).toEqual([])

  const { rows } = await database.pool.query(`
    select unit.key, count(distinct as_of)::int as periods, count(*) filter (where 'standing' = any (flags))::int as standing
    from budget_fact join unit on unit.id = unit_id where scope = 'actual' group by 1 order by 1`)
  expect(rows.map(({ key, periods }) => [key, periods])).toEqual([
    ['hung-yen', 5],
    ['hung-yen-cu', 6],
    ['thai-binh-cu', 6],
  ])
  // A clerk left some lines as they were in the form before.
  expect(rows.reduce((sum, { standing }) => sum + standing, 0)).toBeGreaterThan(0)

  const units = await loadUnitRegistry(database.db)
  const read = async (indicator: string, period: string, unit = 'hung-yen') => {
    const asked = await openQuestion(database.db, units, { indicator, unit, period }, NOW)
    return (await readIndicator(database.db, units, asked.indicator, asked.unit.id, asked.moment, asked.span)).value
  }
  const nineMonths = '2026-01-01..2026-09-30'
  expect(await read('budget.revenue', nineMonths)).toBeGreaterThan(20e12)
  expect(await read('budget.recurrent', nineMonths)).toBeGreaterThan(10e12)
  expect(await read('budget.revenue_plan', '2026')).toBe(49_150_000_000_000)

  // What the treasury says of the same day outranks it, and the two are never added.
  await figure(database, { item: 'revenue', asOf: '2026-09-30', amount: 37e12 })
  expect(await read('budget.revenue', nineMonths)).toBe(37e12)
})
