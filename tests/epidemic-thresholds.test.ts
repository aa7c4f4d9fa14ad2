import { type Database, loadRegistry, loadUnitRegistry, momentOf, readByUnit, readIndicator, verify } from '@ioc/sql'
import { expect, test } from 'vitest'
import { hungYen } from './support/database.ts'
import { takeFiles } from './support/files.ts'
import { heard } from './support/sources.ts'

const COMMUNE = '11953'
const DAY_MS = 86_400_000

/** A commune's weekly reports of dengue, the last week first told; `ago` counts back from the week that ends on 22 November 2026. */
async function report(database: Database, weeks: { ago: number; dengue: number; at?: string; unit?: string }[]) {
  const duLieu = weeks.map(({ ago, dengue, at = '2026-11-24T09:00:00.000', unit = COMMUNE }) => ({
    MaDonVi: unit,
    NhomChiTieu: 'BENH_TRUYEN_NHIEM',
    KyBaoCao: new Date(Date.UTC(2026, 10, 22) - ago * 7 * DAY_MS).toISOString().slice(0, 10).replaceAll('-', ''),
    NgayCapNhat: at,
    SotXuatHuyet: String(dengue),
  }))
  const summary = await takeFiles(database, 'health-sim', { 'tuan.json': JSON.stringify({ duLieu }) })
  expect(summary).toMatchObject({ held: 0, rejected: 0 })
  return summary
}

async function thresholds(database: Database): Promise<Record<string, number | null>> {
  const { rows } = await database.pool.query(
    "select as_of::text, (figures->>'dengue_threshold')::float8 as threshold from health_fact where form = 'diseases' order by 1",
  )
  return Object.fromEntries(rows.map(({ as_of, threshold }) => [as_of, threshold]))
}

const twelve = (counts: number[]) => counts.map((dengue, index) => ({ ago: index + 1, dengue }))

test('a threshold is the mean and two standard deviations of the twelve weeks before', async () => {
  const database = await hungYen()
  await report(database, [...twelve([2, 4, 4, 4, 5, 5, 7, 9, 2, 4, 4, 10]), { ago: 0, dengue: 12 }])
  // Mean 5, variance (9+1+1+1+0+0+4+16+9+1+1+25)/12 = 68/12.
  expect((await thresholds(database))['2026-11-22']).toBeCloseTo(5 + 2 * Math.sqrt(68 / 12), 2)
  expect((await verify(database.db)).differences).toEqual([])
})

test('with fewer than eight weeks there is none, and nothing is called over it', async () => {
  const database = await hungYen()
  await report(database, [...twelve([1, 0, 2, 1, 0, 0, 1]), { ago: 0, dengue: 60 }])
  expect(Object.values(await thresholds(database))).toEqual(Array(8).fill(null))
  const units = await loadUnitRegistry(database.db)
  const { indicator } = await loadRegistry()
  await heard(database, new Date('2026-11-26T03:00:00Z'))
  const moment = momentOf({}, new Date('2026-11-26T03:00:00Z'))
  const over = indicator('health.dengue_communes_over_threshold')
  expect((await readIndicator(database.db, units, over, units.find('hung-yen').id, moment)).value).toBeNull()
})

test('the same weeks of the years before come first, where there are eight of them', async () => {
  const database = await hungYen()
  const lastYears = [50, 51, 52, 53, 54, 102, 103, 104].map((ago) => ({ ago, dengue: 20 }))
  // Those weeks belong to units of before the merger or after it: a unit is held against its own.
  await report(database, [...twelve(Array(12).fill(1)), { ago: 0, dengue: 12 }])
  expect((await thresholds(database))['2026-11-22']).toBe(1)
  const { rows } = await database.pool.query("select id from unit where key = 'phuong-pho-hien'")
  for (const { ago, dengue } of lastYears) {
    const day = new Date(Date.UTC(2026, 10, 22) - ago * 7 * DAY_MS).toISOString().slice(0, 10)
    await database.pool.query(
      `insert into health_fact (feed_id, external_id, source_version, unit_id, run_id, page_id, place, form, as_of, source, part, figures)
       select feed_id, $1, 1, $2, run_id, page_id, 1, 'diseases', $3, '', '', $4 from health_fact limit 1
       on conflict do nothing`,
      [`${rows[0].id}|diseases|||${day}`, rows[0].id, day, JSON.stringify({ dengue })],
    )
  }
  await report(database, [{ ago: 0, dengue: 13, at: '2026-11-25T09:00:00.000' }])
  expect((await thresholds(database))['2026-11-22']).toBe(20)
})

test('communes over the threshold are counted, each by its own; the cases of a few sick stay hidden', async () => {
  const database = await hungYen()
  const of = (unit: string, weeks: { ago: number; dengue: number }[]) => weeks.map((week) => ({ ...week, unit }))
  await report(database, [...twelve(Array(12).fill(2)), { ago: 0, dengue: 9 }])
  await report(database, of('11977', [...twelve(Array(12).fill(4)), { ago: 0, dengue: 3 }]))
  await report(database, of('11980', [...twelve(Array(12).fill(2)), { ago: 0, dengue: 2 }]))
  const at = new Date('2026-11-26T03:00:00Z')
  await heard(database, at)
  const units = await loadUnitRegistry(database.db)
  const { indicator } = await loadRegistry()
  const moment = momentOf({}, at)
  const over = await readIndicator(
    database.db,
    units,
    indicator('health.dengue_communes_over_threshold'),
    units.find('hung-yen').id,
    moment,
  )
  expect(over).toMatchObject({ value: 1, state: 'ok' })
  const communes = ['phuong-pho-hien', 'xa-tan-hung', 'phuong-hong-chau'].map((key) => units.find(key))
  const ratios = await readByUnit(database.db, units, indicator('health.dengue_to_threshold'), communes, moment)
  // One disease over its threshold in one commune of three is one of three, whatever the province's size; few alone are no alarm.
  const share = await readIndicator(database.db, units, indicator('health.epidemics_share'), units.find('hung-yen').id, moment)
  expect(share).toMatchObject({ value: expect.closeTo(100 / 3), state: 'ok' })
  expect(indicator('health.epidemics').levels).toEqual({})
  expect(ratios.map(({ value, level }) => [value, level])).toEqual([
    [4.5, 'critical'],
    [null, null],
    [null, null],
  ])
})

test('a week put right is held against its threshold anew; one told again changes nothing', async () => {
  const database = await hungYen()
  const weeks = [...twelve(Array(12).fill(2)), { ago: 0, dengue: 9 }]
  await report(database, weeks)
  expect(await report(database, weeks)).toMatchObject({ inserted: 0, updated: 0, unchanged: 13 })
  await report(database, [{ ago: 0, dengue: 1, at: '2026-11-26T09:00:00.000' }])
  const { rows } = await database.pool.query(
    `select sum(value)::int as over from cell join measure on measure.id = measure_id
     where code = 'health.over_threshold' and bucket >= '2026-11-21'`,
  )
  expect(rows).toEqual([{ over: 0 }])
  expect((await verify(database.db)).differences).toEqual([])
})
