import { expect, test } from 'vitest'
import { Target } from '../pack/pack.ts'
import { target } from './registry.fixture.ts'
import { targetFor } from './target-for.ts'

const commune = { key: 'phuong-pho-hien', kind: 'commune', ancestors: ['hung-yen'] }
const province = { key: 'hung-yen', kind: 'province', ancestors: [] }
const targets = [
  target({ value: 1 }),
  target({ value: 2, level: 'commune' }),
  target({ value: 3, level: 'commune', unit: 'hung-yen' }),
  target({ value: 4, unit: 'phuong-pho-hien' }),
].map((each) => Target.parse(each))
const valueFor = (unit: typeof commune, among = targets, day = '2026-06-01') => targetFor(among, unit, day)?.value

test('the most particular target wins: the unit’s own, its kind in its province, its kind, everybody’s', () => {
  expect([4, 3, 2, 1].map((count) => valueFor(commune, targets.slice(0, count)))).toEqual([4, 3, 2, 1])
})

test('a target for one unit or one kind says nothing to others', () => {
  expect(valueFor(province)).toBe(1)
  expect(valueFor({ key: 'xa-khac', kind: 'commune', ancestors: ['lao-cai'] })).toBe(2)
  expect(valueFor({ key: 'so-tai-chinh', kind: 'department', ancestors: ['hung-yen'] }, targets.slice(1))).toBeUndefined()
})

test('a target of the nearer unit goes before one of the farther', () => {
  const district = Target.parse(target({ value: 5, level: 'commune', unit: 'tien-lu' }))
  expect(valueFor({ ...commune, key: 'xa', ancestors: ['tien-lu', 'hung-yen'] }, [...targets, district])).toBe(5)
})

test('a target holds from its first day to its last', () => {
  const days = ['2025-12-31', '2026-01-01', '2026-12-31', '2027-01-01']
  expect(days.map((day) => valueFor(province, targets, day))).toEqual([undefined, 1, 1, undefined])
})
