import { expect, test } from 'vitest'
import { factorOf } from './factors.ts'

test('the word for a unit says how many of ours one of it is', () => {
  const factors = [
    'Triệu đồng',
    'tỷ đồng',
    'nghìn người',
    'người',
    '%',
    'ha',
    'km²',
    'm2',
    'triệu lượt',
    'nghìn tỷ đồng',
    'trang',
  ].map(factorOf)
  expect(factors).toEqual([1e6, 1e9, 1e3, 1, 1, 0.01, 1, 1e-6, 1e6, 1e12, 1])
  expect(factorOf('Triệu đồng'.normalize('NFD'))).toBe(1e6)
})
