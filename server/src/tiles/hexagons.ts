interface Located {
  id: number
  longitude: number | null
  latitude: number | null
}

export interface HexPlace {
  column: number
  row: number
}

interface Point {
  x: number
  y: number
}

/** A hexagon of the grid, its middle in widths of a hexagon, and how far from the nearest unit it lies. */
interface Cell extends HexPlace, Point {
  away: number
}

const KM_PER_DEGREE = 110.7
const ROW_HEIGHT = Math.sqrt(3) / 2
/** A hexagon is land when a unit's centre lies within this many widths: the higher, the fewer holes and the coarser the coast. */
const LAND_WITHIN = 0.75
/** The maps drawn, by their units: one for each stretch between two reforms that anyone looks at. */
const drawn = new Map<string, Map<number, HexPlace>>()

/**
 * A schematic map: one hexagon a unit, so that no boundary is drawn that nobody surveyed. First as many hexagons as there
 * are units are chosen to make the outline of the province, then the units are dealt to them with the least displacement
 * in all, which keeps neighbours neighbours. Rows are odd-r (odd rows half a hexagon to the right), from the north-west.
 *
 * Units without a centre stand in rows of their own below the others. The same units give the same map.
 */
export function layHexagons(units: readonly Located[]): Map<number, HexPlace> {
  const sorted = [...units].sort((a, b) => a.id - b.id)
  const key = sorted.map((unit) => `${unit.id}:${unit.longitude}:${unit.latitude}`).join()
  const known = drawn.get(key)
  if (known) return known
  const located = sorted.filter((unit) => unit.longitude !== null && unit.latitude !== null)
  const cells = settle(located.map(toKilometres))
  const places = fromCorner(new Map(located.map((unit, index) => [unit.id, cells[index] as HexPlace])))
  placeBelow(
    sorted.filter((unit) => !places.has(unit.id)),
    places,
  )
  if (drawn.size >= 8) drawn.clear()
  drawn.set(key, places)
  return places
}

function toKilometres({ longitude, latitude }: Located): Point {
  const [east, north] = [longitude as number, latitude as number]
  return { x: east * KM_PER_DEGREE * Math.cos((north * Math.PI) / 180), y: -north * KM_PER_DEGREE }
}

function settle(points: Point[]): HexPlace[] {
  if (points.length === 0) return []
  const middle = { x: mean(points.map((p) => p.x)), y: mean(points.map((p) => p.y)) }
  const around = points.map((p) => ({ x: p.x - middle.x, y: p.y - middle.y }))
  const width = widthOf(around)
  const scaled = around.map((p) => ({ x: p.x / width, y: p.y / width }))
  const land = fillHoles(nearest(scaled, points.length))
  return deal(scaled.map((point) => land.map((cell) => (cell.x - point.x) ** 2 + (cell.y - point.y) ** 2))).map(
    (index) => land[index] as Cell,
  )
}

/** So wide that the hexagons on land are as many as the units. */
function widthOf(points: Point[]): number {
  const size = Math.max(...points.map((p) => Math.hypot(p.x, p.y)))
  if (size === 0) return 1
  let [low, high] = [size / (4 * points.length), 2 * size]
  for (let step = 0; step < 18; step++) {
    const width = Math.sqrt(low * high)
    const land = gridAround(points.map((p) => ({ x: p.x / width, y: p.y / width }))).length
    if (land > points.length) low = width
    else high = width
  }
  return high
}

/** Every hexagon that is land, given units in widths of a hexagon. */
function gridAround(points: Point[], within = LAND_WITHIN): Cell[] {
  const cells = new Map<string, Cell>()
  for (const point of points) {
    const reach = Math.ceil(within / ROW_HEIGHT) + 1
    const here = Math.round(point.y / ROW_HEIGHT)
    for (let row = here - reach; row <= here + reach; row++) {
      const shift = row & 1 ? 0.5 : 0
      const there = Math.round(point.x - shift)
      for (let column = there - reach; column <= there + reach; column++) {
        const [x, y] = [column + shift, row * ROW_HEIGHT]
        const away = Math.hypot(point.x - x, point.y - y)
        if (away > within) continue
        const key = `${column} ${row}`
        const cell = cells.get(key)
        if (!cell) cells.set(key, { column, row, x, y, away })
        else if (away < cell.away) cell.away = away
      }
    }
  }
  return [...cells.values()]
}

/** The `count` hexagons nearest to units, searching further out until there are enough. */
function nearest(points: Point[], count: number): { chosen: Cell[]; spare: Cell[] } {
  for (let within = 2; ; within *= 2) {
    const cells = gridAround(points, within).sort((a, b) => a.away - b.away || a.row - b.row || a.column - b.column)
    if (cells.length >= count) return { chosen: cells.slice(0, count), spare: cells.slice(count) }
  }
}

