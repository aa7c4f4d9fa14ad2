import type { Point } from '@ioc/server/contract'
import type { Size } from '../../ui/use-size.ts'

interface Spot {
  x: number
  y: number
}

export interface SparkShape {
  line: string
  tail: string
  area: string
  target: string | null
  end: Spot | null
}

/** Two neighbours make a line; values that all stand alone draw none, and leave their room to the number. */
export const hasShape = (points: readonly Point[]): boolean =>
  points.some(({ value }, index) => value !== null && (points[index + 1]?.value ?? null) !== null)

/** A spark line as SVG paths. The target belongs to its height, so that it is seen how far away it is. */
export function sparkShape(
  points: readonly Point[],
  target: number | null,
  { width, height }: Size,
  rem: number,
): SparkShape | null {
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]))
  if (!hasShape(points)) return null

  const edge = rem
  const known = target === null ? values : [...values, target]
  const low = Math.min(...known)
  const span = Math.max(...known) - low
  const x = (index: number) => edge + (index / (points.length - 1)) * (width - 2 * edge)
  const y = (value: number) => (span === 0 ? height / 2 : edge + (1 - (value - low) / span) * (height - 2 * edge))

  const spots = points.map(({ value }, index) => (value === null ? null : { x: x(index), y: y(value) }))
  const isFinal = (index: number) => points[index]?.provisional === false
  const line = pathOf(spots.map((spot, index) => (isFinal(index) ? spot : null)))
  const tail = spots.map((spot, index) => (touchesProvisional(points, index) ? spot : null))
  const finals = spots.filter((_, index) => isFinal(index))
  const last = points.findLastIndex(({ value }) => value !== null)
  const end = points[last]?.value
  // A gap may be provisional, and be none of what is final: an area is below a line that is drawn in one.
  const isOneLine = line.lastIndexOf('M') === 0
  const whole = isOneLine && finals.every(Boolean) ? finals : []
  return {
    line,
    tail: pathOf(tail),
    area:
      whole.length > 1
        ? `${line}L${round(whole.at(-1)?.x ?? 0)} ${round(height)}L${round(whole[0]?.x ?? 0)} ${round(height)}Z`
        : '',
    target: target === null ? null : `M${round(edge)} ${round(y(target))}H${round(width - edge)}`,
    end: end === undefined || end === null ? null : { x: x(last), y: y(end) },
  }
}

/** Provisional ends start at the nearest final point, so that the two parts of a line meet. */
export const touchesProvisional = (points: readonly { provisional: boolean }[], index: number): boolean =>
  points.slice(Math.max(0, index - 1), index + 2).some(({ provisional }) => provisional)

/** A gap lifts the pen. */
function pathOf(spots: readonly (Spot | null)[]): string {
  return spots.map((spot, index) => (spot ? `${spots[index - 1] ? 'L' : 'M'}${round(spot.x)} ${round(spot.y)}` : '')).join('')
}

const round = (value: number) => Math.round(value * 10) / 10
