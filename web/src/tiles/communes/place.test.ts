import { expect, test } from 'vitest'
import { middleOf } from './option.ts'
import { placeMap } from './place.ts'
import { boundsOf, ofHexagons } from './silhouette.ts'

const area = { width: 1_400, height: 1_000 }
/** A province that runs from north-west to south-east. */
const slanting = Array.from({ length: 15 }, (_, row) =>
  Array.from({ length: 6 }, (_, step) => ({ column: row + step, row })),
).flat()

test('without boxes the map fills its area', () => {
  const { scale, corners } = placeMap(ofHexagons(slanting), area, [], 0)
  const { width, height } = boundsOf(slanting)
  expect(scale).toBeCloseTo(Math.min(area.width / width, area.height / height))
  expect(corners).toEqual([])
})

test('boxes go to the corners a slanting province leaves free, and cost it nothing', () => {
  const boxes = [
    { width: 400, height: 350 },
    { width: 400, height: 250 },
  ]
  const { scale, corners } = placeMap(ofHexagons(slanting), area, boxes, 20)
  expect(corners).toEqual(['north-east', 'south-west'])
  expect(scale).toBe(placeMap(ofHexagons(slanting), area, [], 0).scale)
})

test('a province that leans the other way gets its boxes on the other side', () => {
  const leaning = slanting.map(({ column, row }) => ({ column: 20 - column, row }))
  expect(placeMap(ofHexagons(leaning), area, [{ width: 400, height: 350 }], 20).corners).toEqual(['south-east'])
})

test('boxes too high to stand one above the other go to opposite sides', () => {
  const low = { width: 1_400, height: 500 }
  const boxes = [
    { width: 300, height: 300 },
    { width: 300, height: 250 },
  ]
  const { corners } = placeMap(ofHexagons(slanting), low, boxes, 20)
  expect(corners.map((corner) => corner.split('-')[1]).sort()).toEqual(['east', 'west'])
})

test('no hexagon reaches under a box, and none leaves the area', () => {
  const square = Array.from({ length: 100 }, (_, index) => ({ column: index % 10, row: Math.floor(index / 10) }))
  const { scale, x, y, corners } = placeMap(ofHexagons(square), area, [{ width: 500, height: 400 }], 20)
  expect(corners).toEqual(['north-east'])
  expect(scale).toBeGreaterThan(0)
  for (const cell of square) {
    const middle = middleOf(cell)
    const [right, left] = [middle.x + 0.86, middle.x - 0.86].map((at) => at * scale + x)
    const [top, bottom] = [middle.y - 0.99, middle.y + 0.99].map((at) => at * scale + y)
    expect(Number(right) <= 880 || Number(top) >= 420).toBe(true)
    expect(Number(left) >= 0 && Number(right) <= area.width && Number(top) >= 0 && Number(bottom) <= area.height).toBe(true)
  }
})
