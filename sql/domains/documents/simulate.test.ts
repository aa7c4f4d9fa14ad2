import { describe, expect, test } from 'vitest'
import { testWorld } from '../../src/pack/simulate.fixture.ts'
import type { PacketSource, RecordSource, SourceRow } from '../../src/pack/simulate.ts'
import simulator from './simulate.ts'

const NOW = new Date('2026-11-18T10:00:00+07:00')
const packets = (changes = {}) => simulator.packets?.(testWorld({ scale: 0.2, ...changes })) as PacketSource
const records = (changes = {}) => simulator.records?.(testWorld({ scale: 0.2, ...changes })) as RecordSource[]
const all = (source: RecordSource) => source.changesSince(null, 1_000_000, NOW).records
const standing = (rows: SourceRow[], key: string) => [...new Map(rows.map((row) => [row[key], row])).values()]

describe('the exchange', () => {
  const told = all(packets().list)
  const documents = standing(told, 'MaGoi')
  const xmlOf = ({ xml }: SourceRow) => xml as string

  test('tells the same of the same world, and another of another', () => {
    expect(all(packets().list)).toEqual(told)
    expect(all(packets({ seed: 2 }).list)).not.toEqual(told)
  })

  test('writes most packets by QCVN 102 and some in the way of the platforms', () => {
    const platform = documents.filter((row) => xmlOf(row).includes('http://www.go.vn/eDoc'))
    expect(platform.length / documents.length).toBeGreaterThan(0.1)
    expect(platform.length / documents.length).toBeLessThan(0.3)
    expect(documents.filter((row) => xmlOf(row).includes('QCVN_102_2016')).length).toBeGreaterThan(documents.length / 2)
  })

  test('has status packets of every kind, and deliveries that failed', () => {
    const text = documents.map(xmlOf).join('')
    for (const code of ['02', '03', '04', '05', '06', '13', '15']) expect(text).toContain(`<edXML:StatusCode>${code}<`)
    expect(text).toMatch(/<KetQua>fail<|<SoLanLoi>[1-9]/)
    expect(text).toContain('<MaLoi>15<')
  })

  test('names what is attached in a listing and hands it over one packet at a time', () => {
    const one = documents.find((row) => !xmlOf(row).includes('go.vn/eDoc')) as SourceRow
    expect(xmlOf(one)).not.toContain('ContentTransferEncoded')
    expect(packets().packet(one.MaGoi as string)).toContain('<ContentTransferEncoded>')
    expect(packets().packet('khong,2026/11/01,1/CV-MP')).toBeNull()
  })

  test('rests on Sundays', () => {
    const sundays = documents.filter(({ MaGoi }) => {
      const day = (MaGoi as string).split(',')[1]?.replaceAll('/', '-')
      return new Date(`${day}T12:00:00+07:00`).getUTCDay() === 0
    })
    expect(sundays.length / documents.length).toBeLessThan(0.03)
  })

  test('stays small for two years at the demonstration’s scale', () => {
    const years = standing(all(packets({ start: '2024-11-18' }).list), 'MaGoi')
    const deliveries = years.reduce((sum, row) => sum + (xmlOf(row).match(/<GiaoNhan>/g)?.length ?? 0), 0)
    expect(deliveries).toBeGreaterThan(12_000)
    expect(deliveries).toBeLessThan(40_000)
  }, 60_000)
})

test('work files: offices of the province are further online than communes, and most are in time', () => {
  const { communes } = testWorld()
  const files = standing(all(records()[0] as RecordSource), 'MaHoSo').filter(({ TrangThai }) => TrangThai === '2')
  const codes = new Set(communes.map(({ code }) => code))
  const share = (rows: SourceRow[], keep: (row: SourceRow) => boolean) => rows.filter(keep).length / rows.length
  const online = ({ HinhThuc }: SourceRow) => HinhThuc === '1'
  const [below, above] = [true, false].map((isCommune) =>
    files.filter((row) => codes.has(row.MaDinhDanh as string) === isCommune),
  )
  expect(share(above as SourceRow[], online)).toBeGreaterThan(0.85)
  expect(share(below as SourceRow[], online)).toBeLessThan(0.8)
  const inTime = share(files, ({ NgayKetThuc, HanXuLy }) => (NgayKetThuc as string) <= (HanXuLy as string))
  expect(inTime).toBeGreaterThan(0.8)
  expect(inTime).toBeLessThan(0.99)
})

test('registers: every agency’s month grows by the day and never shrinks', () => {
  const { communes, departments } = testWorld()
  const source = records()[1] as RecordSource
  const month = (now: string) =>
    standing(source.changesSince(null, 1_000_000, new Date(`${now}+07:00`)).records, 'MaSo').filter(
      ({ Thang }) => Thang === '11/2026',
    )
  const [early, late] = [month('2026-11-06T20:00'), month('2026-11-18T20:00')]
  expect(late).toHaveLength(communes.length + departments.length)
  const sum = (rows: SourceRow[]) => rows.reduce((all, row) => all + Number(row.DiDienTu) + Number(row.DenDienTu), 0)
  expect(sum(late)).toBeGreaterThan(sum(early))
})
