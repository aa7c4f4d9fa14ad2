import { expect, test } from 'vitest'
import { inOrder, onPlane } from './roving.ts'

const rows = [0, 1, 2].map((y) => ({ x: 0, y }))
// Two rows of hexagons, the lower pushed right by half of one.
const hexagons = [
  { x: 0, y: 0 },
  { x: 1, y: 0 },
  { x: 2, y: 0 },
  { x: 0.5, y: 0.87 },
  { x: 1.5, y: 0.87 },
]

test('arrows go through a list and stop at its ends', () => {
  expect(inOrder(rows, 0, 'ArrowDown')).toBe(1)
  expect(inOrder(rows, 1, 'ArrowUp')).toBe(0)
  expect(inOrder(rows, 2, 'ArrowDown')).toBe(2)
  expect(inOrder(rows, 1, 'Enter')).toBe(1)
})

test('arrows on a map go to the nearest hexagon that way, and nowhere at its edge', () => {
  expect(onPlane(hexagons, 0, 'ArrowRight')).toBe(1)
  expect(onPlane(hexagons, 0, 'ArrowDown')).toBe(3)
  expect(onPlane(hexagons, 4, 'ArrowLeft')).toBe(3)
  expect([1, 2]).toContain(onPlane(hexagons, 4, 'ArrowUp'))
  expect(onPlane(hexagons, 2, 'ArrowRight')).toBe(2)
})

test('Home and End lead to the first and the last', () => {
  expect(inOrder(rows, 1, 'End')).toBe(2)
  expect(onPlane(hexagons, 4, 'Home')).toBe(0)
})
