import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Database, verify } from '@ioc/sql'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { hungYen } from '../support/database.ts'
import { counts, filesIn, ingestFiles, realData } from './shared.ts'

const FOLDER = 'budget_xls'

async function figures(database: Database, key: string, item: string): Promise<Record<string, string>> {
  const { rows } = await database.pool.query(
    `select scope || ' ' || extract(year from as_of) as key, amount from budget_fact join unit on unit.id = unit_id
     where unit.key = $1 and item = $2`,
    [key, item],
  )
  return Object.fromEntries(rows.map((row) => [row.key, row.amount]))
}

describe.skipIf(!realData(FOLDER))('the Ministry of Finance workbooks of 2003–2014', () => {
  test('seventeen workbooks give 4,105 figures; the same sheet twice in one file is one; a second run changes nothing', async () => {
    const database = await hungYen()
    const files = filesIn(FOLDER, /\.xls$/)
    expect(files).toHaveLength(17)
    const first = await ingestFiles(database, 'budget-mof', files)
    expect(counts(first)).toEqual({ read: 4105, inserted: 3922, updated: 0, unchanged: 183, held: 0, rejected: 0 })
    expect(counts(await ingestFiles(database, 'budget-mof', files))).toEqual({
      read: 4105,
      inserted: 0,
      updated: 0,
      unchanged: 4105,
      held: 0,
      rejected: 0,
    })
    expect((await verify(database.db)).differences).toEqual([])

    // By hand, from the rows of the two provinces as printed (triệu đồng).
    const revenue = await figures(database, 'hung-yen-cu', 'revenue')
    expect(revenue['estimate 2003']).toBe('256000000000')
    expect(revenue['estimate 2014']).toBe('6342000000000')
    expect(revenue['settlement 2006']).toBe('1488358000000')
    const spent = await figures(database, 'thai-binh-cu', 'expenditure')
    expect(spent['estimate 2007']).toBe('1836648000000')
    expect(spent['settlement 2008']).toBe('3411866000000')

    // And every row of both provinces against the extract, as far as its files are here.
    const extract: { kind: string; year: string; file: string; province_raw: string; cells_json: string }[] = parse(
      readFileSync(join(files[0] as string, '..', 'hung_yen_thai_binh_rows.csv'), 'utf8'),
      { columns: true },
    )
    const here = extract.filter((row) => files.some((file) => file.endsWith(row.file)))
    expect(here).toHaveLength(34)
    for (const row of here) {
      const key = row.province_raw.trim().toLowerCase() === 'hưng yên' ? 'hung-yen-cu' : 'thai-binh-cu'
      const printed = (JSON.parse(row.cells_json) as unknown[])[2] as number
      const stored = (await figures(database, key, 'revenue'))[`${row.kind === 'Plan' ? 'estimate' : 'settlement'} ${row.year}`]
      expect(Number(stored), `${row.file} ${key}`).toBeCloseTo(printed * 1e6, 0)
    }
  })

  test('the TCVN3 sheet of 2003 alone reads as its Unicode twin', async () => {
    const database = await hungYen()
    const summary = await ingestFiles(database, 'budget-mof', filesIn(FOLDER, /^Plan_2003/))
    expect(summary.held + summary.rejected).toBe(0)
    expect(summary.unchanged).toBe(summary.inserted)
    const { rows } = await database.pool.query('select count(distinct unit_id)::int as provinces from budget_fact')
    expect(rows[0].provinces).toBe(61)
  })
})
