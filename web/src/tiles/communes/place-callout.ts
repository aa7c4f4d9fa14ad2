import type { Size } from '../../ui/use-size.ts'
import type { Point } from './outlines.ts'
import type { Frame } from './place.ts'

export interface CalloutPlace {
  /** Its upper left corner. */
  x: number
  y: number
  /** Where the line from the unit meets it. */
  end: Point
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
/** How many units are worth as much as words of their size: a unit still shows around what covers it, half a word says nothing. */
const WORDS_WEIGH = 20

/**
 * Where a callout stands that speaks of the unit at a point: as near as it may be without leaving the area or covering words or
 * other units of note; where all is taken, what covers least, words last.
 */
export function placeCallout(
  at: Point,
  size: Size,
  area: Size,
  { words, units }: { words: readonly Frame[]; units: readonly Frame[] },
  gap: number,
): CalloutPlace {
  let best: { frame: Frame; covered: number } | undefined
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
      const covered = under([self, ...units]) + WORDS_WEIGH * under(words)
      if (!best || covered < best.covered) best = { frame, covered }
      if (covered === 0) break
    }
  const { left, top, right, bottom } = (best as { frame: Frame }).frame
  const end = { x: Math.min(right, Math.max(left, at.x)), y: Math.min(bottom, Math.max(top, at.y)) }
  return { x: left, y: top, end }
}

const clamp = (value: number, most: number) => Math.max(0, Math.min(value, most))

function shared(a: Frame, b: Frame): number {
  const across = Math.min(a.right, b.right) - Math.max(a.left, b.left)
  const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
  return across > 0 && down > 0 ? across * down : 0
}
