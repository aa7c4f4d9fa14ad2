import { Invalid } from '@ioc/sql'
import type { Feature, FeatureCollection, MultiPolygon } from 'geojson'
import { feature, quantize } from 'topojson-client'
import { topology } from 'topojson-server'
import { filter, presimplify, simplify } from 'topojson-simplify'
import type { MultiPolygon as ArcsOf, GeometryCollection, Topology } from 'topojson-specification'
import { areaOf, hasInside } from './rings.ts'
import type { Polygon, Position, Ring } from './shapes.ts'

type Units = { units: GeometryCollection }
/** x, y and what is lost without it. */
type Weighed = [number, number, number]

/** Borders of neighbours that differ by less are one: a tenth of a metre over a province. */
const JOINED = 1e6
/** What is drawn lies on a grid this fine: a metre or so. */
const DRAWN = 1e5
/** A corner that moves a line by less than this part of the map is not seen on a wall of 4K. */
const UNSEEN = 1 / 4_000
const COARSER = 1.3
const METRES_PER_DEGREE = 111_320

export interface Simplified {
  /** TopoJSON: the object `units`, each with its key as id. */
  text: string
  vertices: number
  tolerance: number
  shared: number
}

/**
 * Boundaries simplified so far that nobody sees it, then ever further until they fit `limit` bytes. Neighbours share one line, so it stays one;
 * no unit is lost: its largest part keeps enough corners to have an area. Islands and lakes that have shrunk to a line go.
 */
export function simplifyUnits(units: readonly { key: string; polygons: Polygon[] }[], limit: number): Simplified {
  const features = units.map(
    ({ key, polygons }): Feature<MultiPolygon> => ({
      type: 'Feature',
      id: key,
      properties: {},
      geometry: { type: 'MultiPolygon', coordinates: polygons },
    }),
  )
  const joined = topology(
    { units: { type: 'FeatureCollection', features } as FeatureCollection },
    JOINED,
  ) as unknown as Topology<Units>
  const [west = 0, south = 0, east = 0, north = 0] = joined.bbox ?? []
  const eastwards = METRES_PER_DEGREE * Math.cos((((south + north) / 2) * Math.PI) / 180)
  const squareMetres = ([a, b, c]: [Position, Position, Position]) => Math.abs(areaOf([a, b, c])) * eastwards * METRES_PER_DEGREE
  const weighed = presimplify(joined, squareMetres as never)
  protect(weighed)
  const across = Math.max((east - west) * eastwards, (north - south) * METRES_PER_DEGREE)
  for (let tolerance = across * UNSEEN; tolerance < across; tolerance *= COARSER) {
    const coarse = simplify(weighed, tolerance ** 2)
    const whole = filter(coarse, ((ring: number[]) => hasInside(lineOf(coarse, ring))) as never) as Topology<Units>
    const drawn = quantize(whole, DRAWN) as Topology<Units>
    const text = JSON.stringify(drawn)
    if (Buffer.byteLength(text) > limit) continue
    return { text, vertices: drawn.arcs.reduce((sum, arc) => sum + arc.length, 0), tolerance, shared: sharedOf(drawn) }
  }
  throw new Invalid({
    vi: `Tệp có quá nhiều đơn vị nên không thể rút gọn xuống ${Math.round(limit / 1000)} KB. Chỉ giữ các đơn vị của tỉnh.`,
    en: `The file has too many units to be brought down to ${Math.round(limit / 1000)} KB. Keep those of the province alone.`,
  })
}

const partsOf = ({ objects: { units } }: Topology<Units>) => units.geometries as ArcsOf[]

/** A ring of arcs as the positions it runs through. */
function lineOf(map: Topology, ring: number[]): Ring {
  const polygon = feature(map, { type: 'Polygon', arcs: [ring] }) as Feature
  return (polygon.geometry as unknown as { coordinates: Polygon }).coordinates[0] ?? []
}

/** Corners that the largest part of every unit keeps, whatever the tolerance: with those where borders meet, enough for an area. */
const KEPT_CORNERS = 3

function protect(weighed: Topology<Units>): void {
  for (const { arcs } of partsOf(weighed)) {
    const outer = arcs.map(([ring]) => ring as number[])
    const size = (ring: number[]) => Math.abs(areaOf(lineOf(weighed, ring)))
    const largest = outer.reduce((most, ring) => (size(ring) > size(most) ? ring : most), outer[0] as number[])
    const corners = largest.flatMap((arc) => (weighed.arcs[arc < 0 ? ~arc : arc] as Weighed[]).slice(1, -1))
    for (const corner of corners.sort((a, b) => b[2] - a[2]).slice(0, KEPT_CORNERS)) corner[2] = Number.POSITIVE_INFINITY
  }
}

/** Of all lines that are drawn, by their corners, the part that two units use. */
function sharedOf(drawn: Topology<Units>): number {
  const uses = new Map<number, number>()
  for (const arc of partsOf(drawn).flatMap(({ arcs }) => arcs.flat(2) as number[])) {
    const one = arc < 0 ? ~arc : arc
    uses.set(one, (uses.get(one) ?? 0) + 1)
  }
  const corners = (least: number) =>
    drawn.arcs.reduce((sum, { length }, arc) => sum + ((uses.get(arc) ?? 0) >= least ? length : 0), 0)
  return corners(2) / Math.max(1, corners(1))
}
