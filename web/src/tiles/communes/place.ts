import type { Size } from '../../ui/use-size.ts'
import type { Silhouette } from './silhouette.ts'

type Corner = 'north-east' | 'south-west' | 'south-east' | 'north-west'

export interface Place {
  /** From the map's units to pixels: first scaled, then moved. */
  scale: number
  x: number
  y: number
  /** Where each box stands, in the order they were given. */
  corners: Corner[]
}

/** A box in pixels. */
export interface Frame {
  left: number
  top: number
  right: number
  bottom: number
}

const CORNERS: Corner[] = ['north-east', 'south-west', 'south-east', 'north-west']
/** Where the map may lie in the room it leaves: the middle first. */
const SHIFTS = [0.5, 0.35, 0.65, 0.2, 0.8, 0, 1]
const HALVINGS = 12
/** Corners are read in their order; a later choice must give a map this much larger. */
const WORTH = 1.04

/**
 * The largest map that fits an area beside some boxes, each in a corner of its own: they go where the silhouette leaves
 * room, so that a slanting province fills its tile from end to end.
 */
export function placeMap({ bounds, spots, reach }: Silhouette, area: Size, boxes: readonly Size[], gap: number): Place {
  const full = Math.min(area.width / bounds.width, area.height / bounds.height)

  const fitAt = (scale: number, frames: readonly Frame[]): { x: number; y: number } | null => {
    const [roomX, roomY] = [area.width - bounds.width * scale, area.height - bounds.height * scale]
    for (const down of SHIFTS) {
      for (const along of SHIFTS) {
        const [x, y] = [roomX * along - bounds.x * scale, roomY * down - bounds.y * scale]
        const hits = (frame: Frame) =>
          spots.some((spot) => {
            const [mx, my] = [spot.x * scale + x, spot.y * scale + y]
            const [reachX, reachY] = [reach.x * scale, reach.y * scale]
            return mx + reachX > frame.left && mx - reachX < frame.right && my + reachY > frame.top && my - reachY < frame.bottom
          })
        if (!frames.some(hits)) return { x, y }
      }
    }
    return null
  }

  let best: Place = { scale: 0, x: 0, y: 0, corners: CORNERS.slice(0, boxes.length) }
  const all = arrangements(boxes.length).map((corners) => ({
    corners,
    frames: corners.map((corner, index) => frameOf(corner, boxes[index] as Size, area, gap)),
  }))
  const apart = all.filter(({ frames }) => !frames.some((one, at) => frames.slice(at + 1).some((other) => overlaps(one, other))))
  for (const { corners, frames } of apart.length > 0 ? apart : all) {
    const least = best.scale * WORTH
    if (least > full || (least > 0 && !fitAt(least, frames))) continue
    let [low, high] = [least, full]
    for (let step = 0; step < HALVINGS && low < full; step++) {
      const scale = step === 0 ? full : (low + high) / 2
      const found = fitAt(scale, frames)
      if (found) {
        best = { scale, ...found, corners }
        low = scale
      } else high = scale
    }
  }
  return best
}

const overlaps = (a: Frame, b: Frame) => a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top

function arrangements(count: number): Corner[][] {
  if (count === 0) return [[]]
  return arrangements(count - 1).flatMap((held) =>
    CORNERS.filter((corner) => !held.includes(corner)).map((corner) => [...held, corner]),
  )
}

/** Where a box in a corner stands, with the gap around it. */
export function frameOf(corner: Corner, { width, height }: Size, area: Size, gap: number): Frame {
  const isEast = corner.endsWith('east')
  const isSouth = corner.startsWith('south')
  return {
    left: isEast ? area.width - width - gap : 0,
    right: isEast ? area.width : width + gap,
    top: isSouth ? area.height - height - gap : 0,
    bottom: isSouth ? area.height : height + gap,
  }
}
