import { expect, test } from 'vitest'
import { barShape } from './option.ts'

test('the bar fills by the share of the plan, with a tick where the year stands', () => {
  expect(barShape(0.916, 0.885)).toEqual({ fill: 0.916, tick: 0.885, full: 1 })
})

test('past the plan the bar is full and shows where the plan was met', () => {
  expect(barShape(1.25, 0.5)).toEqual({ fill: 1, tick: 0.4, full: 0.8 })
})

test('without a share the bar is empty but time still shows', () => {
  expect(barShape(null, 0.25)).toEqual({ fill: 0, tick: 0.25, full: 1 })
})

test('a refund below zero does not draw backwards', () => {
  expect(barShape(-0.2, 0).fill).toBe(0)
})
