import type { Point } from './outlines.ts'

const ROUNDS = 60

/** Marks of one size at points, moved apart until none covers another, the first the least. Where they went, in the same order. */
export function spread(points: readonly Point[], size: number): Point[] {
  const placed = points.map((point) => ({ ...point }))
  for (let round = 0; round < ROUNDS; round++) {
    let moved = false
    for (const [index, mark] of placed.entries())
      for (const [before, other] of placed.slice(0, index).entries()) {
        const [dx, dy] = [mark.x - other.x, mark.y - other.y]
        const apart = Math.hypot(dx, dy)
        if (apart >= size * 0.999) continue
        // Two on one spot part along a direction of their own.
        const [ux, uy] = apart > 0 ? [dx / apart, dy / apart] : [Math.cos(index * 2.4 + before), Math.sin(index * 2.4 + before)]
        mark.x += ux * (size - apart)
        mark.y += uy * (size - apart)
        moved = true
      }
    if (!moved) break
  }
  return placed
}
