import { expect, test } from 'vitest'
import { testWorld } from '../../src/pack/simulate.fixture.ts'
import type { RecordSource, SourceRow } from '../../src/pack/simulate.ts'
import simulator from './simulate.ts'

const source = (changes: object) => simulator.records?.(testWorld(changes)) as RecordSource
const read = (now: string, changes: object = {}) => source(changes).changesSince(null, 1_000, new Date(`${now}+07:00`)).records
const standings = (row: SourceRow) => row.BangXepHang as Record<string, string>[]

test('an edition a month, out on the fifth of the next, of all provinces ranked since July 2025', () => {
  const periods = (now: string) => read(now, { start: '2024-11-01' }).map(({ KyDanhGia }) => KyDanhGia)
  expect(periods('2025-08-05T08:59:00')).toEqual([])
  expect(periods('2025-10-05T09:00:00')).toEqual(['2025-07', '2025-08', '2025-09'])
})

test('every edition lists the own province once among the others, the best first, the same each time it is asked', () => {
  const province = { ...testWorld().province, name: 'Tỉnh Hưng Yên' }
  const rows = read('2026-11-20T10:00:00', { province })
  expect(rows).toHaveLength(3)
  expect(rows).toEqual(read('2026-11-20T10:00:00', { province }))
  for (const row of rows) {
    const points = standings(row).map(({ TongDiem }) => Number(TongDiem))
    expect(points).toEqual(points.toSorted((a, b) => b - a))
    expect(standings(row).filter(({ TenTinh }) => TenTinh === 'Hưng Yên')).toHaveLength(1)
    expect([standings(row).length, row.SoDonVi]).toEqual([34, '34'])
  }
  expect(standings(rows[0] as SourceRow)).not.toEqual(standings(rows[1] as SourceRow))
})
