import type { Point } from './outlines.ts'

const DIRECTIONS = 24
const RINGS_PER_SIZE = 8

/** Marks of one size at points, none covering another: each at its own point or the nearest free place around it, the first first. Where they went, in the same order. */
export function spread(points: readonly Point[], size: number): Point[] {
  const placed: Point[] = []
  for (const point of points) placed.push(nearestFree(point, placed, size))
  return placed
}

/** As many marks as there are take up but so much room: some ring is always free. */
function nearestFree(point: Point, placed: readonly Point[], size: number): Point {
  const free = ({ x, y }: Point) => placed.every((other) => Math.hypot(x - other.x, y - other.y) >= size)
  if (free(point)) return { ...point }
  for (let ring = 1; ; ring++)
    for (let direction = 0; direction < DIRECTIONS; direction++) {
      const [radius, angle] = [(ring * size) / RINGS_PER_SIZE, (direction / DIRECTIONS) * 2 * Math.PI]
      const place = { x: point.x + radius * Math.cos(angle), y: point.y + radius * Math.sin(angle) }
      if (free(place)) return place
    }
}
