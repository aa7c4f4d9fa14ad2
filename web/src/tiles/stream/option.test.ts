import { expect, test } from 'vitest'
import { newestFirst } from './option.ts'

const item = (id: string, minute: number) => ({
  id,
  at: `2026-11-20T02:${String(minute).padStart(2, '0')}:00Z`,
  title: id,
  feed: 'press-sim',
  outlet: 'Báo Hưng Yên',
  copies: 1,
})

test('the newest mention comes first, whatever order they were sent in', () => {
  expect(newestFirst([item('a', 1), item('c', 30), item('b', 12)]).map(({ id }) => id)).toEqual(['c', 'b', 'a'])
})

test('a mention stands once', () => {
  expect(newestFirst([item('a', 1), item('a', 9)])).toEqual([item('a', 9)])
})
