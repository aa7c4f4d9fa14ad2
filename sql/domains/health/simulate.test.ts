import { expect, test } from 'vitest'
import { testWorld } from '../../src/pack/simulate.fixture.ts'
import type { RecordSource, SourceRow } from '../../src/pack/simulate.ts'
import simulator from './simulate.ts'

const NOW = new Date('2026-11-26T15:00:00+07:00')
const source = simulator.records?.(testWorld({ start: '2025-07-01' })) as RecordSource
const rows = source.changesSince(null, 100_000, NOW).records
const of = (form: string) => rows.filter(({ NhomChiTieu }) => NhomChiTieu === form)
const number = (row: SourceRow, field: string) => Number(row[field])
const sum = (among: SourceRow[], field: string) => among.reduce((total, row) => total + number(row, field), 0)
const within = (form: string, period: string) => of(form).filter(({ KyBaoCao }) => (KyBaoCao as string).startsWith(period))

test('a day is told as it passes: part of it in the afternoon, all of it the next morning', () => {
  const morning = { at: Date.parse('2026-11-26T00:00:00+07:00'), code: '', copy: -1 }
  const today = (now: string) =>
    sum(
      source.changesSince(morning, 5_000, new Date(now)).records.filter(({ KyBaoCao }) => KyBaoCao === '20261126'),
      'LuotKhamNgoaiTru',
    )
  const [noon, evening, next] = [
    today('2026-11-26T12:00:00+07:00'),
    today('2026-11-26T19:00:00+07:00'),
    today('2026-11-27T09:00:00+07:00'),
  ]
  expect(noon).toBeGreaterThan(0)
  expect(noon).toBeLessThan(0.7 * evening)
  expect(evening).toBeLessThan(next)
})

test('weekends and Tết see few visits', () => {
  const visits = (day: string) => sum(within('KHAM_CHUA_BENH', day), 'LuotKhamNgoaiTru')
  expect(visits('20261122')).toBeLessThan(0.5 * visits('20261123'))
  expect(visits('20260217')).toBeLessThan(0.5 * visits('20260310'))
})

test('dengue comes in the autumn, measles in the spring', () => {
  const cases = (field: string, month: string) => sum(within('BENH_TRUYEN_NHIEM', month), field)
  expect(cases('SotXuatHuyet', '202610')).toBeGreaterThan(8 * cases('SotXuatHuyet', '202602'))
  expect(cases('Soi', '202603')).toBeGreaterThan(2 * cases('Soi', '202609'))
})

test('stocks of medicine run down between purchases and are bought in bulk', () => {
  const days = of('THUOC_VTYT')
    .filter(({ NhomThuoc }) => NhomThuoc === 'Kháng sinh')
    .toSorted((a, b) => ((a.KyBaoCao as string) < (b.KyBaoCao as string) ? -1 : 1))
    .map((row) => (30 * number(row, 'TonKho')) / number(row, 'Dung30Ngay'))
  const steps = days.slice(1).map((value, index) => value - (days[index] as number))
  expect(steps.filter((step) => step < 0).length).toBeGreaterThan(0.85 * steps.length)
  expect(Math.max(...steps)).toBeGreaterThan(50)
})

test('no facility asks for more to be rejected than it claimed, no station insures more than live there', () => {
  for (const row of of('GIAM_DINH_BHYT')) expect(number(row, 'ChiPhiTuChoi')).toBeLessThan(0.1 * number(row, 'ChiPhiDeNghi'))
  for (const row of of('Y_TE_XA')) expect(number(row, 'NguoiCoTheBHYT')).toBeLessThanOrEqual(number(row, 'DanSo'))
})
