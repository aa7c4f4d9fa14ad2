import { expect, test } from 'vitest'
import { testWorld } from '../../src/pack/simulate.fixture.ts'
import type { RecordSource, SourceRow } from '../../src/pack/simulate.ts'
import simulator from './simulate.ts'

const NOW = new Date('2026-11-26T10:00:00+07:00')
const source = simulator.records?.(testWorld({ start: '2025-01-01' })) as RecordSource
const rows = source.changesSince(null, 100_000, NOW).records
const of = (form: string) => rows.filter(({ NhomChiTieu }) => NhomChiTieu === form)
const number = (row: SourceRow, field: string) => Number(row[field])
const total = (form: string, field: string, month: string) =>
  of(form)
    .filter(({ KyBaoCao }) => KyBaoCao === month)
    .reduce((sum, row) => sum + number(row, field), 0)

test('a few thousand aggregates tell two years, and nobody in them is a person', () => {
  expect(rows.length).toBeGreaterThan(6_000)
  expect(rows.length).toBeLessThan(8_000)
  expect(Object.keys(rows[0] as SourceRow).some((field) => /HoTen|SoDinhDanh|DiaChi|SoDienThoai/.test(field))).toBe(false)
})

test('sexes and ages add up to the residents, boys and girls to the births', () => {
  for (const row of of('DAN_CU')) {
    const ages = ['Tuoi0Den5', 'Tuoi6Den14', 'Tuoi15Den59', 'Tuoi60Den64', 'TuoiTu65'].reduce(
      (sum, age) => sum + number(row, age),
      0,
    )
    expect([number(row, 'Nam') + number(row, 'Nu'), ages]).toEqual([
      number(row, 'NhanKhauThuongTru'),
      number(row, 'NhanKhauThuongTru'),
    ])
  }
  for (const row of of('HO_TICH')) expect(number(row, 'KhaiSinhNam') + number(row, 'KhaiSinhNu')).toBe(number(row, 'KhaiSinh'))
})

test('a month with Tết registers fewer births, the autumn more; weddings come before Tết', () => {
  expect(total('HO_TICH', 'KhaiSinh', '202602')).toBeLessThan(0.8 * total('HO_TICH', 'KhaiSinh', '202510'))
  expect(total('HO_TICH', 'KetHon', '202512')).toBeGreaterThan(1.3 * total('HO_TICH', 'KetHon', '202508'))
})

test('more boys than girls are born, some nine in eight', () => {
  const boys = of('HO_TICH').reduce((sum, row) => sum + number(row, 'KhaiSinhNam'), 0)
  const girls = of('HO_TICH').reduce((sum, row) => sum + number(row, 'KhaiSinhNu'), 0)
  expect(boys / girls).toBeGreaterThan(1.07)
  expect(boys / girls).toBeLessThan(1.14)
})

test('accounts registered run ahead of accounts activated, and both grow', () => {
  for (const row of of('DINH_DANH')) expect(number(row, 'KichHoatMuc2')).toBeLessThanOrEqual(number(row, 'DangKyMuc2'))
  const activated = (month: string) => total('DINH_DANH', 'KichHoatMuc2', month) / total('DINH_DANH', 'NguoiTu14Tuoi', month)
  expect(activated('202610')).toBeGreaterThan(activated('202501') + 0.1)
})

test('the statistics office counts for the province alone, once a year, and fewer than the police', () => {
  const told = of('DAN_SO_TB').map(({ MaDonVi, KyBaoCao }) => `${MaDonVi} ${KyBaoCao}`)
  expect(told).toEqual(['H99 20221231', 'H99 20231231', 'H99 20241231', 'H99 20251231'])
  expect(total('DAN_SO_TB', 'DanSoTrungBinh', '20251231')).toBeLessThan(total('DAN_CU', 'NhanKhauThuongTru', '202512'))
})
