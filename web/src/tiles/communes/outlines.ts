import type { Feature, FeatureCollection, MultiPolygon, Polygon, Position } from 'geojson'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import type { Box, Silhouette } from './silhouette.ts'

/** A point of the plane: x to the east, y to the south, a degree of latitude is 1 either way. */
export interface Point {
  x: number
  y: number
}

interface Outline {
  /** As SVG draws it, on the plane. */
  path: string
  /** Where a mark stands: well within its largest part, never in a neighbour that it embraces. */
  at: Point
}

/** The outlines of a set of boundaries, made ready once. */
export interface Outlines {
  /** In degrees, each named by its unit’s key. */
  geojson: FeatureCollection<Polygon | MultiPolygon, { name: string }>
  /** What the plane’s x is of a longitude: a degree grows shorter towards the poles. */
  narrowed: number
  units: ReadonlyMap<string, Outline>
  silhouette: Silhouette
}

/** From TopoJSON as /api/boundaries/drawn serves it. */
export function readOutlines(topology: Topology): Outlines {
  const units = topology.objects.units as GeometryCollection
  const { features } = feature(topology, units) as FeatureCollection<Polygon | MultiPolygon>
  const latitudes = features.flatMap((each) => partsOf(each).flatMap(([outer = []]) => outer.map(([, y = 0]) => y)))
  const middle = (least(latitudes) + most(latitudes)) / 2
  const narrowed = Math.cos((middle * Math.PI) / 180)
  const toPlane = ([x = 0, y = 0]: Position): Point => ({ x: x * narrowed, y: -y })
  const outlined = features.map((each) => ({
    key: String(each.id),
    parts: partsOf(each).map((rings) => rings.map((ring) => ring.map(toPlane))),
  }))
  return {
    narrowed,
    geojson: {
      type: 'FeatureCollection',
      features: features.map((each) => ({ ...each, properties: { name: String(each.id) } })),
    },
    units: new Map(outlined.map(({ key, parts }) => [key, { path: parts.flat().map(pathOf).join(''), at: markAt(parts) }])),
    silhouette: silhouetteOf(outlined.map(({ parts }) => parts.flatMap(([outer = []]) => outer))),
  }
}

const partsOf = ({ geometry }: Feature<Polygon | MultiPolygon>): Position[][][] =>
  geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates

// Not Math.min(...): a map has more corners than a call takes arguments.
const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)

const pathOf = (ring: readonly Point[]) => `M${ring.map(({ x, y }) => `${x.toFixed(5)} ${y.toFixed(5)}`).join('L')}Z`

function boxOf(points: readonly Point[]): Box {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)]
  const [x, y] = [least(xs), least(ys)]
  return { x, y, width: most(xs) - x, height: most(ys) - y }
}

const LINES = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8]

/** The middle of the widest way across the largest part, along one of a few lines; the lines in the middle come first. */
function markAt(parts: readonly Point[][][]): Point {
  const largest = parts.reduce((a, b) => (sizeOf(b) > sizeOf(a) ? b : a), parts[0] ?? [])
  const { x, y, width, height } = boxOf(largest[0] ?? [])
  let [best, reach] = [{ x: x + width / 2, y: y + height / 2 }, 0]
  for (const part of LINES) {
    const line = y + part * height
    const crossings = largest.flatMap((ring) => crossingsOf(ring, line)).sort((a, b) => a - b)
    for (let at = 0; at + 1 < crossings.length; at += 2) {
      const [from = 0, to = 0] = crossings.slice(at, at + 2)
      // As far as it is to the left and right, and not much farther than to the top and bottom.
      const room = Math.min(to - from, 2 * height * Math.min(part, 1 - part))
      if (room > reach * 1.1) [best, reach] = [{ x: (from + to) / 2, y: line }, room]
    }
  }
  return best
}

function sizeOf([outer = []]: Point[][]): number {
  const { width, height } = boxOf(outer)
  return width * height
}

function crossingsOf(ring: readonly Point[], line: number): number[] {
  return ring.slice(1).flatMap((b, at) => {
    const a = ring[at] as Point
    return a.y > line === b.y > line ? [] : [a.x + ((line - a.y) / (b.y - a.y)) * (b.x - a.x)]
  })
}

/** Of so many columns a silhouette is made: enough to see where a province leaves its corners free. */
const COLUMNS = 36

function silhouetteOf(outlines: readonly Point[][]): Silhouette {
  const bounds = boxOf(outlines.flat())
  const size = Math.max(bounds.width, bounds.height) / COLUMNS
  const rowOf = ({ y }: Point) => Math.floor((y - bounds.y) / size)
  const columnOf = ({ x }: Point) => Math.floor((x - bounds.x) / size)
  const covered = new Set<string>()
  for (const outline of outlines) {
    const columnsOf = new Map<number, { from: number; to: number }>()
    for (const point of walk(outline, size / 2)) {
      const [row, column] = [rowOf(point), columnOf(point)]
      const { from, to } = columnsOf.get(row) ?? { from: column, to: column }
      columnsOf.set(row, { from: Math.min(from, column), to: Math.max(to, column) })
    }
    for (const [row, { from, to }] of columnsOf) for (let column = from; column <= to; column++) covered.add(`${column} ${row}`)
  }
  const spots = [...covered].map((each) => {
    const [column = 0, row = 0] = each.split(' ').map(Number)
    return { x: bounds.x + (column + 0.5) * size, y: bounds.y + (row + 0.5) * size }
  })
  return { bounds, spots, reach: { x: size / 2, y: size / 2 } }
}

/** Points along a ring, none farther from the next than a step. */
function* walk(ring: readonly Point[], step: number): Generator<Point> {
  for (const [at, b] of ring.entries()) {
    const a = ring[at - 1] ?? b
    const steps = Math.ceil(Math.max(Math.abs(b.x - a.x), Math.abs(b.y - a.y)) / step) || 1
    for (let each = 1; each <= steps; each++)
      yield { x: a.x + ((b.x - a.x) * each) / steps, y: a.y + ((b.y - a.y) * each) / steps }
  }
}
