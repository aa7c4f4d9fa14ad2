import { expect, test } from 'vitest'
import { testWorld } from '../../../src/pack/simulate.fixture.ts'
import type { RecordSource, SourceRow } from '../../../src/pack/simulate.ts'
import simulator from '../simulate.ts'

const NOW = new Date('2026-11-18T10:00:00+07:00')
const sources = (changes = {}) => simulator.records?.(testWorld(changes)) as RecordSource[]
const source = (changes = {}) => sources(changes).find(({ path }) => path === 'thanh-toan') as RecordSource
const readAll = (from: RecordSource) => from.changesSince(null, 1_000_000, NOW).records
const history = readAll(source())
const standing = [...new Map(history.map((row) => [row.MaGiaoDich, row])).values()]
const having = (field: string) => standing.filter((row) => row[field])

test('the same world tells the same payments, another seed others', () => {
  expect(readAll(source())).toEqual(history)
  expect(readAll(source({ seed: 2 }))).not.toEqual(history)
})

test('each step is taken by fewer than the one before, and most who start have paid', () => {
  const counts = ['NgayKhoiTao', 'NgayXacThuc', 'NgayThanhToan', 'NgayGhiCo', 'NgayDoiSoat'].map((field) => having(field).length)
  expect(counts).toEqual(counts.toSorted((a, b) => b - a))
  expect(new Set(counts).size).toBe(5)
  expect((counts[2] as number) / (counts[0] as number)).toBeGreaterThan(0.75)
})

test('what the one-stop system calls paid online is paid here, once, by the same channel, in full, for the same dossier', () => {
  const [hoso] = sources()
  const day = (row: SourceRow) => (row.NgayNopHoSo as string).slice(0, 10)
  const told = readAll(hoso as RecordSource)
  const newest = new Map(
    told.filter((row) => day(row) >= '2026-10-05' && day(row) < '2026-10-12').map((row) => [row.MaHoSo, row]),
  )
  const paidThere = [...newest.values()].filter(({ DuocThanhToanTrucTuyen: how }) => how !== '0')
  const paidHere = new Map(having('NgayThanhToan').map((row) => [row.MaHoSo, row]))
  expect(having('NgayThanhToan')).toHaveLength(paidHere.size)
  expect(paidThere.length).toBeGreaterThan(100)
  for (const { MaHoSo, DuocThanhToanTrucTuyen, DanhSachLePhi } of paidThere) {
    const fee = (DanhSachLePhi as Record<string, string>[])[0]?.Gia
    expect(paidHere.get(MaHoSo)).toMatchObject({ KenhThanhToan: DuocThanhToanTrucTuyen, SoTien: fee })
  }
  for (const code of paidHere.keys()) if (newest.has(code)) expect(newest.get(code)?.DuocThanhToanTrucTuyen).not.toBe('0')
})

test('a payment that failed was never paid, and says why', () => {
  for (const row of having('NgayThatBai')) {
    expect(row.NgayThanhToan).toBeUndefined()
    expect(row.LyDo).not.toBe('')
  }
})

test('some money is late, and some refunds are', () => {
  const isLate = (done: string, due: string) => (row: SourceRow) => (row[done] as string) > (row[due] as string)
  const late = having('NgayGhiCo').filter(isLate('NgayGhiCo', 'HanGhiCo')).length / having('NgayGhiCo').length
  expect(late).toBeGreaterThan(0.02)
  expect(late).toBeLessThan(0.25)
  expect(having('NgayHoanTra').some(isLate('NgayHoanTra', 'HanHoanTra'))).toBe(true)
})

test('weekends are quiet', () => {
  const on = (day: string) => standing.filter((row) => (row.NgayKhoiTao as string).startsWith(day)).length
  expect(on('2026-11-15')).toBeLessThan(on('2026-11-12') * 0.7)
})
