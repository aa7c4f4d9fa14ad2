import { expect, test } from 'vitest'
import { decimalsOf, numberIn, ownPart } from './bounds.ts'

test('a bound is read as a Vietnamese writes it, and written so that it reads the same', () => {
  expect(['3.000', '3000', '1,5', '1.234.567,25', ' 7 '].map(numberIn)).toEqual([3_000, 3_000, 1.5, 1_234_567.25, 7])
  expect(['', 'x', '1,2,3'].map(numberIn)).toEqual([Number.NaN, Number.NaN, Number.NaN])
  expect([3_000, 1.5, 0.25].map(decimalsOf)).toEqual([0, 1, 2])
})

test('of a row only what it says itself is shown below the rule it breaks', () => {
  const rule = { says: { vi: '«A» không lớn hơn 3', en: '' }, why: { vi: 'Soát lại.', en: '' } }
  expect(ownPart('«A» không lớn hơn 3. Dòng này: «A» 5. Soát lại.', rule)).toBe('Dòng này: «A» 5.')
  expect(ownPart('«A» không lớn hơn 2. Dòng này: «A» 5. Soát lại.', { ...rule, why: null })).toBe(
    '«A» không lớn hơn 2. Dòng này: «A» 5. Soát lại.',
  )
})
