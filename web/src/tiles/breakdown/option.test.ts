import { expect, test } from 'vitest'
import { breakdownRows } from './option.ts'

const cell = (value: number) => ({ value, state: 'ok' as const, estimate: false })

const row = (key: string, value: number, whole: number | null) => ({
  key,
  title: { vi: key, en: key },
  ...cell(value),
  whole: whole === null ? null : cell(whole),
  share: whole ? value / whole : null,
  question: { indicator: 'a.b' },
})

test('a row fills its track by how much of its own plan it has reached, however large it is', () => {
  const rows = breakdownRows([row('small', 9, 10), row('large', 50, 100)], 5)
  expect(rows.map(({ key, part }) => [key, part])).toEqual([
    ['large', 0.5],
    ['small', 0.9],
  ])
})

test('past its plan a track is full; without a plan among others it is empty', () => {
  const rows = breakdownRows([row('over', 130, 100), row('unplanned', 20, null)], 5)
  expect(rows.map(({ part }) => part)).toEqual([1, 0])
})

test('where nothing has a plan, rows compare with the largest', () => {
  expect(breakdownRows([row('a', 40, null), row('b', 10, null)], 5).map(({ part }) => part)).toEqual([1, 0.25])
})

test('what does not fit is left out', () => {
  expect(breakdownRows([row('a', 3, 4), row('b', 2, 4), row('c', 1, 4)], 2)).toHaveLength(2)
})
