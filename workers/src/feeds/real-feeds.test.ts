import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { pageFromFile } from '../connectors/folder/page.ts'
import { readRecords } from '../formats/csv/read.ts'
import { settings as csvSettings } from '../formats/csv/settings.ts'
import { collect } from '../formats/testing.ts'
import { mapRecord } from '../mapping/map-record.ts'
import { FeedFile } from './feed-file.ts'
import { prepareFeed } from './prepare.ts'

const feeds = new URL('../../../sql/provinces/national/feeds/', import.meta.url)
const data = new URL('../../../../shared/data/', import.meta.url)
const path = (name: string) => fileURLToPath(new URL(name, data))

/** A file through a feed, as the pipeline would take it up to the domain's door. */
async function through(feed: string, name: string) {
  const { spec, format, formatSettings } = await prepareFeed(
    new FeedFile(readFileSync(new URL(`${feed}.yaml`, feeds), 'utf8'), `${feed}.yaml`),
  )
  const records: Record<string, unknown>[] = []
  const problems: unknown[] = []
  const context = { zone: spec.zone, receivedAt: new Date('2026-11-22T00:00:00Z') }
  for await (const source of format.read(await pageFromFile(path(name)), formatSettings)) {
    const mapped = 'value' in source ? mapRecord(spec.map, source.value, context) : { record: {}, problems: [source.problem] }
    if (mapped.problems) problems.push(...mapped.problems)
    else records.push(mapped.record)
  }
  return { records, problems }
}

describe.skipIf(!existsSync(data))('real input (skipped without ../shared/data)', () => {
  const workbooks = existsSync(data) ? readdirSync(new URL('budget_xls/', data)).filter((name) => name.endsWith('.xls')) : []
  const UNITS: Record<string, number> = {
    'Plan_2003.xls': 61,
    'Plan_2004.xls': 61,
    'Final_2006.xls': 64,
    'Plan_2006.xls': 64,
    'Final_2007.xls': 64,
    'Plan_2007.xls': 64,
    'Plan_2008.xls': 64,
  }

  test.each(workbooks)(
    '%s gives every province, and the known figures of Hưng Yên and Thái Bình',
    { timeout: 30_000 },
    async (name) => {
      const { records, problems } = await through('budget-mof', `budget_xls/${name}`)
      expect(problems).toEqual([])
      const units = new Set(records.map(({ unit }) => String(unit).toLocaleUpperCase('vi')))
      expect(units.size).toBe(UNITS[name] ?? 63)
      expect([...units].filter((unit) => /TỔNG|MIỀN|ĐỒNG BẰNG|TÂY NGUYÊN$|BẮC TRUNG/.test(unit))).toEqual([])
      for (const item of ['revenue', 'expenditure']) {
        expect(new Set(records.filter((record) => record.item === item).map(({ unit }) => unit)).size).toBe(units.size)
      }
      const year = /\d{4}/.exec(name)?.[0]
      expect(
        new Set(records.map(({ scope, as_of, unit_reported }) => `${scope} ${as_of} ${String(unit_reported).toLowerCase()}`)),
      ).toEqual(new Set([`${name.startsWith('Plan') ? 'estimate' : 'settlement'} ${year}-12-31 triệu đồng`]))
      for (const known of (await knownFigures()).filter(({ file }) => file === name)) {
        const of = (item: string) => [
          ...new Set(
            records
              .filter((record) => record.item === item && String(record.unit).toUpperCase() === known.unit)
              .map(({ amount }) => amount),
          ),
        ]
        expect([known.unit, of('revenue'), of('expenditure')]).toEqual([known.unit, [known.revenue], [known.expenditure]])
      }
    },
  )

  test('the TCVN3 sheet of 2003 says what its Unicode twin says', { timeout: 30_000 }, async () => {
    const { records } = await through('budget-mof', 'budget_xls/Plan_2003.xls')
    expect(records).toHaveLength(366)
    expect(records.slice(0, 183)).toEqual(records.slice(183))
  })

  test('VnExpress: 74 articles, and one item that has neither title nor link', async () => {
    const all = await Promise.all(readdirSync(new URL('rss/', data)).map((name) => through('vnexpress', `rss/${name}`)))
    expect(all.map(({ records }) => records.length)).toEqual([25, 25, 24])
    expect(all[2]?.problems).toEqual(
      ['url', 'title', 'published_at'].map((field) => expect.objectContaining({ field, code: 'required' })),
    )
    expect(all[2]?.records[0]).toMatchObject({
      outlet: 'VnExpress',
      unit: 'viet-nam',
      published_at: new Date('2017-11-14T10:42:01Z'),
    })
  })

  test('311 requests read alike from CSV and JSON', async () => {
    const csv = await through('nyc311', 'analog/nyc311_animals_plotly.csv')
    expect(csv.problems).toEqual([])
    expect(csv.records).toHaveLength(4_969)
    expect(csv.records[0]).toEqual({
      code: '64345465',
      unit: 'new-york-city',
      status: 'processing',
      field: 'Animal-Abuse',
      channel: 'direct',
      received_at: new Date('2025-03-14T05:20:00Z'),
      updated_at: new Date('2025-03-14T05:59:00Z'),
    })
    const json = await through('nyc311', 'analog/nyc311_api_sample_1000.json')
    expect(json.problems).toEqual([])
    expect(json.records).toHaveLength(1_000)
    expect(json.records[0]).toMatchObject({ code: '70104340', status: 'received', received_at: new Date('2026-08-19T06:26:58Z') })
  })

  async function knownFigures() {
    const body = (await pageFromFile(path('budget_xls/hung_yen_thai_binh_rows.csv'))).body
    const rows = (await collect(readRecords({ body, name: 'rows' }, csvSettings.parse({})))).flatMap((row) =>
      'value' in row ? [row.value] : [],
    )
    return rows.map((row) => {
      const cells: unknown[] = JSON.parse(String(row.cells_json))
      // The total of expenditure follows the share of 100 %, but the forms of 2003 and 2004 put the transfer between.
      const expenditure = cells[cells.indexOf(100) + (/200[34]/.test(String(row.year)) ? 2 : 1)]
      return {
        file: row.file,
        unit: String(row.province_raw).trim().toUpperCase(),
        revenue: String(cells[2]),
        expenditure: String(expenditure),
      }
    })
  }
})
