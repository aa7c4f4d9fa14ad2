import { expect, test } from 'vitest'
import { rowsThatFit, widthsThatFit } from './fit.ts'

test('only whole rows are shown', () => {
  expect(rowsThatFit(315, 52)).toBe(6)
  expect(rowsThatFit(311, 52)).toBe(5)
  expect(rowsThatFit(110, 50, 10)).toBe(2)
  expect(rowsThatFit(0, 52)).toBe(0)
})

test('headlines fill the strip, and the last may be cut short but stays readable', () => {
  expect(widthsThatFit([400, 400, 400], 1_000, 150)).toBe(3)
  expect(widthsThatFit([400, 400, 400], 1_000, 250)).toBe(2)
  expect(widthsThatFit([400, 400], 1_000, 250)).toBe(2)
  expect(widthsThatFit([5_000], 1_000, 250)).toBe(1)
})
