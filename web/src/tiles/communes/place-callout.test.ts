import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placeCallout } from './place-callout.ts'

const area = { width: 1_500, height: 900 }
const size = { width: 480, height: 160 }
const taken = [
  { left: 1_000, top: 0, right: 1_500, bottom: 400 },
  { left: 0, top: 600, right: 450, bottom: 900 },
]

test('a callout never leaves the map, wherever its unit lies, and its line ends at its edge', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_500 }), fc.integer({ min: 0, max: 900 }), (x, y) => {
      const { end, ...placed } = placeCallout({ x, y }, size, area, taken, 60)
      expect(placed.x).toBeGreaterThanOrEqual(0)
      expect(placed.y).toBeGreaterThanOrEqual(0)
      expect(placed.x + size.width).toBeLessThanOrEqual(area.width)
      expect(placed.y + size.height).toBeLessThanOrEqual(area.height)
      expect(end.x >= placed.x && end.x <= placed.x + size.width && end.y >= placed.y && end.y <= placed.y + size.height).toBe(
        true,
      )
    }),
  )
})

test('it covers neither the list nor the legend nor its own unit where there is room elsewhere', () => {
  const at = { x: 960, y: 200 }
  const { x, y } = placeCallout(at, size, area, taken, 60)
  expect(x + size.width).toBeLessThanOrEqual(at.x)
  expect(y + size.height).toBeLessThanOrEqual(area.height)
})
