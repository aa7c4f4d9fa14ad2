import type { FactAnswer } from '@ioc/server/contract'
import { expect, test } from 'vitest'
import { DOSSIER } from '../text/units.fixture.ts'
import {
  changesOf,
  hiddenOf,
  isInstant,
  largestGroup,
  mapBefore,
  plain,
  sayDims,
  type Term,
  unitChoices,
  versionAt,
} from './option.ts'

const term = (values: number[], rest = { groups: 0, rows: 0, value: 0 }): Term => ({
  measure: 'dossiers.received',
  role: null,
  title: { vi: 'Tiếp nhận', en: 'Received' },
  unitOfMeasurement: DOSSIER,
  unitOfGroups: DOSSIER,
  distinct: null,
  dimensions: {
    channel: { title: { vi: 'Hình thức', en: 'Channel' }, values: { online: { vi: 'trực tuyến', en: 'online' } } },
  },
  dim: null,
  values: null,
  where: {},
  begun: false,
  soFar: false,
  stood: false,
  yearBefore: null,
  days: 0,
  total: null,
  sum: null,
  agrees: true,
  groups: values.map((value) => ({
    unit: { key: `u${value}`, name: `U${value}` },
    dims: { channel: 'online' },
    rows: value,
    value,
    weight: 0.5,
  })),
  rest,
})
const proof = (...terms: Term[]) => ({ agrees: true, words: { vi: '', en: '' }, each: 1, value: null, rows: 0, terms })

test('the rows shown before anyone asks are of the largest group of the first term that has any', () => {
  expect(largestGroup(proof(term([]), term([9, 3])))).toEqual({ term: 1, unit: 'u9', dims: { channel: 'online' } })
  expect(largestGroup(proof(term([])))).toBeNull()
})

test('what is not listed is counted and added up, each with the share that counts', () => {
  expect(hiddenOf(term([8, 4, 2], { groups: 5, rows: 9, value: 7 }), 1)).toEqual({ groups: 7, value: 7 + 2 + 1 })
})

test('dims are said in words, in the source’s own where there are no others, and left out where there is none', () => {
  expect(sayDims({ channel: 'online', field: 'Hộ tịch', outcome: null }, term([]), { language: 'vi' })).toBe(
    'trực tuyến · Hộ tịch',
  )
})

const unit = (key: string, name: string, kind: string, parent: string | null, validFrom = '2025-07-01') => ({
  key,
  name,
  kind,
  parent,
  validFrom,
  code: null,
  validTo: null,
  legalAct: null,
})

test('units of one name are told apart by the one above, and who was asked about is always among them', () => {
  const old = [
    unit('h1', 'Huyện Một', 'district', 'p'),
    unit('h2', 'Huyện Hai', 'district', 'p'),
    unit('a', 'Xã Đông', 'commune', 'h1'),
    unit('b', 'Xã Đông', 'commune', 'h2'),
  ]
  const [communes, districts, others] = unitChoices(old, { key: 'z', name: 'Sở Z' })
  expect(communes?.units.map(({ within }) => within)).toEqual(['Huyện Một', 'Huyện Hai'])
  expect(districts?.units.map(({ name }) => name)).toEqual(['Huyện Hai', 'Huyện Một'])
  expect(others).toEqual({ kind: 'other', units: [{ key: 'z', name: 'Sở Z', within: null }] })
})

test('a unit of a kind nobody foresaw can be chosen like any other, and so can what stands above', () => {
  const units = [
    unit('n', 'Nước', 'country', null),
    unit('p', 'Tỉnh', 'province', 'n'),
    unit('k', 'Đặc khu Một', 'special_zone', 'p'),
    unit('a', 'Xã A', 'commune', 'p'),
  ]
  const choices = unitChoices(units, { key: 'k', name: 'Đặc khu Một' })
  expect(choices.map(({ kind, units }) => [kind, units.map(({ key }) => key)])).toEqual([
    ['commune', ['a']],
    ['province', ['p']],
    ['country', ['n']],
    ['special_zone', ['k']],
  ])
})

test('communes that all stand below one province need no such help', () => {
  const today = [unit('p', 'Tỉnh', 'province', null), unit('a', 'Xã A', 'commune', 'p'), unit('b', 'Xã B', 'commune', 'p')]
  expect(unitChoices(today, { key: 'p', name: 'Tỉnh' })[0]?.units.every(({ within }) => within === null)).toBe(true)
})

test('the map before is that of the day before the units began of which there are most', () => {
  const today = [
    unit('s', 'Sở', 'department', 'p', '2026-02-01'),
    unit('a', 'Xã A', 'commune', 'p'),
    unit('b', 'Xã B', 'commune', 'p'),
  ]
  expect(mapBefore(today)).toEqual({ first: '2025-07-01', last: '2025-06-30' })
  expect(mapBefore([])).toBeNull()
})

test('a version names the fields it changed and nothing the ledger keeps for itself', () => {
  const version = (fact: Record<string, unknown>) => ({ fact }) as FactAnswer['versions'][number]
  const before = version({ status: 'processing', outcome: null, source_version: 1, field: 'Hộ tịch' })
  const after = version({ status: 'done', outcome: 'late', source_version: 2, field: 'Hộ tịch' })
  expect(changesOf(after, before)).toEqual([
    { field: 'status', before: 'processing', after: 'done' },
    { field: 'outcome', before: null, after: 'late' },
  ])
  expect(changesOf(before, undefined)).toEqual([])
})

test('as of an instant the version that stood then is shown', () => {
  const versions = ['2026-03-01T00:00:00Z', '2026-02-01T00:00:00Z', '2026-01-01T00:00:00Z'].map(
    (since) => ({ since }) as FactAnswer['versions'][number],
  )
  expect(versionAt(versions, undefined)).toBe(0)
  expect(versionAt(versions, '2026-02-15T00:00:00Z')).toBe(1)
  expect(versionAt(versions, '2025-02-15T00:00:00Z')).toBe(2)
})

test('times of facts are told apart from words', () => {
  expect(['2026-11-20T02:51:12.277+00:00', '2026-11-20T02:51:12Z', '2026-11-20', 'done', 3].map(isInstant)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
})

test('a value stands as it was received, whatever its shape', () => {
  expect(['0', 0, false, null, undefined, ['a'], { a: 1 }].map(plain)).toEqual(['0', '0', 'false', '', '', '["a"]', '{"a":1}'])
})
