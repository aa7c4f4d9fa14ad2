import { expect, test } from 'vitest'
import { formatAmount, formatNumber } from './number.ts'
import { DONG, DOSSIER, PERCENT } from './units.fixture.ts'

test('Vietnamese numbers have dots for thousands and a decimal comma', () => {
  expect(formatNumber(1_234_567.84, 1, 'vi')).toBe('1.234.567,8')
  expect(formatNumber(1_234_567.84, 1, 'en')).toBe('1,234,567.8')
})

test('a number that rounds to nothing carries no minus', () => {
  expect(formatNumber(-0.04, 1, 'vi')).toBe('0,0')
  expect(formatNumber(-0.4, 1, 'vi')).toBe('−0,4')
})

test('money is read in billions above a billion đồng, in millions above a million', () => {
  expect(formatAmount(41_286_400_000_000, DONG, 0, 'vi')).toEqual({ text: '41.286', unit: 'billion' })
  expect(formatAmount(412_340_000_000, DONG, 0, 'vi')).toEqual({ text: '412,3', unit: 'billion' })
  expect(formatAmount(12_340_000, DONG, 0, 'vi')).toEqual({ text: '12,3', unit: 'million' })
  expect(formatAmount(900_000, DONG, 0, 'vi')).toEqual({ text: '900.000', unit: DONG })
})

test('other units keep the decimals their indicator asks for', () => {
  expect(formatAmount(94.25, PERCENT, 1, 'vi')).toEqual({ text: '94,3', unit: PERCENT })
  expect(formatAmount(1204, DOSSIER, undefined, 'vi')).toEqual({ text: '1.204', unit: DOSSIER })
})
