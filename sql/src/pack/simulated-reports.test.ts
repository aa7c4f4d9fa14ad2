import { expect, test } from 'vitest'
import { numberOfDay } from '../calendar/day.ts'
import { testWorld } from './simulate.fixture.ts'
import type { SourceRow } from './simulate.ts'
import { communesReporting, type SimulatedForm } from './simulated-forms.ts'
import { SimulatedReports } from './simulated-reports.ts'

const NOW = new Date('2026-11-26T10:00:00+07:00')
const MERGED = new Date('2026-09-01T00:00:00+07:00')
const world = testWorld({ start: '2026-07-01' })
const communes = world.communes.slice(0, 12).map((unit, index) => ({
  ...unit,
  before: { until: MERGED, names: index < 2 ? [`old-${index}`, 'old-split'] : [`old-${index}`] },
}))
const reporters = communesReporting({ ...world, communes })
const counted: SimulatedForm = {
  code: 'DEM',
  every: 'month',
  reporters,
  figures: ({ complete }) => ({ SoLuong: String(Math.round(1_000 * complete)) }),
}
const source = (form = counted) => new SimulatedReports('dem', world, [form])

function all(reports: SimulatedReports, now = NOW, limit = 7): SourceRow[] {
  const rows: SourceRow[] = []
  for (let page = reports.changesSince(null, limit, now); ; page = reports.changesSince(page.last, limit, now)) {
    rows.push(...page.records)
    if (!page.more) return rows
  }
}

test('pages of any size list every report once, oldest change first, the same at every telling', () => {
  const rows = all(source())
  expect(all(source(), NOW, 500)).toEqual(rows)
  expect(source().countSince(null, NOW)).toBe(rows.length)
  const changed = rows.map(({ NgayCapNhat }) => NgayCapNhat as string)
  expect(changed).toEqual(changed.toSorted())
  expect(new Set(rows.map(({ MaDonVi, KyBaoCao }) => `${MaDonVi} ${KyBaoCao}`)).size).toBe(rows.length)
})

test('before a merger the units of that time report, a split one once; after it those that stand', () => {
  const rows = all(source())
  const reporting = (month: string) =>
    rows
      .filter(({ KyBaoCao }) => KyBaoCao === month)
      .map(({ MaDonVi }) => MaDonVi)
      .sort()
  expect(reporting('202608')).toEqual([...Array.from({ length: 12 }, (_, index) => `old-${index}`), 'old-split'].sort())
  expect(reporting('202609')).toEqual(communes.map(({ code }) => code).sort())
})

test('no report is told before its period is over, some come late', () => {
  const delays = all(source(), new Date('2026-12-31T10:00:00+07:00')).map(({ KyBaoCao, NgayCapNhat }) => {
    const [year, month] = [Number((KyBaoCao as string).slice(0, 4)), Number((KyBaoCao as string).slice(4))]
    return (Date.parse(`${NgayCapNhat}+07:00`) - Date.UTC(year, month, 1)) / 86_400_000
  })
  expect(Math.min(...delays)).toBeGreaterThan(0)
  expect(delays.some((days) => days > 8)).toBe(true)
})

test('a report put right is listed anew with all of its figures, and no longer as it was', () => {
  const twice: SimulatedForm = {
    ...counted,
    tellings: (asOf) => [
      { at: (asOf + 2) * 86_400_000, complete: 0.9 },
      { at: (asOf + 20) * 86_400_000, complete: 1 },
    ],
  }
  const october = (now: string) =>
    all(source(twice), new Date(now)).filter(({ KyBaoCao, MaDonVi }) => KyBaoCao === '202610' && MaDonVi === communes[0]?.code)
  expect(october('2026-11-10T10:00:00+07:00').map(({ SoLuong }) => SoLuong)).toEqual(['900'])
  expect(october('2026-11-26T10:00:00+07:00').map(({ SoLuong }) => SoLuong)).toEqual(['1000'])
})

test('a figure written from outside is the next change read', () => {
  const one = source()
  const { last } = one.changesSince(null, 5_000, NOW)
  one.write({ MaDonVi: communes[3]?.code as string, KyBaoCao: '202609', SoLuong: '4' }, new Date(NOW.getTime() + 1_000))
  const { records } = one.changesSince(last, 100, new Date(NOW.getTime() + 2_000))
  expect(records).toMatchObject([{ MaDonVi: communes[3]?.code, NhomChiTieu: 'DEM', KyBaoCao: '202609', SoLuong: '4' }])
  expect(numberOfDay('2026-09-30')).toBeGreaterThan(0)
})
