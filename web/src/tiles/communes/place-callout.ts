import type { Size } from '../../ui/use-size.ts'
import type { Point } from './outlines.ts'
import type { Frame } from './place.ts'

export interface CalloutPlace {
  /** Its upper left corner. */
  x: number
  y: number
  /** Where the line from the unit meets it. */
  end: Point
  /** Which part of it lies over the map, 0 to 1. */
  hides: number
}

const SIDES: readonly (readonly [number, number])[] = [
  [1, -1],
  [-1, -1],
  [1, 1],
  [-1, 1],
  [1, 0],
  [-1, 0],
  [0, -1],
  [0, 1],
]
const STEPS = [1, 2, 3, 4, 6]
/** How many plain units are worth as much as one of note of their size. */
const UNITS_WEIGH = 4
/** The same of words: a unit still shows around what covers it, half a word says nothing. */
const WORDS_WEIGH = 20

interface Taken {
  words: readonly Frame[]
  /** Those of note. */
  units: readonly Frame[]
  /** All that the map is drawn on. */
  land: readonly Frame[]
}

/**
 * Where a callout stands that speaks of the unit at a point: as near as it may be without leaving the area or covering words or
 * the map; where all is taken, what covers least, units of note after others and words last.
 */
export function placeCallout(at: Point, size: Size, area: Size, { words, units, land }: Taken, gap: number): CalloutPlace {
  let best: { frame: Frame; covered: number; hidden: number } | undefined
  for (const step of STEPS)
    for (const [across, down] of SIDES) {
      const left = clamp(
        at.x + across * gap * step + (across < 0 ? -size.width : across === 0 ? -size.width / 2 : 0),
        area.width - size.width,
      )
      const top = clamp(
        at.y + down * gap * step + (down < 0 ? -size.height : down === 0 ? -size.height / 2 : 0),
        area.height - size.height,
      )
      const frame = { left, top, right: left + size.width, bottom: top + size.height }
      const self = { left: at.x - gap / 2, right: at.x + gap / 2, top: at.y - gap / 2, bottom: at.y + gap / 2 }
      const under = (frames: readonly Frame[]) => frames.reduce((sum, other) => sum + shared(frame, other), 0)
      const hidden = under(land)
      const covered = hidden + UNITS_WEIGH * under([self, ...units]) + WORDS_WEIGH * under(words)
      if (!best || covered < best.covered) best = { frame, covered, hidden }
      if (covered === 0) break
    }
  const { frame, hidden } = best as NonNullable<typeof best>
  const { left, top, right, bottom } = frame
  const end = { x: Math.min(right, Math.max(left, at.x)), y: Math.min(bottom, Math.max(top, at.y)) }
  return { x: left, y: top, end, hides: hidden / Math.max(1, size.width * size.height) }
}

const clamp = (value: number, most: number) => Math.max(0, Math.min(value, most))

function shared(a: Frame, b: Frame): number {
  const across = Math.min(a.right, b.right) - Math.max(a.left, b.left)
  const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
  return across > 0 && down > 0 ? across * down : 0
}
