import { verify } from '@ioc/sql'
import { describe, expect, test } from 'vitest'
import { hungYen } from '../support/database.ts'
import { counts, filesIn, ingestFiles, realData } from './shared.ts'

describe.skipIf(!realData('analog'))('New York 311 requests, read as field reports', () => {
  test('4,969 rows of CSV: all stored, 4,692 completed and 277 in progress; again changes nothing', async () => {
    const database = await hungYen()
    const files = filesIn('analog', /\.csv$/)
    const whole = { read: 4969, inserted: 4969, updated: 0, unchanged: 0, held: 0, rejected: 0 }
    expect(counts(await ingestFiles(database, 'nyc311-reports', files))).toEqual(whole)
    const { rows } = await database.pool.query(
      'select status, outcome, count(*)::int as n from report_fact group by 1, 2 order by 1',
    )
    expect(rows).toEqual([
      { status: 'completed', outcome: 'no_deadline', n: 4692 },
      { status: 'in_progress', outcome: null, n: 277 },
    ])
    expect(counts(await ingestFiles(database, 'nyc311-reports', files))).toMatchObject({
      inserted: 0,
      updated: 0,
      unchanged: 4969,
    })
    expect((await verify(database.db)).differences).toEqual([])
  })

  test('1,000 of the API: 999 stored, one closed before it was created held; none of it is the province’s', async () => {
    const database = await hungYen()
    const summary = await ingestFiles(database, 'nyc311-reports', filesIn('analog', /\.json$/))
    expect(counts(summary)).toEqual({ read: 1000, inserted: 999, updated: 0, unchanged: 0, held: 1, rejected: 0 })
    const { rows: held } = await database.pool.query("select reasons->0->>'code' as code from held_record")
    expect(held).toEqual([{ code: 'before_received' }])
    const { rows } = await database.pool.query(
      'select distinct unit.key from cell join unit on unit.id = unit_id where value <> 0',
    )
    expect(rows).toEqual([{ key: 'new-york-city' }])
  })
})
