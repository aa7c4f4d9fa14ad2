import { expect, test } from 'vitest'
import { blueOf, bluesOf, type HeatCell, peakOf } from './option.ts'

const cell = (hour: number, value: number | null): HeatCell => ({
  weekday: 1,
  hour,
  value,
  hours: 4,
  state: value === null ? 'missing' : 'ok',
  estimate: false,
})

test('the busier an hour the lighter its blue, and one without a number has none', () => {
  const cells = [0, 0, 0, 1, 2, 3, 5, 8, 13, 21].map((value, hour) => cell(hour, value))
  const blues = bluesOf(cells)
  const steps = cells.map((each) => Number(blueOf(each, blues)))
  expect(steps).toEqual(steps.toSorted((a, b) => a - b))
  expect(steps.at(0)).toBe(1)
  expect(steps.at(-1)).toBe(blues.length)
  expect(blueOf(cell(3, null), blues)).toBeNull()
})

test('the busiest hour is named, the first of several; of nothing there is none', () => {
  expect(peakOf([cell(8, 2), cell(9, 7), cell(10, 7)])).toMatchObject({ hour: 9, value: 7 })
  expect(peakOf([cell(8, 0), cell(9, null)])).toBeNull()
})
