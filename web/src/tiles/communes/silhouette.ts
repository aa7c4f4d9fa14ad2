import { type Cell, middleOf, WIDTH } from './option.ts'

export interface Box {
  x: number
  y: number
  width: number
  height: number
}

/** What a map covers, in units of its own with y downwards: spots, each a box that reaches so far from its middle. */
export interface Silhouette {
  bounds: Box
  spots: readonly { x: number; y: number }[]
  reach: { x: number; y: number }
}

export function ofHexagons(cells: readonly Pick<Cell, 'column' | 'row'>[]): Silhouette {
  return { bounds: boundsOf(cells), spots: cells.map(middleOf), reach: { x: WIDTH / 2, y: 1 } }
}

/** The box that holds every hexagon. */
export function boundsOf(cells: readonly Pick<Cell, 'column' | 'row'>[]): Box {
  if (cells.length === 0) return { x: 0, y: 0, width: 1, height: 1 }
  const middles = cells.map(middleOf)
  const xs = middles.map(({ x }) => x)
  const ys = middles.map(({ y }) => y)
  const [x, y] = [Math.min(...xs) - WIDTH / 2, Math.min(...ys) - 1]
  return { x, y, width: Math.max(...xs) + WIDTH / 2 - x, height: Math.max(...ys) + 1 - y }
}
