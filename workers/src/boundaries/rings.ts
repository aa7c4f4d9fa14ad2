import type { Polygon, Position, Ring } from './shapes.ts'

/** Twice would be the shoelace sum: the area in the square of its units, positive where the ring turns left (anticlockwise). */
export function areaOf(ring: readonly Position[]): number {
  let sum = 0
  for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
    const [[x0, y0], [x1, y1]] = [ring[before] as Position, ring[at] as Position]
    sum += x0 * y1 - x1 * y0
  }
  return sum / 2
}

/**
 * Polygons as RFC 7946 wants them: every ring closed, outer ones anticlockwise and holes clockwise (a canvas fills what is wound the other way
 * as well), nothing without an area. A bow-tie stays as it is: it is filled, and nobody knows which half was meant.
 */
export function mendRings(polygons: readonly Polygon[]): { polygons: Polygon[]; dropped: number } {
  let dropped = 0
  const mended = polygons.flatMap(([outer, ...holes]) => {
    const rings = [outer ?? [], ...holes].map((ring, at) => wound(ring, at === 0))
    dropped += rings.filter((ring) => ring === null).length
    const [first] = rings
    return first ? [rings.filter((ring) => ring !== null)] : []
  })
  return { polygons: mended, dropped }
}

function wound(ring: Ring, isOuter: boolean): Ring | null {
  const [first, last] = [ring[0], ring.at(-1)]
  if (!first || !last) return null
  const closed = first[0] === last[0] && first[1] === last[1] ? ring : [...ring, first]
  if (closed.length < 4 || !hasInside(closed)) return null
  return areaOf(closed) > 0 === isOuter ? closed : closed.toReversed()
}

/** Whether three of its corners are not on one line. A figure of eight of equal halves has no area and is seen all the same. */
export function hasInside([a, ...rest]: Ring): boolean {
  const [x0, y0] = a as Position
  const b = rest.find(([x, y]) => x !== x0 || y !== y0)
  return b !== undefined && rest.some(([x, y]) => (b[0] - x0) * (y - y0) !== (b[1] - y0) * (x - x0))
}
