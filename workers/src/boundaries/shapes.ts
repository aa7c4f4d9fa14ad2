import { Invalid } from '@ioc/sql'
import type { Geometry } from 'geojson'
import { feature } from 'topojson-client'
import type { GeometryObject, Topology } from 'topojson-specification'

export type Position = [number, number]
/** A closed line: the first position is the last as well. */
export type Ring = Position[]
/** An outer ring and its holes. */
export type Polygon = Ring[]

/** Something with an area, and what the file says of it. */
export interface Shape {
  properties: Record<string, string>
  polygons: Polygon[]
}

/** Shapes that belong together: all of a GeoJSON file, or an object of a TopoJSON file. */
export interface Layer {
  object: string | null
  shapes: Shape[]
}

type Json = Record<string, unknown>
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Collections within collections. Nobody’s map is deeper; one that is made to be would take the stack. */
const DEEPEST = 8

/** The layers of GeoJSON or TopoJSON. What has no area (null, points, lines) has no polygons. Throws Invalid where it is neither. */
export function layersOf(value: unknown): Layer[] {
  if (isObject(value) && value.type === 'Topology') return layersOfTopology(value)
  const shapes = shapesOf(value)
  if (shapes) return [{ object: null, shapes }]
  throw new Invalid({
    vi: 'Tệp là JSON nhưng không phải GeoJSON hay TopoJSON. Cần một FeatureCollection, Feature hoặc Topology; xuất lại từ QGIS thành GeoJSON.',
    en: 'The file is JSON, yet neither GeoJSON nor TopoJSON. A FeatureCollection, Feature or Topology is wanted; export it from QGIS as GeoJSON.',
  })
}

function layersOfTopology(value: Json): Layer[] {
  const objects = isObject(value.objects) ? Object.entries(value.objects) : []
  if (!Array.isArray(value.arcs) || objects.length === 0) throw brokenTopology()
  try {
    return objects.map(([object, geometry]) => ({
      object: cleanText(object),
      shapes: shapesOf(feature(value as unknown as Topology, geometry as GeometryObject)) ?? [],
    }))
  } catch (error) {
    // An arc that is not there, or that is no list.
    if (error instanceof TypeError || error instanceof RangeError) throw brokenTopology()
    throw error
  }
}

const brokenTopology = () =>
  new Invalid({
    vi: 'Tệp TopoJSON thiếu «objects» hoặc «arcs», hoặc nhắc đến đường không có. Xuất lại, hoặc dùng GeoJSON.',
    en: 'The TopoJSON file lacks “objects” or “arcs”, or names arcs that are not there. Export it again, or use GeoJSON.',
  })

function shapesOf(value: unknown): Shape[] | null {
  if (!isObject(value)) return null
  if (value.type === 'FeatureCollection' && Array.isArray(value.features))
    return value.features.flatMap((each) => shapesOf(each) ?? [])
  if (value.type === 'Feature') return [{ properties: saidOf(value), polygons: polygonsOf(value.geometry, 0) }]
  return null
}

/** What is told in one word each; the feature’s own id as `id`, unless a property is called so. A property may be called anything: none is inherited. */
function saidOf({ id, properties }: Json): Record<string, string> {
  const told = Object.entries({ id, ...(isObject(properties) ? properties : {}) })
  const words = told.flatMap(([key, value]) =>
    typeof value === 'string' || typeof value === 'number' ? [[cleanText(key), cleanText(String(value))] as const] : [],
  )
  return Object.assign(Object.create(null), Object.fromEntries(words))
}

/** Tables of shapefiles fill their fields with NUL and cut letters in half, which no database keeps as text. */
const cleanText = (text: string) => text.replaceAll('\0', '').toWellFormed().normalize('NFC').trim()

function polygonsOf(value: unknown, depth: number): Polygon[] {
  if (!isObject(value)) return []
  const geometry = value as unknown as Geometry
  if (geometry.type === 'Polygon') return [polygonOf(geometry.coordinates)]
  if (geometry.type === 'MultiPolygon') return listOf(geometry.coordinates).map(polygonOf)
  if (geometry.type !== 'GeometryCollection') return []
  if (depth >= DEEPEST)
    throw new Invalid({
      vi: 'Hình trong tệp lồng nhau quá sâu. Xuất lại từ QGIS thành GeoJSON, mỗi đơn vị một hình.',
      en: 'The file’s geometries are nested too deep. Export it from QGIS as GeoJSON, one shape a unit.',
    })
  return listOf(geometry.geometries).flatMap((each) => polygonsOf(each, depth + 1))
}

const polygonOf = (rings: unknown): Polygon => listOf(rings).map((ring) => listOf(ring).flatMap(positionOf))

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** Heights and measures are left out, and so is what is no position. */
function positionOf(value: unknown): Position[] {
  if (!Array.isArray(value)) return []
  const [x, y] = value
  return typeof x === 'number' && typeof y === 'number' && Number.isFinite(x) && Number.isFinite(y) ? [[x, y]] : []
}
