import { expect, test } from 'vitest'
import { testWorld } from '../../src/pack/simulate.fixture.ts'
import type { RecordSource } from '../../src/pack/simulate.ts'
import simulator from './simulate.ts'

const NOW = new Date('2026-11-18T10:00:00+07:00')
const source = (changes: object) => simulator.records?.(testWorld({ start: '2025-12-01', ...changes })) as RecordSource
const read = (changes = {}) => source(changes).changesSince(null, 1_000_000, NOW).records
const standing = [...new Map(read().map((row) => [row.SoHieu, row])).values()]
const inUse = standing.filter(({ TrangThai }) => TrangThai === 'HieuLuc')

test('the same world has the same certificates, another seed others', () => {
  expect(read()).toEqual(read())
  expect(read({ seed: 2 })).not.toEqual(read())
})

test('every site has one, a few expire soon and a few have expired unnoticed', () => {
  const now = '2026-11-18'
  const within = (to: string) => inUse.filter(({ HetHan }) => (HetHan as string) > now && (HetHan as string) < to).length
  expect(inUse.filter(({ LoaiChungThu }) => LoaiChungThu === 'TLS').length).toBeGreaterThan(100)
  expect(within('2026-12-18')).toBeGreaterThan(0)
  expect(within('2027-02-18')).toBeGreaterThan(within('2026-12-18'))
  const expired = inUse.filter(({ HetHan }) => (HetHan as string) < now).length
  expect(expired).toBeGreaterThan(0)
  expect(expired / inUse.length).toBeLessThan(0.03)
})

test('what ended says when', () => {
  for (const { TrangThai, NgayChamDut } of standing) expect(NgayChamDut === '').toBe(TrangThai === 'HieuLuc')
})
