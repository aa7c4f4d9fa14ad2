import { expect, test } from 'vitest'
import { testWorld } from '../../src/pack/simulate.fixture.ts'
import type { RecordSource, SourceRow } from '../../src/pack/simulate.ts'
import simulator from './simulate.ts'

const NOW = new Date('2026-11-18T10:30:00+07:00')
const sources = (changes: object = {}) => simulator.records?.(testWorld({ scale: 0.2, ...changes })) as RecordSource[]
const read = (place: number, changes?: object) =>
  (sources(changes)[place] as RecordSource).changesSince(null, 1_000_000, NOW).records
const [uses, watches] = [read(0), read(1)]
const sum = (rows: SourceRow[], ...fields: string[]) =>
  rows.flatMap((row) => fields.map((field) => Number(row[field]))).reduce((a, b) => a + b, 0)

test('the same world tells the same, another seed otherwise', () => {
  expect(read(0)).toEqual(uses)
  expect(read(0, { seed: 2 })).not.toEqual(uses)
})

test('every call either failed or was answered in some time', () => {
  for (const row of uses) {
    const failed = sum([row], 'QuaThoiGian', 'TuChoi', 'LoiNguon')
    expect(sum([row], 'Ms100', 'Ms300', 'Ms1000', 'Ms3000', 'MsTren3000') + failed).toBe(sum([row], 'SoLanGoi'))
  }
  const share = sum(uses, 'QuaThoiGian', 'TuChoi', 'LoiNguon') / sum(uses, 'SoLanGoi')
  expect(share).toBeGreaterThan(0.001)
  expect(share).toBeLessThan(0.05)
})

test('a day under way is told so far, a day that is over once and whole', () => {
  const on = (day: string) => watches.filter(({ Ngay }) => Ngay === day)
  expect(new Set(on('2026-11-18').map(({ PhutGiamSat }) => PhutGiamSat))).toEqual(new Set(['600']))
  expect(new Set(on('2026-11-17').map(({ PhutGiamSat }) => PhutGiamSat))).toEqual(new Set(['1440']))
  expect(new Set(watches.map(({ MaBanGhi }) => MaBanGhi)).size).toBe(watches.length)
})

test('offices call more than weekends do, and some system was down some day', () => {
  const calls = (day: string) =>
    sum(
      uses.filter(({ Ngay }) => Ngay === day),
      'SoLanGoi',
    )
  expect(calls('2026-11-15')).toBeLessThan(calls('2026-11-17') * 0.6)
  expect(watches.some(({ PhutHoatDong, PhutGiamSat }) => PhutHoatDong !== PhutGiamSat)).toBe(true)
})

test('every agency is in the shared catalogue once, and three of them are not as we know them', () => {
  const world = testWorld({ scale: 0.2 })
  const listed = read(2)
  expect(listed).toHaveLength(world.departments.length + world.communes.length + 2)
  const known = new Map([world.province, ...world.departments, ...world.communes].map(({ code, name }) => [code, name]))
  const differs = ({ MaDinhDanhCap1, MaDinhDanhCap2, TenDonVi }: SourceRow) =>
    known.get(String(MaDinhDanhCap2 || MaDinhDanhCap1)) !== TenDonVi
  expect(listed.filter(differs)).toHaveLength(3)
})
