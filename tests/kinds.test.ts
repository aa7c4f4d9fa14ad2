import { join } from 'node:path'
import { type Database, findFact, findKind, loadUnitRegistry, openQuestion, proofRows, proveReading, verify } from '@ioc/sql'
import { migrate } from '@ioc/sql/migrate'
import { beforeAll, expect, test, vi } from 'vitest'
import { hungYen } from './support/database.ts'
import { commit, openRun } from './support/dossiers.ts'

// A domain with two kinds of records, each in its own table, that add to one measure together.

beforeAll(() => {
  vi.stubEnv('IOC_DOMAINS_DIR', join(import.meta.dirname, 'fixtures/domains'))
})

async function market() {
  const database = await hungYen()
  await migrate(database)
  const units = await loadUnitRegistry(database.db)
  const unit = units.find('hung-yen').id
  const gates = await openRun(database, 'gates', 'market', 'gate')
  const tallies = await openRun(database, 'tallies', 'market', 'tally')
  const common = { source_version: 1, unit_id: unit }
  await commit(
    database,
    gates,
    [{ ...common, external_id: 'g1', at: '2026-03-02T08:00+07:00', visits: 40 }],
    {},
    'market',
    'gate',
  )
  await commit(
    database,
    tallies,
    [
      { ...common, external_id: 't1', day: '2026-03-02', visits: 5, stalls: 7 },
      { ...common, external_id: 't2', day: '2026-03-03', visits: 3, stalls: 9 },
    ],
    {},
    'market',
    'tally',
  )
  return { database, units, unit, tallies, common }
}

async function prove(database: Database, units: Awaited<ReturnType<typeof loadUnitRegistry>>, indicator: string) {
  const question = await openQuestion(database.db, units, { indicator, unit: 'hung-yen', period: '2026-03' })
  return proveReading(database.db, units, question.indicator, question.unit.id, question.moment, question.span)
}

test('a reading adds up what every kind contributes, and its proof walks every table', async () => {
  const { database, units, unit } = await market()
  const visits = await prove(database, units, 'market.visits_month')
  expect([visits.reading.value, visits.value, visits.rows, visits.agrees]).toEqual([48, 48, 3, true])
  const stalls = await prove(database, units, 'market.stalls_month')
  expect([stalls.reading.value, stalls.value, stalls.rows, stalls.agrees]).toEqual([16, 16, 2, true])

  const { indicator, span, moment } = await openQuestion(database.db, units, {
    indicator: 'market.visits_month',
    unit: 'hung-yen',
    period: '2026-03',
  })
  const query = { roots: [unit], span: span as NonNullable<typeof span>, ...moment, unit, limit: 10, offset: 0 }
  const rows = await proofRows(database.db, units, indicator.compiled.terms, 0, query)
  expect(rows.map(({ feed, externalId, value }) => [feed, externalId, value])).toEqual([
    ['tallies', 't2', 3],
    ['gates', 'g1', 40],
    ['tallies', 't1', 5],
  ])
})

test('each kind is kept, corrected and found in its own table, and all of them add up to the totals', async () => {
  const { database, units, tallies, common } = await market()
  const corrected = { ...common, source_version: 2, external_id: 't2', day: '2026-03-03', visits: 4, stalls: 9 }
  await commit(database, tallies, [corrected], {}, 'market', 'tally')
  expect((await prove(database, units, 'market.visits_month')).value).toBe(49)
  expect(await findFact(database.db, 'tallies', 't2')).toMatchObject({
    domain: 'market',
    versions: [{ stands: true }, { stands: false }],
  })
  expect((await verify(database.db)).differences).toEqual([])
  await database.pool.query('alter table market_gate_fact disable trigger ledger_update')
  await database.pool.query('update market_gate_fact set visits = 41')
  const [difference] = (await verify(database.db)).differences
  expect([difference?.expected, difference?.found]).toEqual(['46 from 2 facts', '45 from 2 facts'])
})

test('migrating again changes nothing, and a kind nobody declares is refused with those there are', async () => {
  const { database } = await market()
  const { rows: before } = await database.pool.query('select max(position)::int as position from ledger_batch')
  await migrate(database)
  expect((await database.pool.query('select max(position)::int as position from ledger_batch')).rows).toEqual(before)
  await expect(findKind('market', 'stall')).rejects.toThrow('market has no kind of record «stall». It has: gate, tally.')
})
