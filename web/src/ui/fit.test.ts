import { expect, test } from 'vitest'
import { rowsShown, rowsThatFit, widthsThatFit } from './fit.ts'

test('only whole rows are shown', () => {
  expect(rowsThatFit(315, 52)).toBe(6)
  expect(rowsThatFit(311, 52)).toBe(5)
  expect(rowsThatFit(110, 50, 10)).toBe(2)
  expect(rowsThatFit(0, 52)).toBe(0)
})

test('where not all have a line, the last line says how many more there are', () => {
  const rows = (count: number) => Array.from({ length: count }, (_, n) => n)
  expect(rowsShown(rows(4), 4)).toEqual({ rows: [0, 1, 2, 3], rest: 0 })
  expect(rowsShown(rows(9), 4)).toEqual({ rows: [0, 1, 2], rest: 6 })
  expect(rowsShown(rows(2), 0)).toEqual({ rows: [], rest: 2 })
})

test('headlines fill the strip, and the last may be cut short but stays readable', () => {
  expect(widthsThatFit([400, 400, 400], 1_000, 150)).toEqual({ shown: 3, cut: true })
  expect(widthsThatFit([400, 400, 400], 1_000, 250)).toEqual({ shown: 2, cut: false })
  expect(widthsThatFit([400, 400], 1_000, 250)).toEqual({ shown: 2, cut: false })
  expect(widthsThatFit([5_000], 1_000, 250)).toEqual({ shown: 1, cut: true })
  expect(widthsThatFit([400], 0, 250)).toEqual({ shown: 0, cut: false })
})

test('a short headline stands whole in less room than a cut one would need', () => {
  expect(widthsThatFit([400, 100], 500, 250)).toEqual({ shown: 2, cut: false })
})
