import { expect, test } from 'vitest'
import { treatmentOf, withTreatment } from './personal.ts'

test('of several rules for a column the strictest says what becomes of it', () => {
  expect(treatmentOf([{ mask: 'a' }, { seal: 'a' }], 'a')).toBe('seal')
  expect(treatmentOf([{ seal: 'a' }, 'a'], 'a')).toBe('drop')
  expect(treatmentOf(['a'], 'b')).toBe('keep')
})

test('another treatment takes the place of all that were, and leaves other columns alone', () => {
  const redact = ['a', { mask: 'b' }, { seal: 'c' }]
  expect(withTreatment(redact, 'a', 'seal')).toEqual([{ seal: 'a' }, { mask: 'b' }, { seal: 'c' }])
  expect(withTreatment(redact, 'b', 'keep')).toEqual(['a', { seal: 'c' }])
  expect(withTreatment(redact, 'd', 'drop')).toEqual([...redact, 'd'])
  expect(withTreatment(['a', { mask: 'a' }, 'b'], 'a', 'mask')).toEqual([{ mask: 'a' }, 'b'])
})
