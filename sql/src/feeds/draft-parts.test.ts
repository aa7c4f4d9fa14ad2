import { expect, test } from 'vitest'
import { changesBetween, overlap, withChanges } from './draft-parts.ts'

const BEFORE = { connector: 'rest', settings: { url: 'a', header: { x: '1' } }, map: { code: { from: ['Mã'] } }, promise: 60 }

test('what differs is told part by part: a setting or a column mapped by itself, all else whole', () => {
  const after = {
    connector: 'rest',
    settings: { url: 'b', header: { x: '2' } },
    map: { unit: { from: ['Xã'] } },
    format: { kind: 'csv', delimiter: ';' },
    promise: undefined,
  }
  expect(changesBetween(BEFORE, after)).toEqual([
    { path: ['settings', 'url'], value: 'b' },
    { path: ['settings', 'header'], value: { x: '2' } },
    { path: ['map', 'code'], removed: true },
    { path: ['map', 'unit'], value: { from: ['Xã'] } },
    { path: ['promise'], removed: true },
    { path: ['format'], value: { kind: 'csv', delimiter: ';' } },
  ])
  expect(withChanges(BEFORE, changesBetween(BEFORE, after))).toEqual(JSON.parse(JSON.stringify(after)))
})

test('who writes the first settings is not in the way of who writes others', () => {
  expect(changesBetween({}, { settings: { url: 'a' } })).toEqual([{ path: ['settings', 'url'], value: 'a' }])
  expect(changesBetween(BEFORE, { ...BEFORE, settings: undefined })).toEqual([
    { path: ['settings', 'url'], removed: true },
    { path: ['settings', 'header'], removed: true },
  ])
  expect(withChanges({}, [{ path: ['map', 'code'], removed: true }])).toEqual({})
})

test('parts are in each other’s way where one is within the other, or says what the other means', () => {
  expect(overlap(['map', 'code'], ['map', 'unit'])).toBe(false)
  expect(overlap(['map'], ['map', 'unit'])).toBe(true)
  expect(overlap(['map', 'unit'], ['map'])).toBe(true)
  expect(overlap(['kind'], ['map', 'unit'])).toBe(true)
  expect(overlap(['settings', 'url'], ['domain'])).toBe(false)
})
