import type { BoundaryUnit } from './match.ts'
import type { Position, Ring } from './shapes.ts'

// A province that never was: cells beside and below each other, with borders that wind and are the same on both sides.

export interface Mesh {
  units: BoundaryUnit[]
  rings: Ring[]
}

/** `wind`: a number from 0 to 1 for each corner of a border; the same mesh of the same winding. */
export function mesh({
  columns,
  rows,
  corners,
  wind,
}: {
  columns: number
  rows: number
  corners: number
  wind: (n: number) => number
}): Mesh {
  const size = 0.05
  let n = 0
  const at = (column: number, row: number): Position => [106 + size * column, 20.5 + size * row]
  const borders = new Map<string, Ring>()
  /** From a node to its neighbour east or north; asked for the other way it is the same line turned. */
  const border = (from: [number, number], to: [number, number]): Ring => {
    const isTurned = from[0] > to[0] || from[1] > to[1]
    if (isTurned) return border(to, from).toReversed()
    const key = `${from} ${to}`
    const known = borders.get(key)
    if (known) return known
    const [a, b] = [at(...from), at(...to)]
    const line = Array.from({ length: corners + 2 }, (_, step): Position => {
      const part = step / (corners + 1)
      const [x, y] = [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part]
      if (step === 0 || step === corners + 1) return [x, y]
      // To the side, and never so far that it meets another border.
      const aside = (wind(n++) - 0.5) * size * 0.4 * Math.min(part, 1 - part)
      return from[0] === to[0] ? [x + aside, y] : [x, y + aside]
    })
    borders.set(key, line)
    return line
  }
  const cells = Array.from({ length: rows * columns }, (_, cell) => [cell % columns, Math.floor(cell / columns)] as const)
  return {
    units: cells.map((_, cell) => ({
      key: `xa-${cell}`,
      code: String(1_001 + cell).padStart(5, '0'),
      name: `Xã Số ${cell}`,
      aliases: [`h99.${101 + cell}`, `so ${cell}`],
    })),
    rings: cells.map(([x, y]) => [
      ...border([x, y], [x + 1, y]),
      ...border([x + 1, y], [x + 1, y + 1]).slice(1),
      ...border([x + 1, y + 1], [x, y + 1]).slice(1),
      ...border([x, y + 1], [x, y]).slice(1),
    ]),
  }
}

export const plainMesh = (columns = 3, rows = 2) => mesh({ columns, rows, corners: 6, wind: (n) => ((n * 7) % 10) / 10 })

/** GeoJSON as a map office writes it. */
export function collection(
  { units, rings }: Mesh,
  said: (unit: BoundaryUnit) => Record<string, unknown> = ({ code, name }) => ({ MA_XA: code, TEN_XA: name }),
) {
  return {
    type: 'FeatureCollection',
    features: units.map((unit, at) => ({
      type: 'Feature',
      properties: said(unit),
      geometry: { type: 'Polygon', coordinates: [rings[at]] } as { type: string; coordinates: unknown } | null,
    })),
  }
}

export const bytesOf = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value))
