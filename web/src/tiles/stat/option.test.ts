import { expect, test } from 'vitest'
import { sparkShape } from './option.ts'

const size = { width: 120, height: 60 }
const points = (...values: (number | null | [number])[]) =>
  values.map((value, index) => ({
    at: `2026-11-0${index + 1}T00:00:00Z`,
    value: Array.isArray(value) ? value[0] : value,
    state: value === null ? ('missing' as const) : ('ok' as const),
    provisional: Array.isArray(value),
    simulated: false,
    estimate: false,
  }))

test('a spark line runs from edge to edge, high values up', () => {
  expect(sparkShape(points(1, 3, 2), null, size, 10)).toMatchObject({
    line: 'M10 50L60 10L110 30',
    tail: '',
    end: { x: 110, y: 30 },
  })
})

test('provisional points hang on as a dotted tail from the last final one', () => {
  const shape = sparkShape(points(1, 3, [2]), null, size, 10)
  expect(shape?.line).toBe('M10 50L60 10')
  expect(shape?.tail).toBe('M60 10L110 30')
})

test('a missing day is a gap, and a gap is never filled under the line', () => {
  const shape = sparkShape(points(1, null, 3, 2), null, size, 10)
  expect(shape?.line).toBe('M10 50M76.7 10L110 30')
  expect(shape?.area).toBe('')
})

test('a gap that may still be filled lifts the pen too, and nothing is shaded below', () => {
  const gap = points(1, null, 3, 2).map((point) => ({ ...point, provisional: point.value === null }))
  const shape = sparkShape(gap, null, size, 10)
  expect([shape?.line, shape?.area]).toEqual(['M10 50M76.7 10L110 30', ''])
})

test('the target is in the picture even when the line never reaches it', () => {
  const shape = sparkShape(points(1, 2), 3, size, 10)
  expect(shape?.target).toBe('M10 10H110')
  expect(shape?.line).toBe('M10 50L110 30')
})

test('one point is not a shape of time', () => {
  expect(sparkShape(points(null, 4), 5, size, 10)).toBeNull()
})

test('nor are values with gaps between all of them', () => {
  expect(sparkShape(points(3, null, 4), null, size, 10)).toBeNull()
  expect(sparkShape(points(3, null, 4, 5), null, size, 10)?.line).toBe('M10 50M76.7 30L110 10')
})

test('a line that never moves stands in the middle', () => {
  expect(sparkShape(points(0, 0), null, size, 10)?.line).toBe('M10 30L110 30')
})
