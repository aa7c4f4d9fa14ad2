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

const KM_PER_DEGREE = 110.7
const ROW_HEIGHT = Math.sqrt(3) / 2
/** The map last drawn: it changes only with the units. */
let drawn: { units: string; places: Map<number, HexPlace> } | undefined

/**
 * A schematic map: one hexagon a unit, each as near as can be to where the unit's centre lies, so that no boundary is drawn
 * that nobody surveyed. Rows are odd-r (odd rows half a hexagon to the right), counted from the north-west corner.
 *
 * Units without a centre stand in a row of their own below the others. The same units give the same map.
 */
export function layHexagons(units: Located[]): Map<number, HexPlace> {
  const key = units.map((unit) => `${unit.id}:${unit.longitude}:${unit.latitude}`).join()
  if (drawn?.units === key) return drawn.places
  const located = units.filter((unit) => unit.longitude !== null && unit.latitude !== null).sort((a, b) => a.id - b.id)
  const cells = settle(located.map(toKilometres))
  const places = fromCorner(new Map(located.map((unit, index) => [unit.id, cells[index] as HexPlace])))
  const below = 1 + Math.max(-1, ...[...places.values()].map((place) => place.row))
  units.filter((unit) => !places.has(unit.id)).forEach((unit, index) => places.set(unit.id, { column: index, row: below + 1 }))
  drawn = { units: key, places }
  return places
}

function toKilometres({ longitude, latitude }: Located): Point {
  const [east, north] = [longitude as number, latitude as number]
  return { x: east * KM_PER_DEGREE * Math.cos((north * Math.PI) / 180), y: -north * KM_PER_DEGREE }
}

/** Nearest free hexagon for each, those in the thick of it first; then trades that shorten the way, until none does. */
function settle(points: Point[]): HexPlace[] {
  if (points.length === 0) return []
  const width = spacing(points)
  const centre = { x: mean(points.map((p) => p.x)), y: mean(points.map((p) => p.y)) }
  const scaled = points.map((p) => ({ x: (p.x - centre.x) / width, y: (p.y - centre.y) / width }))
  const reach = Math.ceil(Math.max(...scaled.map((p) => Math.hypot(p.x, p.y)))) + 2
  const free: HexPlace[] = []
  for (let row = -2 * reach; row <= 2 * reach; row++) for (let column = -2 * reach; column <= 2 * reach; column++) free.push({ column, row })

  const places: HexPlace[] = []
  const inward = scaled.map((_, index) => index).sort((a, b) => lengthOf(scaled[a]) - lengthOf(scaled[b]))
  for (const index of inward) {
    let best = 0
    for (let i = 1; i < free.length; i++) if (cost(scaled[index], free[i]) < cost(scaled[index], free[best])) best = i
    places[index] = free.splice(best, 1)[0] as HexPlace
  }
  for (let improved = true; improved; ) {
    improved = false
    for (let a = 0; a < places.length; a++) {
      for (let b = a + 1; b < places.length; b++) {
        const kept = cost(scaled[a], places[a]) + cost(scaled[b], places[b])
        const traded = cost(scaled[a], places[b]) + cost(scaled[b], places[a])
        if (traded < kept - 1e-9) {
          ;[places[a], places[b]] = [places[b] as HexPlace, places[a] as HexPlace]
          improved = true
        }
      }
    }
  }
  return places
}

/** Wide enough that units at their usual distance get hexagons side by side. */
function spacing(points: Point[]): number {
  const nearest = points.map((p) => Math.min(...points.filter((q) => q !== p).map((q) => Math.hypot(p.x - q.x, p.y - q.y))))
  const sorted = nearest.filter(Number.isFinite).sort((a, b) => a - b)
  return (sorted[Math.floor(sorted.length / 2)] ?? 1) * 1.15 || 1
}

function cost(point: Point | undefined, place: HexPlace | undefined): number {
  const { x, y } = point as Point
  const { column, row } = place as HexPlace
  return (x - column - (row & 1 ? 0.5 : 0)) ** 2 + (y - row * ROW_HEIGHT) ** 2
}

function fromCorner(places: Map<number, HexPlace>): Map<number, HexPlace> {
  const all = [...places.values()]
  const west = Math.min(...all.map((place) => place.column))
  // An even step keeps odd rows odd.
  const north = Math.floor(Math.min(...all.map((place) => place.row)) / 2) * 2
  return new Map([...places].map(([id, { column, row }]) => [id, { column: column - west, row: row - north }]))
}

function lengthOf(point: Point | undefined): number {
  return Math.hypot(point?.x ?? 0, point?.y ?? 0)
}

function mean(numbers: number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0) / numbers.length
}
