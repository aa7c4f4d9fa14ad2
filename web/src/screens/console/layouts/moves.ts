import { type Grid, isWithin, liesOver, type SceneFile, type ScenePlace } from '@ioc/server/contract'

// What a hand or a key does to a scene. No tile ever lies over another or beyond the grid: a move that would is refused, and says why.

/** Why nothing was done. `by` and `tile` are tiles. */
export type Refusal =
  | { why: 'edge' }
  | { why: 'taken'; by: string }
  | { why: 'smallest' }
  | { why: 'noRoom' }
  | { why: 'beyond'; tile: string }
  | { why: 'twice' }

export type Outcome = { scene: SceneFile } | { refused: Refusal }

export type Spot = Pick<ScenePlace, 'column' | 'row'>
export type Size = Pick<ScenePlace, 'width' | 'height'>

const placeOf = ({ places }: SceneFile, tile: string) => places.find((each) => each.tile === tile)

/** Who stands where a rectangle would, leaving these out. */
export function inTheWay({ places }: SceneFile, at: Spot & Size, without: readonly string[] = []): ScenePlace[] {
  return places.filter((each) => !without.includes(each.tile) && liesOver(each, at))
}

/** As near to a spot as the grid allows. */
export function withinGrid({ columns, rows }: Grid, { column, row }: Spot, { width, height }: Size): Spot {
  const clamp = (at: number, last: number) => Math.min(Math.max(1, at), Math.max(1, last))
  return { column: clamp(column, columns - width + 1), row: clamp(row, rows - height + 1) }
}

function withPlaces(scene: SceneFile, places: ScenePlace[]): Outcome {
  return { scene: { ...scene, places } }
}

const replaced = ({ places }: SceneFile, ...changed: ScenePlace[]) =>
  places.map((each) => changed.find(({ tile }) => tile === each.tile) ?? each)

/** Moves a tile to a free spot. */
export function moveTo(scene: SceneFile, tile: string, spot: Spot): Outcome {
  const place = placeOf(scene, tile)
  if (!place) return { refused: { why: 'noRoom' } }
  const moved = { ...place, ...withinGrid(scene, spot, place) }
  if (moved.column === place.column && moved.row === place.row) return { refused: { why: 'edge' } }
  const [other] = inTheWay(scene, moved, [tile])
  return other ? { refused: { why: 'taken', by: other.tile } } : withPlaces(scene, replaced(scene, moved))
}

/** Two tiles change places; each takes the size of the other's. */
export function swap(scene: SceneFile, one: string, other: string): Outcome {
  const [a, b] = [placeOf(scene, one), placeOf(scene, other)]
  if (!a || !b || one === other) return { refused: { why: 'noRoom' } }
  return withPlaces(scene, replaced(scene, { ...b, tile: one }, { ...a, tile: other }))
}

/** Lets go of a tile over the grid: where it is free it moves there, over another tile the two change places. */
export function dropAt(scene: SceneFile, tile: string, spot: Spot, over: string | null): Outcome {
  const moved = moveTo(scene, tile, spot)
  if ('scene' in moved || moved.refused.why !== 'taken' || over === null || over === tile) return moved
  return swap(scene, tile, over)
}

/** The nearest tile beyond one's edge, in a direction; null where there is none. */
export function neighbourOf(scene: SceneFile, tile: string, way: Way): string | null {
  const place = placeOf(scene, tile)
  if (!place) return null
  const { x, y } = WAYS[way]
  const next = { ...place, column: place.column + x, row: place.row + y }
  return inTheWay(scene, next, [tile])[0]?.tile ?? null
}

export type Way = 'left' | 'right' | 'up' | 'down'
export const WAYS: Record<Way, { x: number; y: number }> = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
}

/**
 * Draws the lower right corner of a tile elsewhere. Tiles in the way give up as much as is taken from them; where one would have nothing
 * left, nothing is done.
 */
export function resizeTo(scene: SceneFile, tile: string, size: Size): Outcome {
  const place = placeOf(scene, tile)
  if (!place) return { refused: { why: 'noRoom' } }
  const width = Math.min(Math.max(1, size.width), scene.columns - place.column + 1)
  const height = Math.min(Math.max(1, size.height), scene.rows - place.row + 1)
  if (width === place.width && height === place.height)
    return { refused: { why: size.width < place.width || size.height < place.height ? 'smallest' : 'edge' } }
  const wide = grow(scene, { ...place, width }, 'column')
  return 'refused' in wide ? wide : grow(wide.scene, { ...place, width, height }, 'row')
}

/** The tile takes its new rectangle; along one axis the others give way. */
function grow(scene: SceneFile, grown: ScenePlace, axis: 'column' | 'row'): Outcome {
  const extent = axis === 'column' ? 'width' : 'height'
  const end = grown[axis] + grown[extent]
  const given: ScenePlace[] = []
  for (const other of inTheWay(scene, grown, [grown.tile])) {
    const left = other[axis] + other[extent] - end
    if (left < 1) return { refused: { why: 'taken', by: other.tile } }
    given.push({ ...other, [axis]: end, [extent]: left })
  }
  return withPlaces(scene, replaced(scene, grown, ...given))
}

export function removeTile(scene: SceneFile, tile: string): Outcome {
  return withPlaces(
    scene,
    scene.places.filter((each) => each.tile !== tile),
  )
}

/** Puts a tile where there is room, at most as large as asked: at a spot, or the first there is. */
export function addTile(scene: SceneFile, tile: string, size: Size, at: Spot | null = null): Outcome {
  if (placeOf(scene, tile)) return { refused: { why: 'twice' } }
  if (at) {
    const [there] = inTheWay(scene, { ...at, width: 1, height: 1 })
    if (there) return { refused: { why: 'taken', by: there.tile } }
  }
  const spots = at ? [at] : spotsOf(scene)
  let best: ScenePlace | null = null
  for (const spot of spots) {
    const found = largestAt(scene, spot, size)
    if (found && (!best || found.width * found.height > best.width * best.height)) best = { tile, ...spot, ...found }
    if (best && best.width >= size.width && best.height >= size.height) break
  }
  return best ? withPlaces(scene, [...scene.places, best]) : { refused: { why: 'noRoom' } }
}

function spotsOf({ columns, rows }: Grid): Spot[] {
  return Array.from({ length: columns * rows }, (_, at) => ({ column: (at % columns) + 1, row: Math.floor(at / columns) + 1 }))
}

/** The largest free rectangle that begins at a spot and is no larger than asked; null where the spot is taken. */
function largestAt(scene: SceneFile, spot: Spot, { width: most, height: tallest }: Size): Size | null {
  let best: Size | null = null
  let width = most
  for (let height = 1; height <= tallest && width > 0; height++) {
    while (width > 0 && !isFree(scene, { ...spot, width, height })) width--
    if (width > 0 && (!best || width * height > best.width * best.height)) best = { width, height }
  }
  return best
}

const isFree = (scene: SceneFile, at: Spot & Size) => isWithin(at, scene) && inTheWay(scene, at).length === 0

/** Another grid; refused where a tile would lie beyond it. */
export function setGrid(scene: SceneFile, grid: Grid): Outcome {
  const beyond = scene.places.find((place) => !isWithin(place, grid))
  return beyond ? { refused: { why: 'beyond', tile: beyond.tile } } : { scene: { ...scene, ...grid } }
}

/** How many fields stand empty. */
export function emptyFields({ columns, rows, places }: SceneFile): number {
  return columns * rows - places.reduce((sum, { width, height }) => sum + width * height, 0)
}
