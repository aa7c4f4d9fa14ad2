import { describe, expect, test } from 'vitest'
import { movementOf, scorecardShape } from './option.ts'

const cell = (value: number | null) => ({
  value,
  state: value === null ? ('missing' as const) : ('ok' as const),
  estimate: false,
})

const edition = (year: number, rank: number | null, ranked: number | null, score = 60) => ({
  edition: year,
  score: cell(score),
  rank: cell(rank),
  ranked: cell(ranked),
})

describe('against the edition before', () => {
  test('a place moves among as many', () => {
    const move = (to: number) => movementOf({ newest: edition(2026, to, 34), before: edition(2025, 11, 34) })
    expect(move(9)).toEqual({ kind: 'up', count: 2, year: 2025 })
    expect(move(14)).toEqual({ kind: 'down', count: 3, year: 2025 })
    expect(move(11)).toEqual({ kind: 'same', year: 2025 })
  })

  test('places among 63 and among 34 are not compared', () => {
    const found = movementOf({ newest: edition(2025, 9, 34), before: edition(2024, 20, 63) })
    expect(found).toEqual({ kind: 'apart', rank: 20, ranked: 63, year: 2024 })
  })

  test('where nobody is ranked the score speaks', () => {
    const found = movementOf({ newest: edition(2026, null, null, 43.5), before: edition(2025, null, null, 42) })
    expect(found).toEqual({ kind: 'better', points: 1.5, year: 2025 })
  })

  test('a first edition has nothing to compare with', () => {
    expect(movementOf({ newest: edition(2025, 9, 34), before: null })).toEqual({ kind: 'first' })
    expect(movementOf({ newest: null, before: null })).toBe(null)
  })
})

describe('the picture', () => {
  const size = { width: 1000, height: 300 }
  const lines = [
    { unit: 'hung-yen-cu', name: 'a', editions: [edition(2023, 1, 63), edition(2024, 63, 63)] },
    { unit: 'thai-binh-cu', name: 'b', editions: [edition(2023, 20, 63), edition(2024, 21, 63)] },
    { unit: 'hung-yen', name: 'c', editions: [edition(2025, 9, 34)] },
  ]

  test('draws a line a unit, none of them across the merger, and a seam between', () => {
    const shape = scorecardShape(lines, size, 10, String)
    expect(shape?.segments.map(({ unit, spots }) => [unit, spots.map((spot) => spot.edition)])).toEqual([
      ['hung-yen-cu', [2023, 2024]],
      ['thai-binh-cu', [2023, 2024]],
      ['hung-yen', [2025]],
    ])
    const [last, first] = [shape?.segments[0]?.spots[1]?.x as number, shape?.segments[2]?.spots[0]?.x as number]
    expect(shape?.seam).toBeGreaterThan(last)
    expect(shape?.seam).toBeLessThan(first)
  })

  test('breaks a unit’s own line where the number of the ranked changes', () => {
    const one = [{ unit: 'nghe-an', name: 'a', editions: [edition(2024, 20, 63), edition(2025, 12, 34), edition(2026, 10, 34)] }]
    expect(scorecardShape(one, size, 10, String)?.segments.map(({ spots }) => spots.length)).toEqual([1, 2])
  })

  test('writes the number of the lower of two below it, and a shared one once', () => {
    const both = [
      { unit: 'hung-yen-cu', name: 'a', editions: [edition(2023, 21, 63), edition(2024, 30, 63)] },
      { unit: 'thai-binh-cu', name: 'b', editions: [edition(2023, 20, 63), edition(2024, 30, 63)] },
    ]
    const spots = scorecardShape(both, size, 10, String)?.segments.map((segment) => segment.spots) ?? []
    expect(spots.map((each) => each.map(({ isBelow }) => isBelow))).toEqual([
      [true, false],
      [false, false],
    ])
    expect(spots.map((each) => each.map(({ label }) => label))).toEqual([
      ['21', '30'],
      ['20', ''],
    ])
  })

  test('has the first place above the last', () => {
    const spots = scorecardShape(lines, size, 10, String)?.segments[0]?.spots ?? []
    expect(spots[0]?.y).toBeLessThan(spots[1]?.y as number)
  })
})
