import { expect, test } from 'vitest'
import { rowsThatFit, widthsThatFit } from './fit.ts'

test('only whole rows are shown', () => {
  expect(rowsThatFit(315, 52)).toBe(6)
  expect(rowsThatFit(311, 52)).toBe(5)
  expect(rowsThatFit(110, 50, 10)).toBe(2)
  expect(rowsThatFit(0, 52)).toBe(0)
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
