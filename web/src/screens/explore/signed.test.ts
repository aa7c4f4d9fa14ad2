import type { SigningWithin } from '@ioc/server/contract'
import { expect, test } from 'vitest'
import type { Cell, Cube } from './cube.ts'
import { isOfSigned, reachOf, withSigned } from './signed.ts'

const [AUGUST, SEPTEMBER, OCTOBER] = ['2026-07-31T17:00:00.000Z', '2026-08-31T17:00:00.000Z', '2026-09-30T17:00:00.000Z'] as const

const cell = (value: number) => ({ value, signed: null }) as Cell
const cube = (part = false): Cube =>
  ({
    slots: [AUGUST, SEPTEMBER],
    rows: [{ member: { key: 'a', name: 'a', part }, cells: [[cell(4), cell(7)]] }],
  }) as unknown as Cube

const august = (changed: Partial<SigningWithin> = {}): SigningWithin => ({
  ...{ round: 'r', level: 'unit', unit: 'a', units: ['a'], by: 'Hoa', at: '2026-09-03T01:00:00.000Z' },
  ...{ period: { from: '2026-08-01', name: { vi: 'tháng 08/2026', en: '08/2026' } }, from: AUGUST, to: SEPTEMBER },
  ...{ figure: { value: 4 }, ...changed },
})

const signedIn = (of: Cube) => of.rows[0]?.cells[0]?.map((each) => each?.signed ?? null)

test('the month that is signed is marked and the one after it is not', () => {
  const [first, next] = signedIn(withSigned(cube(), 'month', [[august()]])) ?? []
  expect(first).toMatchObject({ level: 'unit', by: 'Hoa', other: null })
  expect(next).toBeNull()
})

test('a value that is not what was signed says what was', () => {
  const signed = signedIn(withSigned(cube(), 'month', [[august({ figure: { value: 5 } })]]))
  expect(signed?.[0]?.other).toEqual({ value: 5 })
})

test('of a province’s signing a unit keeps its own value, of which the province said none', () => {
  const signed = signedIn(withSigned(cube(), 'month', [[august({ level: 'province', unit: 'p', figure: { value: 90 } })]]))
  expect(signed?.[0]).toMatchObject({ level: 'province', other: null })
})

test('a day within a signed month is signed, a year with such a month is not', () => {
  expect(signedIn(withSigned(cube(), 'day', [[august()]]))?.[0]).not.toBeNull()
  expect(signedIn(withSigned(cube(), 'year', [[august()]]))?.[0]).toBeNull()
})

test('nobody signs for another unit, for another indicator or for a part of a unit', () => {
  expect(signedIn(withSigned(cube(), 'month', [[august({ units: ['b'] })]]))).toEqual([null, null])
  expect(signedIn(withSigned(cube(), 'month', [[], [august()]]))).toEqual([null, null])
  expect(signedIn(withSigned(cube(true), 'month', [[august()]]))).toEqual([null, null])
})

test('of one period it is the period that is signed', () => {
  const whole = { ...cube(), slots: null, span: { from: AUGUST, to: SEPTEMBER } }
  expect(signedIn(withSigned(whole, 'month', [[august()]]))?.[0]).not.toBeNull()
  const longer = { ...whole, span: { from: AUGUST, to: OCTOBER } }
  expect(signedIn(withSigned(longer, 'month', [[august()]]))?.[0]).toBeNull()
  expect(reachOf(cube(), 'month')).toEqual({ from: AUGUST, to: OCTOBER })
})

test('what was known before, a narrowed figure and its parts are what nobody signed', () => {
  const asked = { by: null, asOf: null, where: [], running: false }
  expect(isOfSigned(asked)).toBe(true)
  expect(isOfSigned({ ...asked, by: 'unit' })).toBe(true)
  for (const other of [{ asOf: '2026-08-01' }, { where: ['field:x'] }, { by: 'field' }, { running: true }])
    expect(isOfSigned({ ...asked, ...other })).toBe(false)
})
