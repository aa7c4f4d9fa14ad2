import { expect, test } from 'vitest'
import { ticked } from './months.ts'

test('a report is due of all months until some are left out, and never of none', () => {
  const noJune = ticked('month', undefined, 6)
  expect(noJune).toEqual([1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12])
  expect(ticked('month', noJune, 6)).toBe(undefined)
  expect(ticked('quarter', undefined, 9)).toEqual([3, 6, 12])
  expect(ticked('quarter', [12], 12)).toEqual([12])
})
