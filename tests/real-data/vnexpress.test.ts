import { verify } from '@ioc/sql'
import { describe, expect, test } from 'vitest'
import { hungYen } from '../support/database.ts'
import { counts, filesIn, ingestFiles, realData } from './shared.ts'

describe.skipIf(!realData('rss'))('VnExpress RSS as published in 2017', () => {
  test('75 items in three files, one of them behind a browser preamble: 74 stored, 1 without a link held; again changes nothing', async () => {
    const database = await hungYen()
    const files = filesIn('rss', /\.xml$/)
    expect(counts(await ingestFiles(database, 'vnexpress', files))).toEqual({
      read: 75,
      inserted: 74,
      updated: 0,
      unchanged: 0,
      held: 1,
      rejected: 0,
    })
    expect(counts(await ingestFiles(database, 'vnexpress', files))).toEqual({
      read: 75,
      inserted: 0,
      updated: 0,
      unchanged: 74,
      held: 1,
      rejected: 0,
    })
    expect((await database.pool.query('select count(*)::int as n from held_record')).rows[0].n).toBe(1)
    expect((await verify(database.db)).differences).toEqual([])
  })

  test('an item keeps its Vietnamese title, its own zone and a summary without markup', async () => {
    const database = await hungYen()
    await ingestFiles(database, 'vnexpress', filesIn('rss', /2017-04-19/))
    const { rows } = await database.pool.query("select title, summary, published_at from press_fact where url like '%3572838%'")
    expect(rows).toEqual([
      {
        title: 'Ủy ban Tài chính: Chi 65 tỷ đồng mua quà tặng thành lập tỉnh là quá lãng phí',
        summary: expect.stringMatching(/^Quốc hội đánh giá việc các địa phương tổ chức kỷ niệm/),
        published_at: new Date('2017-04-19T19:45:55+07:00'),
      },
    ])
  })
})
