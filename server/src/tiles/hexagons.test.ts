import { expect, test } from 'vitest'
import { layHexagons } from './hexagons.ts'

type Unit = Parameters<typeof layHexagons>[0][number]

/** The same numbers for the same seed, so that a failure can be run again. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** A province of `count` communes in a long shape, some crowded in a town, some without a known centre. */
function province(seed: number, count: number): Unit[] {
  const roll = dice(seed)
  return Array.from({ length: count }, (_, id) => {
    if (roll() < 0.05) return { id, longitude: null, latitude: null }
    const along = roll()
    const town = roll() < 0.2 ? 0.1 : 1
    return { id, longitude: 106 + 0.6 * along * town + 0.15 * roll(), latitude: 20.9 - 0.6 * along * town + 0.15 * roll() }
  })
}

const provinces = Array.from({ length: 60 }, (_, seed) => province(seed + 1, Math.floor(dice(seed)() * 170) + 1))
const cellsOf = (units: Unit[]) => units.map(({ id }) => layHexagons(units).get(id))

test('every unit has one hexagon, and no two share one', () => {
  for (const units of provinces) {
    expect(layHexagons(units).size).toBe(units.length)
    expect(new Set(cellsOf(units).map((cell) => `${cell?.column} ${cell?.row}`)).size).toBe(units.length)
  }
})

test('hexagons are counted from the corner', () => {
  for (const cell of provinces.flatMap(cellsOf)) {
    expect(cell?.column).toBeGreaterThanOrEqual(0)
    expect(cell?.row).toBeGreaterThanOrEqual(0)
  }
})

test('the same units give the same map, in whatever order they come', () => {
  for (const units of provinces.slice(0, 10)) {
    const first = [...layHexagons(units)].sort()
    // Another map in between, so that the answer is worked out again.
    layHexagons(province(999, 3))
    expect([...layHexagons(units.toReversed())].sort()).toEqual(first)
  }
})

test('units of which no centre is known stand below the map', () => {
  const at = (id: number, longitude: number | null) => ({ id, longitude, latitude: longitude && 20.5 })
  const places = layHexagons([at(1, 106), at(2, null), at(3, 106.05), at(4, null)])
  const rowOf = (id: number) => places.get(id)?.row ?? Number.NaN
  expect(Math.min(rowOf(2), rowOf(4))).toBeGreaterThan(Math.max(rowOf(1), rowOf(3)) + 1)
  expect(layHexagons([at(7, null)]).get(7)).toEqual({ column: 0, row: 0 })
  expect(layHexagons([]).size).toBe(0)
})

test('units on one spot still get a hexagon each', () => {
  const units = Array.from({ length: 7 }, (_, id) => ({ id, longitude: 106, latitude: 20.5 }))
  expect(new Set(cellsOf(units).map((cell) => `${cell?.column} ${cell?.row}`)).size).toBe(7)
})

test('a province of even communes has no holes, and west stays west', () => {
  const units = Array.from({ length: 100 }, (_, id) => ({
    id,
    longitude: 106 + 0.05 * (id % 10) + 0.025 * (Math.floor(id / 10) % 2),
    latitude: 21 - 0.04 * Math.floor(id / 10),
  }))
  const places = layHexagons(units)
  const taken = new Set([...places.values()].map(({ column, row }) => `${column} ${row}`))
  for (const { column, row } of places.values()) {
    const west = [...places.values()].some((place) => place.row === row && place.column < column)
    if (west) expect(taken).toContain(`${column - 1} ${row}`)
  }
  expect(places.get(40)?.column).toBeLessThan(places.get(45)?.column ?? 0)
  expect(places.get(5)?.row).toBeLessThan(places.get(95)?.row ?? 0)
})

test('a map of 104 units takes less than a tenth of a second', () => {
  // The best of a few, since the machine may be busy with other tests.
  const times = [1, 2, 3, 4, 5].map((seed) => {
    const units = province(seed, 104)
    const started = performance.now()
    layHexagons(units)
    return performance.now() - started
  })
  expect(Math.min(...times)).toBeLessThan(100)
})
