import { expect, test } from 'vitest'
import { rankingRows } from './option.ts'

const row = (key: string, value: number) => ({ key, value, title: { vi: key, en: key } })

test('the largest comes first and fills its track; the others are parts of it', () => {
  expect(rankingRows([row('b', 50), row('a', 200)], 5).map(({ key, part }) => [key, part])).toEqual([
    ['a', 1],
    ['b', 0.25],
  ])
})

test('rows that do not fit are left out, and do not change the scale', () => {
  expect(rankingRows([row('a', 200), row('b', 50), row('c', 10)], 2).map(({ part }) => part)).toEqual([1, 0.25])
})

test('all zeros draw no bars', () => {
  expect(rankingRows([row('a', 0)], 5)[0]?.part).toBe(0)
})
