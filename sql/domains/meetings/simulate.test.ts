import { expect, test } from 'vitest'
import { testWorld } from '../../src/pack/simulate.fixture.ts'
import type { RecordSource } from '../../src/pack/simulate.ts'
import simulator from './simulate.ts'

const NOW = new Date('2026-11-18T10:30:00+07:00')
const sources = (changes: object = {}) => simulator.records?.(testWorld(changes)) as RecordSource[]
const read = (place: number, changes?: object) =>
  (sources(changes)[place] as RecordSource).changesSince(null, 1_000_000, NOW).records
const last = (place: number, code: string) => [...new Map(read(place).map((row) => [row[code], row])).values()]
const [meetings, rooms] = [last(0, 'MaCuocHop'), last(1, 'MaDiemCau')]

test('the same world meets the same, another seed otherwise', () => {
  expect(read(0)).toEqual(read(0))
  expect(read(0, { seed: 2 })).not.toEqual(read(0))
})

test('meetings are planned ahead, then held or cancelled', () => {
  const of = (state: string) => meetings.filter(({ TrangThai }) => TrangThai === state)
  expect(of('DuKien').every(({ BatDau }) => (BatDau as string) > '2026-11-18T06')).toBe(true)
  expect(of('DuKien').length).toBeGreaterThan(2)
  expect(of('DaHop').length).toBeGreaterThan(of('Huy').length * 5)
  for (const { SoDiemCauMoi, SoDiemCauThamGia } of of('DaHop'))
    expect(Number(SoDiemCauThamGia)).toBeLessThanOrEqual(Number(SoDiemCauMoi))
})

test('every commune, department and the province itself has a room, nearly all of them up', () => {
  const { communes, departments } = testWorld()
  expect(rooms).toHaveLength(communes.length + departments.length + 1)
  const up = rooms.filter(({ TrangThai }) => TrangThai === 'SanSang').length / rooms.length
  expect(up).toBeGreaterThan(0.9)
  expect(up).toBeLessThan(1)
})
