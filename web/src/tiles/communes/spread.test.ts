import fc from 'fast-check'
import { expect, test } from 'vitest'
import { spread } from './spread.ts'

const point = fc.record({ x: fc.double({ min: 0, max: 400, noNaN: true }), y: fc.double({ min: 0, max: 400, noNaN: true }) })

test('numbers never stand on each other, however close their units lie', () => {
  fc.assert(
    fc.property(fc.array(point, { maxLength: 12 }), (points) => {
      const placed = spread(points, 50)
      for (const [index, mark] of placed.entries())
        for (const other of placed.slice(0, index))
          expect(Math.hypot(mark.x - other.x, mark.y - other.y)).toBeGreaterThanOrEqual(50)
    }),
  )
})

test('a number with room stays on its unit', () => {
  const points = [
    { x: 0, y: 0 },
    { x: 100, y: 0 },
  ]
  expect(spread(points, 50)).toEqual(points)
})

test('a number between two that leave it no room goes aside rather than back and forth', () => {
  const [, , between] = spread(
    [
      { x: 0, y: 0 },
      { x: 60, y: 0 },
      { x: 30, y: 0 },
    ],
    50,
  )
  expect(Math.abs(between?.y ?? 0)).toBeGreaterThan(30)
})
