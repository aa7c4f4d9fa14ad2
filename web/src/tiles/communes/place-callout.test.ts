import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placeCallout } from './place-callout.ts'

const area = { width: 1_500, height: 900 }
const size = { width: 480, height: 160 }
const words = [
  { left: 1_000, top: 0, right: 1_500, bottom: 400 },
  { left: 0, top: 600, right: 450, bottom: 900 },
]

test('a callout never leaves the map, wherever its unit lies, and its line ends at its edge', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_500 }), fc.integer({ min: 0, max: 900 }), (x, y) => {
      const { end, ...placed } = placeCallout({ x, y }, size, area, { words, units: [], land: [] }, 60)
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
  const { x, y } = placeCallout(at, size, area, { words, units: [], land: [] }, 60)
  expect(x + size.width).toBeLessThanOrEqual(at.x)
  expect(y + size.height).toBeLessThanOrEqual(area.height)
})

test('it hides no other unit that is red where there is room beside them', () => {
  const half = { width: 20, height: 20 }
  const mark = fc.record({ x: fc.integer({ min: 500, max: 990 }), y: fc.integer({ min: 300, max: 590 }) })
  fc.assert(
    fc.property(mark, fc.array(mark, { maxLength: 4 }), (at, others) => {
      const marks = others.map(({ x, y }) => ({
        left: x - half.width,
        right: x + half.width,
        top: y - half.height,
        bottom: y + half.height,
      }))
      const { x, y } = placeCallout(at, { width: 300, height: 100 }, area, { words: [], units: marks, land: [] }, 60)
      const hidden = marks.filter(({ left, right, top, bottom }) => left < x + 300 && right > x && top < y + 100 && bottom > y)
      expect(hidden).toEqual([])
    }),
  )
})

test('among units that are all past a threshold it covers some of them before it covers a word', () => {
  const units = Array.from({ length: 30 * 18 }, (_, at) => {
    const [left, top] = [(at % 30) * 50, Math.floor(at / 30) * 50]
    return { left, top, right: left + 44, bottom: top + 44 }
  })
  fc.assert(
    fc.property(fc.integer({ min: 460, max: 990 }), fc.integer({ min: 410, max: 590 }), (x, y) => {
      const placed = placeCallout({ x, y }, { width: 300, height: 100 }, area, { words, units, land: units }, 60)
      const covered = words.filter(
        ({ left, right, top, bottom }) => left < placed.x + 300 && right > placed.x && top < placed.y + 100 && bottom > placed.y,
      )
      expect(covered).toEqual([])
    }),
  )
})

test('it goes beside the map where it can, and says how much of it it hides where it cannot', () => {
  const land = [{ left: 500, top: 300, right: 900, bottom: 600 }]
  const small = { width: 300, height: 100 }
  const beside = placeCallout({ x: 860, y: 330 }, small, area, { words: [], units: [], land }, 60)
  expect(beside.hides).toBe(0)
  const everywhere = [{ left: 0, top: 0, right: area.width, bottom: area.height }]
  expect(placeCallout({ x: 860, y: 330 }, small, area, { words: [], units: [], land: everywhere }, 60).hides).toBe(1)
})
