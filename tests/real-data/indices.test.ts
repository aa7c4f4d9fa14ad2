import { type Database, loadRegistry, loadUnitRegistry, readIndicator, verify } from '@ioc/sql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cloneOf } from '../support/database.ts'
import { TEMPLATE } from '../support/global-setup.ts'
import { counts, filesIn, ingestFiles, realData } from './shared.ts'

const FOLDER = 'indices_xls'
const PCI = filesIn.bind(null, FOLDER, /^PCI_/)
const PAPI = filesIn.bind(null, FOLDER, /^PAPI_/)

describe.skipIf(!realData(FOLDER))('the rankings of provinces as published', () => {
  let database: Database
  let drop: () => Promise<void>
  beforeAll(async () => {
    ;({ database, drop } = await cloneOf(TEMPLATE))
  })
  afterAll(() => drop())

  test('nine PCI workbooks of seven layouts give 5,367 scores, none held, and nothing new the second time', async () => {
    expect(PCI()).toHaveLength(9)
    const all = { read: 5367, inserted: 5367, updated: 0, unchanged: 0, held: 0, rejected: 0 }
    expect(counts(await ingestFiles(database, 'pci-workbooks', PCI()))).toEqual(all)
    expect(counts(await ingestFiles(database, 'pci-workbooks', PCI()))).toEqual({ ...all, inserted: 0, unchanged: 5367 })
  })

  test('PAPI gives six years; the two provinces of 2014 that print a total of nothing are held', async () => {
    const summary = await ingestFiles(database, 'papi-workbooks', PAPI())
    expect(counts(summary)).toEqual({ read: 2634, inserted: 2632, updated: 0, unchanged: 0, held: 2, rejected: 0 })
    const { rows } = await database.pool.query(
      `select raw->>'label' as province, reasons->0->>'code' as code from held_record where status = 'held' order by 1`,
    )
    expect(rows).toEqual([
      { province: 'Bắc Giang', code: 'sum_of_nothing' },
      { province: 'Đồng Tháp', code: 'sum_of_nothing' },
    ])
    expect((await verify(database.db)).differences).toEqual([])
  })

  test('Hưng Yên by year, as printed', async () => {
    const { rows } = await database.pool.query(
      `select edition, round(score, 2)::float8 as score, rank, ranked from index_fact join unit on unit.id = unit_id
       where unit.key = 'hung-yen-cu' and item = 'pci' order by 1`,
    )
    expect(rows.map(({ edition, score, rank, ranked }) => [edition, score, rank, ranked])).toEqual([
      [2005, 60.03, 15, 42],
      [2006, 55.97, 16, 64],
      [2007, 57.47, 26, 64],
      [2008, 57.53, 20, 64],
      [2009, 61.31, 24, 63],
      [2010, 49.77, 61, 63],
      [2011, 59.29, 33, 63],
      [2012, 58.01, 28, 63],
      [2013, 53.91, 53, 63],
    ])
  })

  test('every place of an edition is taken once', async () => {
    const { rows } = await database.pool.query(
      `select edition, count(*)::int as n, min(rank) as best, max(rank) as last, max(ranked) as ranked
       from index_fact where item = 'pci' group by 1 having count(distinct rank) <> max(ranked) or max(rank) <> max(ranked)`,
    )
    expect(rows).toEqual([])
  })

  test('a place is read for the province that stood then, and refused for the one made of it', async () => {
    const [registry, units] = [await loadRegistry(), await loadUnitRegistry(database.db)]
    const moment = { at: new Date('2026-11-26T03:00:00Z'), geo: '2026-11-26', asOf: null }
    const span = { from: new Date('2012-12-31T17:00:00Z'), to: new Date('2013-12-31T17:00:00Z') }
    const rankOf = (key: string) =>
      readIndicator(database.db, units, registry.indicator('indices.pci_rank'), units.find(key).id, moment, span)
    expect((await rankOf('hung-yen-cu')).value).toBe(53)
    await expect(rankOf('hung-yen')).rejects.toThrow('does not add up over units')
  })
})