/** A spare hexagon with land nearly all around changes places with the loosest one on the coast, while that closes the ranks. */
function fillHoles({ chosen, spare }: { chosen: Cell[]; spare: Cell[] }): Cell[] {
  const land = new Map(chosen.map((cell) => [keyOf(cell), cell]))
  const sea = new Map(spare.map((cell) => [keyOf(cell), cell]))
  const neighbours = (cell: HexPlace) => around(cell).filter((key) => land.has(key)).length
  for (let step = 0; step < chosen.length; step++) {
    const hole = best([...sea.values()], (cell) => neighbours(cell) - cell.away / 4)
    const loose = best([...land.values()], (cell) => cell.away / 4 - neighbours(cell))
    if (!hole || !loose || neighbours(hole) - (around(hole).includes(keyOf(loose)) ? 1 : 0) <= neighbours(loose) + 1) break
    sea.delete(keyOf(hole))
    land.delete(keyOf(loose))
    land.set(keyOf(hole), hole)
    sea.set(keyOf(loose), loose)
  }
  return [...land.values()]
}

const keyOf = ({ column, row }: HexPlace) => `${column} ${row}`

function around({ column, row }: HexPlace): string[] {
  const side = row & 1 ? 1 : -1
  return [
    [column - 1, row],
    [column + 1, row],
    [column, row - 1],
    [column + side, row - 1],
    [column, row + 1],
    [column + side, row + 1],
  ].map(([c, r]) => `${c} ${r}`)
}

function best<T>(items: T[], score: (item: T) => number): T | undefined {
  let [found, highest]: [T | undefined, number] = [undefined, Number.NEGATIVE_INFINITY]
  for (const item of items) {
    const own = score(item)
    if (own > highest) [found, highest] = [item, own]
  }
  return found
}

/**
 * Which column each row of a square table of costs gets so that the sum is least: the Hungarian method with potentials,
 * n³ steps.
 */
function deal(costs: number[][]): number[] {
  const n = costs.length
  const rowPotential = new Float64Array(n + 1)
  const columnPotential = new Float64Array(n + 1)
  const rowOf = new Int32Array(n + 1)
  for (let row = 1; row <= n; row++) {
    rowOf[0] = row
    const cheapest = new Float64Array(n + 1).fill(Number.POSITIVE_INFINITY)
    const from = new Int32Array(n + 1)
    const seen = new Uint8Array(n + 1)
    let column = 0
    do {
      seen[column] = 1
      const at = rowOf[column] as number
      let [step, next] = [Number.POSITIVE_INFINITY, 0]
      for (let j = 1; j <= n; j++) {
        if (seen[j]) continue
        const cost =
          ((costs[at - 1] as number[])[j - 1] as number) - (rowPotential[at] as number) - (columnPotential[j] as number)
        if (cost < (cheapest[j] as number)) {
          cheapest[j] = cost
          from[j] = column
        }
        if ((cheapest[j] as number) < step) [step, next] = [cheapest[j] as number, j]
      }
      for (let j = 0; j <= n; j++) {
        if (seen[j]) {
          rowPotential[rowOf[j] as number] = (rowPotential[rowOf[j] as number] as number) + step
          columnPotential[j] = (columnPotential[j] as number) - step
        } else cheapest[j] = (cheapest[j] as number) - step
      }
      column = next
    } while (rowOf[column] !== 0)
    while (column !== 0) {
      const before = from[column] as number
      rowOf[column] = rowOf[before] as number
      column = before
    }
  }
  const dealt: number[] = []
  for (let j = 1; j <= n; j++) dealt[(rowOf[j] as number) - 1] = j - 1
  return dealt
}

function fromCorner(places: Map<number, HexPlace>): Map<number, HexPlace> {
  const all = [...places.values()]
  const west = Math.min(...all.map((place) => place.column))
  // An even step keeps odd rows odd.
  const north = Math.floor(Math.min(...all.map((place) => place.row)) / 2) * 2
  return new Map([...places].map(([id, { column, row }]) => [id, { column: column - west, row: row - north }]))
}

/** An empty row apart, and no wider than the map. */
function placeBelow(units: Located[], places: Map<number, HexPlace>) {
  const held = [...places.values()]
  const first = held.length === 0 ? 0 : 2 + Math.max(...held.map((place) => place.row))
  const columns = Math.max(Math.ceil(Math.sqrt(units.length)), ...held.map((place) => place.column + 1))
  for (const [index, unit] of units.entries()) {
    places.set(unit.id, { column: index % columns, row: first + Math.floor(index / columns) })
  }
}

function mean(numbers: number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0) / numbers.length
}
