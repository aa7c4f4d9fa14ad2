import { expect, test } from 'vitest'
import { formatNumber } from '../../../text/number.ts'
import { decimalsOf, numberIn, ownPart } from './bounds.ts'

test('a bound is read as a Vietnamese writes it, and written so that it reads the same', () => {
  const read = (language: 'vi' | 'en', ...texts: string[]) => texts.map((text) => numberIn(text, language))
  expect(read('vi', '3.000', '3000', '1,5', '1.234.567,25', ' 7 ', '0.125')).toEqual([3_000, 3_000, 1.5, 1_234_567.25, 7, 0.125])
  expect(read('en', '3,000', '3000', '1.5', '1,234,567.25', '−2')).toEqual([3_000, 3_000, 1.5, 1_234_567.25, -2])
  expect(read('vi', '', 'x', '1,2,3')).toEqual([Number.NaN, Number.NaN, Number.NaN])
  for (const language of ['vi', 'en'] as const)
    for (const bound of [3_000, 1_000_000, 0.125, -40, 12.5])
      expect(read(language, formatNumber(bound, decimalsOf(bound), language))).toEqual([bound])
  expect([3_000, 1.5, 0.25].map(decimalsOf)).toEqual([0, 1, 2])
})

test('of a row only what it says itself is shown below the rule it breaks', () => {
  const rule = { says: { vi: '«A» không lớn hơn 3', en: '' }, why: { vi: 'Soát lại.', en: '' } }
  expect(ownPart('«A» không lớn hơn 3. Dòng này: «A» 5. Soát lại.', rule)).toBe('Dòng này: «A» 5.')
  expect(ownPart('«A» không lớn hơn 2. Dòng này: «A» 5. Soát lại.', { ...rule, why: null })).toBe(
    '«A» không lớn hơn 2. Dòng này: «A» 5. Soát lại.',
  )
})
