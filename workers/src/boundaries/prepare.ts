import { type BoundaryReport, bareName, foldName, Invalid } from '@ioc/sql'
import { toDegrees } from './degrees.ts'
import { type BoundaryUnit, type Match, matchUnits } from './match.ts'
import { mendRings } from './rings.ts'
import { layersOf, type Shape } from './shapes.ts'
import { simplifyUnits } from './simplify.ts'
import { parseText } from './text.ts'

type Note = BoundaryReport['notes'][number]

/** What a browser is given at most, in bytes. */
export const MOST_BYTES = 400_000
/** So many shapes of no unit are named: a file of the whole country has thousands. */
const NAMED = 100
/** Nobody’s name is longer; a property that holds something else altogether is no name. */
const LONGEST_NAME = 120

export interface Prepared {
  /** TopoJSON as it is served: the object `units`, each with its key as id. */
  topology: string
  report: BoundaryReport
}

/** A file of boundaries, read, matched to the units and simplified. Pure; throws Invalid that says what is wrong and what to do. */
export function prepareBoundaries(bytes: Uint8Array, units: readonly BoundaryUnit[], limit = MOST_BYTES): Prepared {
  if (units.length === 0)
    throw new Invalid({
      vi: 'Ngày này tỉnh chưa có đơn vị nào để vẽ. Xem lại ngày hiệu lực của bộ ranh giới.',
      en: 'The province has no unit to draw on that day. Look at the day the boundaries are to hold from.',
    })
  const layers = layersOf(parseText(bytes))
  const match = matchUnits(layers, units)
  const nameOf = namesOf(match)
  refuseTwoOfOneCode(match, nameOf)
  refuseOthersName(match, units, nameOf)
  refuseOneShapeOfTwo(match)
  const matched = [...match.shapesOf]
  const { isTurned } = toDegrees(
    matched.flatMap(([, shapes]) => shapes),
    nameOf,
  )
  const notes: Note[] = []
  if (isTurned)
    notes.push({ vi: 'Toạ độ ghi vĩ độ trước; đã đổi lại.', en: 'Positions began with the latitude; they were turned.' })
  const inParts = matched.filter(([, shapes]) => shapes.length > 1)
  if (inParts.length > 0)
    notes.push({
      vi: `Ghép nhiều hình cùng mã thành một: ${listed(inParts.map(([{ name }, { length }]) => `${name} (${length})`))}.`,
      en: `Shapes of one code were put together: ${listed(inParts.map(([{ name }, { length }]) => `${name} (${length})`))}.`,
    })
  const drawn = matched.map(([unit, shapes]) => ({ unit, ...mendRings(apart(shapes).flatMap(({ polygons }) => polygons)) }))
  const mended = drawn.filter(({ dropped }) => dropped > 0)
  if (mended.length > 0)
    notes.push({
      vi: `Bỏ những vòng không có diện tích: ${listed(mended.map(({ unit }) => unit.name))}.`,
      en: `Rings without an area were left out: ${listed(mended.map(({ unit }) => unit.name))}.`,
    })
  const whole = drawn.filter(({ polygons }) => polygons.length > 0)
  if (whole.length === 0)
    throw new Invalid({
      vi: 'Không hình nào trong tệp có diện tích: tệp chỉ có điểm, đường hoặc hình rỗng. Xuất lại lớp vùng (polygon).',
      en: 'No shape of the file has an area: it holds points, lines or nothing. Export the layer of polygons.',
    })
  const simplified = simplifyUnits(
    whole.map(({ unit: { key }, polygons }) => ({ key, polygons })),
    limit,
  )
  if (simplified.shared < LEAST_SHARED && whole.length > 1)
    notes.push({
      vi: 'Ranh giới giữa các đơn vị không trùng nhau trong tệp, nên trên bản đồ có thể thấy khe hở.',
      en: 'In the file the borders of neighbours are not the same lines, so gaps may be seen on the map.',
    })
  const withShape = new Set(whole.map(({ unit }) => unit))
  return {
    topology: simplified.text,
    report: {
      object: match.layer.object,
      property: match.property,
      zeros: match.zeros,
      shapes: match.layer.shapes.length,
      units: units.length,
      matched: whole.length,
      bare: units.filter((unit) => !withShape.has(unit)).map(({ key, code, name }) => ({ key, code, name })),
      strangers: match.strangers.slice(0, NAMED).map((shape) => strangerOf(shape, match, units, nameOf)),
      strangerCount: match.strangers.length,
      notes,
      before: { bytes: bytes.length, vertices: countVertices(match.layer.shapes) },
      after: { bytes: Buffer.byteLength(simplified.text), vertices: simplified.vertices },
      tolerance: simplified.tolerance,
      shared: simplified.shared,
    },
  }
}

/** Of a province that lies in one piece most lines are between two units. */
const LEAST_SHARED = 0.2
const LISTED = 10

