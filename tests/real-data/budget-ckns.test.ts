import { readFileSync } from 'node:fs'
import { type Database, findDomain, loadRegistry, loadUnitRegistry, readIndicator, verify } from '@ioc/sql'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { hungYen } from '../support/database.ts'
import { counts, filesIn, ingestFiles, realData } from './shared.ts'

const FOLDER = 'budget_ckns'

describe.skipIf(!realData(FOLDER))('budgets as provinces disclosed them', () => {
  test('eighteen rows give 94 figures; the odd ones are flagged and left as they are; a second run changes nothing', async () => {
    const database = await hungYen()
    const files = filesIn(FOLDER, /^ckns_provincial/)
    const all = { read: 94, inserted: 94, updated: 0, unchanged: 0, held: 0, rejected: 0 }
    expect(counts(await ingestFiles(database, 'budget-ckns', files))).toEqual(all)
    expect(counts(await ingestFiles(database, 'budget-ckns', files))).toEqual({ ...all, inserted: 0, unchanged: 94 })
    expect((await verify(database.db)).differences).toEqual([])

    const { rows } = await database.pool.query(
      `select unit.key, item, extract(year from as_of)::int as year, flags from budget_fact join unit on unit.id = unit_id
       where flags <> '{}' and item = 'local_revenue' order by 1, 3`,
    )
    expect(rows).toEqual([
      { key: 'nghe-an', item: 'local_revenue', year: 2018, flags: ['repeated'] },
      { key: 'nghe-an', item: 'local_revenue', year: 2019, flags: ['repeated'] },
      { key: 'quang-ngai-cu', item: 'local_revenue', year: 2020, flags: ['unbalanced'] },
      { key: 'son-la', item: 'local_revenue', year: 2018, flags: ['repeated'] },
      { key: 'son-la', item: 'local_revenue', year: 2019, flags: ['repeated'] },
    ])
    expect(await read(database, 'budget.local_revenue_plan')).toBe(16_776_733_000_000)
    expect(await read(database, 'budget.expenditure_plan')).toBe(16_751_333_000_000)
    // What the local budget keeps is no revenue on the territory.
    expect(await read(database, 'budget.revenue_plan')).toBe(null)
  })

  test('of the units of measurement seen in the wild, the ones nobody can be sure of are held', async () => {
    const [{ normaliser }] = (await findDomain('budget')).kinds
    const seen: { unit_as_published: string; factor_before_fix: string }[] = parse(
      readFileSync(filesIn(FOLDER, /^ckns_unit/)[0] as string, 'utf8'),
      { columns: true, bom: true },
    )
    expect(seen).toHaveLength(21)
    const context = { unit: () => 1, place: () => null, receivedAt: new Date(0) }
    const taken = seen.map(({ unit_as_published, factor_before_fix }) => {
      const figure = { unit: 'Hưng Yên', item: 'revenue', scope: 'estimate' as const, as_of: '2022-12-31', amount: '1' }
      const result = normaliser.toFact(
        { ...figure, unit_reported: unit_as_published, final: true, source: 'disclosure' },
        context,
      )
      return [unit_as_published, 'fact' in result ? result.fact.amount : null, factor_before_fix] as const
    })
    const known = taken.filter(([, amount]) => amount !== null)
    // «Tr đồng» is the one spelling the portal gave no factor for and everybody reads alike.
    expect(known.filter(([, amount, factor]) => amount !== factor).map(([unit]) => unit)).toEqual(['Tr đồng'])
    expect(taken.filter(([, amount]) => amount === null).map(([unit]) => unit)).toEqual([
      '%',
      '% (phần trăm)',
      'Triệu dồng',
      'Phần trăm (%)',
      'Tiệu đồng',
      '%(phần trăm)',
      'đơn vị',
      'dự án',
      'Triệu đổng',
      'Công an tỉnh',
    ])
  })
})

async function read({ db }: Database, indicator: string): Promise<number | null> {
  const [registry, units] = [await loadRegistry(), await loadUnitRegistry(db)]
  const moment = { at: new Date('2026-11-26T03:00:00Z'), geo: '2022-12-31', asOf: null }
  const span = { from: new Date('2021-12-31T17:00:00Z'), to: new Date('2022-12-31T17:00:00Z') }
  return (await readIndicator(db, units, registry.indicator(indicator), units.find('hung-yen-cu').id, moment, span)).value
}
