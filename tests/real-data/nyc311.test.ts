import { verify } from '@ioc/sql'
import { describe, expect, test } from 'vitest'
import { hungYen } from '../support/database.ts'
import { counts, filesIn, ingestFiles, realData } from './shared.ts'

describe.skipIf(!realData('analog'))('New York 311 requests, read as dossiers', () => {
  test('4,969 rows of CSV: all stored, 4,692 closed and 277 in progress; again changes nothing', async () => {
    const database = await hungYen()
    const files = filesIn('analog', /\.csv$/)
    expect(counts(await ingestFiles(database, 'nyc311', files))).toEqual({
      read: 4969,
      inserted: 4969,
      updated: 0,
      unchanged: 0,
      held: 0,
      rejected: 0,
    })
    const { rows } = await database.pool.query('select status, count(*)::int as n from dossier_fact group by 1 order by 1')
    expect(rows).toEqual([
      { status: 'done', n: 4692 },
      { status: 'processing', n: 277 },
    ])
    expect(counts(await ingestFiles(database, 'nyc311', files))).toMatchObject({ inserted: 0, updated: 0, unchanged: 4969 })
    expect((await verify(database.db)).differences).toEqual([])
  })

  test('the same feed reads the JSON of the API: 999 of 1,000 stored, one closed before it was created held', async () => {
    const database = await hungYen()
    const summary = await ingestFiles(database, 'nyc311', filesIn('analog', /\.json$/))
    expect(counts(summary)).toEqual({ read: 1000, inserted: 999, updated: 0, unchanged: 0, held: 1, rejected: 0 })
    const { rows } = await database.pool.query(
      "select received_at, field, channel, status from dossier_fact where external_id = '70104340'",
    )
    // 02:26:58 in New York, where it is summer time.
    expect(rows).toEqual([
      { received_at: new Date('2026-08-19T06:26:58Z'), field: 'Street Condition', channel: 'direct', status: 'received' },
    ])
    const { rows: held } = await database.pool.query("select reasons->0->>'code' as code from held_record")
    expect(held).toEqual([{ code: 'before_received' }])
  })

  test('none of it is counted as Hưng Yên’s', async () => {
    const database = await hungYen()
    await ingestFiles(database, 'nyc311', filesIn('analog', /\.json$/))
    const { rows } = await database.pool.query(
      'select distinct unit.key from cell join unit on unit.id = unit_id where value <> 0',
    )
    expect(rows).toEqual([{ key: 'new-york-city' }])
  })
})