function listed(names: readonly string[]): string {
  return `${names.slice(0, LISTED).join(', ')}${names.length > LISTED ? ` (+${names.length - LISTED})` : ''}`
}

/** What shapes are called: by the property that says most units’ names, else by their code. */
function namesOf({ layer, property, shapesOf }: Match): (shape: Shape) => string {
  const said = new Map<string, number>()
  for (const [unit, shapes] of shapesOf)
    for (const [key, value] of Object.entries(shapes[0]?.properties ?? {}))
      if (isNamed(value, unit)) said.set(key, (said.get(key) ?? 0) + 1)
  const keys = new Set(layer.shapes.flatMap(({ properties }) => Object.keys(properties)))
  const name = [...said].sort(([, a], [, b]) => b - a)[0]?.[0] ?? [...keys].find((key) => /name|^ten/i.test(key))
  return ({ properties }) => properties[name ?? property] || properties[property] || '?'
}

const isNamed = (said: string, { name }: Pick<BoundaryUnit, 'name'>) =>
  foldName(said) === foldName(name) || foldName(said) === foldName(bareName(name))

/** Parts of one unit are called the same; two units under one code are a mistake only whoever made the file can mend. */
function refuseTwoOfOneCode({ shapesOf, property }: Match, nameOf: (shape: Shape) => string): void {
  for (const shapes of shapesOf.values()) {
    const [first, other] = [...new Map(shapes.map((shape) => [foldName(nameOf(shape)), shape])).values()]
    if (!first || !other) continue
    const code = first.properties[property]
    throw new Invalid({
      vi: `Mã ${code} đứng ở hai hình khác tên: «${nameOf(first)}» và «${nameOf(other)}». Sửa mã trong tệp rồi nạp lại.`,
      en: `The code ${code} stands with two shapes of different names: “${nameOf(first)}” and “${nameOf(other)}”. Mend it in the file, then load it again.`,
    })
  }
}

/** A shape whose code is one unit’s and whose name another’s would be drawn in the wrong place, and nobody would see it on the map. */
function refuseOthersName({ shapesOf, property }: Match, units: readonly BoundaryUnit[], nameOf: (shape: Shape) => string): void {
  const named = new Map(units.flatMap((unit) => [bareName(unit.name), unit.name].map((name) => [foldName(name), unit])))
  const wrong = [...shapesOf].flatMap(([unit, shapes]) =>
    shapes.flatMap((shape) => {
      const name = nameOf(shape)
      const other = isNamed(name, unit) ? undefined : named.get(foldName(name))
      return other && other !== unit ? [{ code: shape.properties[property] ?? '', name, unit }] : []
    }),
  )
  if (wrong.length === 0) return
  throw new Invalid({
    vi: `Mã và tên trái nhau ở ${wrong.length} hình: ${listed(wrong.map(({ code, name, unit }) => `${code} là ${unit.name}, hình ghi «${name}»`))}. Sửa mã hoặc tên trong tệp rồi nạp lại.`,
    en: `Code and name contradict each other at ${wrong.length} shapes: ${listed(wrong.map(({ code, name, unit }) => `${code} is ${unit.name}, the shape says “${name}”`))}. Mend the codes or the names in the file, then load it again.`,
  })
}

/** No two units lie in the very same place. */
function refuseOneShapeOfTwo({ shapesOf }: Match): void {
  const seen = new Map<string, BoundaryUnit>()
  for (const [unit, shapes] of shapesOf) {
    for (const { polygons } of shapes) {
      const outline = JSON.stringify(polygons)
      const other = seen.get(outline)
      if (other && other !== unit && polygons.length > 0)
        throw new Invalid({
          vi: `${other.name} và ${unit.name} có cùng một hình. Xuất lại tệp để mỗi đơn vị có hình của mình.`,
          en: `${other.name} and ${unit.name} have the very same shape. Export the file again, so that each has its own.`,
        })
      seen.set(outline, unit)
    }
  }
}

/** Without those that are another’s very likeness. */
function apart(shapes: readonly Shape[]): Shape[] {
  return shapes.length === 1 ? [...shapes] : [...new Map(shapes.map((shape) => [JSON.stringify(shape.polygons), shape])).values()]
}

function strangerOf(shape: Shape, { property }: Match, units: readonly BoundaryUnit[], nameOf: (shape: Shape) => string) {
  const name = nameOf(shape)
  const short = (text: string) => (text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME)}…`.toWellFormed() : text)
  return {
    code: short(shape.properties[property] ?? ''),
    name: short(name),
    like: units.find((unit) => isNamed(name, unit))?.name ?? null,
  }
}

function countVertices(shapes: readonly Shape[]): number {
  return shapes.reduce(
    (sum, { polygons }) => sum + polygons.reduce((of, rings) => of + rings.reduce((n, { length }) => n + length, 0), 0),
    0,
  )
}
