import { expect, test } from 'vitest'
import { sectionsThatFit } from './option.ts'

const section = (name: string, count: number) => ({
  title: { vi: name, en: name },
  rows: Array.from({ length: count }, (_, n) => ({
    key: `${name}-${n}`,
    title: { vi: `${name} ${n}`, en: `${name} ${n}` },
    asked: {},
    cells: [{ value: n, state: 'ok' as const, estimate: false }],
  })),
})

const sizes = (counts: number[], room: number) => {
  const { shown, hidden } = sectionsThatFit(
    counts.map((count, n) => section(String(n), count)),
    room,
  )
  return { rows: shown.map(({ rows }) => rows.length), hidden }
}

test('a small section is shown whole and leaves its room to the others', () => {
  expect(sizes([16, 1, 104], 23)).toEqual({ rows: [9, 1, 10], hidden: 101 })
  expect(sizes([3, 1, 4], 40)).toEqual({ rows: [3, 1, 4], hidden: 0 })
})

test('one section alone needs no heading', () => {
  expect(sizes([10], 6)).toEqual({ rows: [6], hidden: 4 })
})

test('where there is no room at all nothing is shown and everything is counted', () => {
  expect(sizes([5, 5], 0)).toEqual({ rows: [0, 0], hidden: 10 })
})
