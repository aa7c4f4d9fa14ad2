// Many links are one stop of the Tab key; inside, arrows lead from one to the next.

interface Spot {
  x: number
  y: number
}

/** Which of several the key leads to from one of them, or the same one where there is none that way. */
export type Move = (spots: readonly Spot[], from: number, key: string) => number

/** In a list. */
export const inOrder: Move = ({ length }, from, key) => {
  const step = key === 'ArrowDown' || key === 'ArrowRight' ? 1 : key === 'ArrowUp' || key === 'ArrowLeft' ? -1 : 0
  return ends(length, key) ?? Math.min(length - 1, Math.max(0, from + step))
}

const WAYS: Record<string, Spot> = {
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
}

/** On a plane: the nearest within the quarter the arrow points into. */
export const onPlane: Move = (spots, from, key) => {
  const [way, here] = [WAYS[key], spots[from]]
  if (!way || !here) return ends(spots.length, key) ?? from
  let [best, least] = [from, Number.POSITIVE_INFINITY]
  for (const [index, { x, y }] of spots.entries()) {
    const along = (x - here.x) * way.x + (y - here.y) * way.y
    const across = Math.abs((x - here.x) * way.y) + Math.abs((y - here.y) * way.x)
    const far = along + 2 * across
    if (along > 0 && across <= along && far < least) [best, least] = [index, far]
  }
  return best
}

const ends = (count: number, key: string) => (key === 'Home' ? 0 : key === 'End' ? count - 1 : null)
