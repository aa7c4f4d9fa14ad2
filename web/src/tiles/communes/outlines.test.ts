import type { Topology } from 'topojson-specification'
import { expect, test } from 'vitest'
import { type Point, readOutlines } from './outlines.ts'

/** Two units beside each other and an island, as the server serves them: ids are keys of units. */
const topology = {
  type: 'Topology',
  arcs: [
    [
      [106, 20],
      [106, 21],
    ],
    [
      [106, 21],
      [105.5, 21],
      [105.5, 20],
      [106, 20],
    ],
    [
      [106, 20],
      [106.9, 20],
      [106.9, 20.1],
      [106.1, 20.1],
      [106.1, 21],
      [106, 21],
    ],
    [
      [107, 20.5],
      [107.01, 20.5],
      [107.01, 20.51],
      [107, 20.5],
    ],
  ],
  objects: {
    units: {
      type: 'GeometryCollection',
      geometries: [
        { type: 'Polygon', id: 'xa-dai', arcs: [[0, 1]] },
        { type: 'MultiPolygon', id: 'xa-cong', arcs: [[[2, -1]], [[3]]] },
      ],
    },
  },
} as unknown as Topology

test('a degree to the east is drawn shorter than one to the north, as it is on the ground', () => {
  const { silhouette, narrowed, units } = readOutlines(topology)
  expect(narrowed).toBeCloseTo(Math.cos((20.5 * Math.PI) / 180))
  expect(silhouette.bounds.width).toBeCloseTo(1.51 * narrowed)
  expect(silhouette.bounds.height).toBeCloseTo(1)
  expect([...units.keys()]).toEqual(['xa-dai', 'xa-cong'])
  expect(units.get('xa-cong')?.path.match(/Z/g)).toHaveLength(2)
})

test('a mark stands within its unit, of an angle too, and never on an island', () => {
  const { units, narrowed } = readOutlines(topology)
  const { x, y } = (units.get('xa-cong') as { at: Point }).at
  const [longitude, latitude] = [x / narrowed, -y]
  expect(longitude).toBeLessThan(107)
  expect(longitude).toBeGreaterThan(106)
  expect(longitude < 106.1 || latitude < 20.1).toBe(true)
})

test('the silhouette covers what lies within and leaves free what does not', () => {
  const { silhouette, narrowed } = readOutlines(topology)
  const covers = (longitude: number, latitude: number) =>
    silhouette.spots.some(
      ({ x, y }) => Math.abs(x - longitude * narrowed) <= silhouette.reach.x && Math.abs(y + latitude) <= silhouette.reach.y,
    )
  expect(covers(106.6, 20.9)).toBe(false)
  expect(covers(106.5, 20.02)).toBe(true)
})
