import { expect, test } from 'vitest'
import { withParts } from './parts.ts'

const row = (key: string, value: number | null) => ({ key, value })

test('rows keep their order, each a part of the largest, also of one that does not fit', () => {
  expect(withParts([row('a', 50), row('b', 200)], 5).map(({ key, part }) => [key, part])).toEqual([
    ['a', 0.25],
    ['b', 1],
  ])
  expect(withParts([row('a', 50), row('b', 200)], 1).map(({ part }) => part)).toEqual([0.25])
})

test('what has no number has no bar, and nothing has one where all are zero', () => {
  expect(withParts([row('a', 3), row('b', null)], 5).map(({ value, part }) => [value, part])).toEqual([
    [3, 1],
    [null, 0],
  ])
  expect(withParts([row('a', 0)], 5)[0]?.part).toBe(0)
})

test('what is below zero is as long as it is much', () => {
  expect(withParts([row('deficit', -200), row('surplus', 50)], 5).map(({ part }) => part)).toEqual([1, 0.25])
})
