import { existsSync, readFileSync } from 'node:fs'
import { Invalid } from '@ioc/sql'
import fc from 'fast-check'
import type { Feature, FeatureCollection, MultiPolygon } from 'geojson'
import { feature } from 'topojson-client'
import { topology } from 'topojson-server'
import { expect, test } from 'vitest'
import { bytesOf, collection, type Mesh, mesh, plainMesh } from './mesh.fixture.ts'
import { prepareBoundaries } from './prepare.ts'
import { areaOf } from './rings.ts'
import type { Position } from './shapes.ts'

// What map offices send, and what it becomes.

const { units, rings } = plainMesh()

/** The outlines as a browser draws them, by unit. */
function drawn(text: string): Map<string, Position[][][]> {
  const map = JSON.parse(text)
  const { features } = feature(map, map.objects.units) as unknown as FeatureCollection<MultiPolygon>
  return new Map(features.map(({ id, geometry }) => [String(id), geometry.coordinates as Position[][][]]))
}

const refusalOf = (value: unknown, of = units): string => {
  try {
    prepareBoundaries(bytesOf(value), of)
  } catch (error) {
    if (error instanceof Invalid && error.said) return `${error.message} / ${error.said.en}`
    throw error
  }
  return 'taken'
}

test('every unit is found by the property whose values are its codes, whatever it is called', () => {
  const { topology: text, report } = prepareBoundaries(bytesOf(collection({ units, rings })), units)
  expect(report).toMatchObject({ property: 'MA_XA', matched: 6, units: 6, bare: [], strangerCount: 0, notes: [], zeros: false })
  expect([...drawn(text).keys()].sort()).toEqual(units.map(({ key }) => key).sort())
})

test('codes that became numbers and lost their zeros are still codes, and so are those of another system', () => {
  const asNumbers = collection({ units, rings }, ({ code, name }) => ({ code: Number(code), name }))
  expect(prepareBoundaries(bytesOf(asNumbers), units).report).toMatchObject({ property: 'code', matched: 6, zeros: true })
  const asDecimals = collection({ units, rings }, ({ code }) => ({ code: `${Number(code)}.0` }))
  expect(prepareBoundaries(bytesOf(asDecimals), units).report).toMatchObject({ matched: 6, zeros: true })
  const asOthers = collection({ units, rings }, ({ aliases }) => ({ madinhdanh: aliases[0]?.toUpperCase() }))
  expect(prepareBoundaries(bytesOf(asOthers), units).report).toMatchObject({ property: 'madinhdanh', matched: 6, zeros: false })
})

test('a code that contradicts the name beside it, and one shape for two units, are refused with what to mend', () => {
  const next = (at: (typeof units)[number]) => units[(units.indexOf(at) + 1) % units.length] as (typeof units)[number]
  const swapped = collection({ units, rings }, (unit) => ({ MA_XA: next(unit).code, TEN_XA: unit.name }))
  expect(refusalOf(swapped)).toContain(`${units.length} shapes`)
  const file = collection({ units, rings })
  const [first, second, ...others] = file.features as [Feature, Feature, ...Feature[]]
  expect(refusalOf({ ...file, features: [first, { ...second, geometry: first.geometry }, ...others] })).toContain(
    'the very same shape',
  )
})

test('units without a shape and shapes of no unit are told by name', () => {
  const file = collection({ units, rings })
  file.features[0] = {
    type: 'Feature',
    properties: { MA_XA: '09999', TEN_XA: 'xã số 0' },
    geometry: file.features[0]?.geometry ?? null,
  }
  const { report } = prepareBoundaries(bytesOf(file), units)
  expect(report.bare).toEqual([{ key: 'xa-0', code: '01001', name: 'Xã Số 0' }])
  expect(report.strangers).toEqual([{ code: '09999', name: 'xã số 0', like: 'Xã Số 0' }])
})

test('a shape that is nothing, a line or without an area leaves its unit without a shape and spoils no other', () => {
  const file = collection({ units, rings })
  const geometries = [
    null,
    { type: 'LineString', coordinates: rings[1] },
    { type: 'Polygon', coordinates: [] },
    {
      type: 'Polygon',
      coordinates: [
        [
          [106, 20],
          [106, 20],
          [106, 20],
        ],
      ],
    },
  ]
  const wide = plainMesh(4, 2)
  const whole = collection(wide)
  for (const [at, geometry] of geometries.entries()) (whole.features[at] as { geometry: unknown }).geometry = geometry
  const { topology: text, report } = prepareBoundaries(bytesOf(whole), wide.units)
  expect(report.bare.map(({ key }) => key)).toEqual(['xa-0', 'xa-1', 'xa-2', 'xa-3'])
  expect(report.notes[0]?.vi).toContain('không có diện tích')
  expect(drawn(text).size).toBe(4)
  for (const each of file.features) each.geometry = null
  expect(refusalOf(file)).toContain('chỉ có điểm, đường hoặc hình rỗng')
})

test('rings wound the wrong way, left open or crossing themselves are drawn', () => {
  const file = collection({ units, rings })
  const [first, second, third] = rings.map((ring) => [...ring])
  ;(file.features[0] as { geometry: unknown }).geometry = { type: 'Polygon', coordinates: [first?.toReversed()] }
  ;(file.features[1] as { geometry: unknown }).geometry = { type: 'Polygon', coordinates: [second?.slice(0, -1)] }
  const [x, y] = (third ?? [])[0] as Position
  const bowTie = [
    [x, y],
    [x + 0.05, y + 0.05],
    [x + 0.05, y],
    [x, y + 0.05],
    [x, y],
  ]
  ;(file.features[2] as { geometry: unknown }).geometry = { type: 'Polygon', coordinates: [bowTie] }
  const { topology: text, report } = prepareBoundaries(bytesOf(file), units)
  expect(report.matched).toBe(6)
  const outlines = drawn(text)
  for (const key of ['xa-0', 'xa-1', 'xa-3']) expect(areaOf(outlines.get(key)?.[0]?.[0] ?? [])).toBeGreaterThan(0.002)
  expect(new Set(outlines.get('xa-2')?.[0]?.[0]?.map(String)).size).toBe(4)
})

test('islands of one unit may be shapes of their own; two units under one code are refused by name', () => {
  const file = collection({ units, rings })
  const island = {
    type: 'Polygon',
    coordinates: [
      [
        [106.5, 20],
        [106.51, 20],
        [106.51, 20.01],
        [106.5, 20],
      ],
    ],
  }
  file.features.push({ type: 'Feature', properties: { MA_XA: '01001', TEN_XA: 'Xã Số 0' }, geometry: island })
  const { topology: text, report } = prepareBoundaries(bytesOf(file), units)
  expect(drawn(text).get('xa-0')).toHaveLength(2)
  expect(report.notes.map(({ vi }) => vi).join()).toContain('Xã Số 0 (2)')
  file.features.push({ type: 'Feature', properties: { MA_XA: '01001', TEN_XA: 'Xã Khác' }, geometry: island })
  expect(refusalOf(file)).toMatch(/Mã 01001.*«Xã Số 0» và «Xã Khác»/)
})

test('latitude before longitude is turned; metres, other places and mixtures are refused with what to do', () => {
  const turned = { units, rings: rings.map((ring) => ring.map(([x, y]): Position => [y, x])) }
  const { topology: text, report } = prepareBoundaries(bytesOf(collection(turned)), units)
  expect(report.notes[0]?.en).toContain('turned')
  expect(drawn(text).get('xa-0')?.[0]?.[0]?.[0]?.[0]).toBeGreaterThan(105)
  const metres = { units, rings: rings.map((ring) => ring.map(([x, y]): Position => [x * 5_000, y * 111_000])) }
  expect(refusalOf(collection(metres))).toMatch(/VN-2000.*EPSG:4326/)
  const elsewhere = { units, rings: rings.map((ring) => ring.map(([x, y]): Position => [x - 100, y + 30])) }
  expect(refusalOf(collection(elsewhere))).toMatch(/ngoài Việt Nam.*EPSG:4326/)
  const mixed = { units, rings: [...rings.slice(1), turned.rings[0] as Position[]] }
  expect(refusalOf(collection(mixed))).toContain('lúc kinh độ đứng trước')
})

test('a TopoJSON file of several objects is read by the one that is of the units', () => {
  const communes = collection({ units, rings })
  const provinces = collection(plainMesh(2, 1), ({ name }) => ({ ma: `p${name}` }))
  const file = topology({ tinh: provinces as never, xa: communes as never }, 1e5)
  expect(prepareBoundaries(bytesOf(file), units).report).toMatchObject({ object: 'xa', shapes: 6, matched: 6 })
  expect(refusalOf({ ...file, arcs: file.arcs.slice(0, 2) })).toContain('đường không có')
  expect(refusalOf({ type: 'Topology' })).toContain('thiếu «objects»')
})

test('a file is read in UTF-8 with or without its mark and in UTF-16, and refused in anything older', () => {
  const text = JSON.stringify(collection({ units, rings }))
  const inUtf16 = Buffer.from(`\ufeff${text}`, 'utf16le')
  for (const bytes of [Buffer.from(`\ufeff${text}`), inUtf16, Buffer.from(inUtf16).swap16()])
    expect(prepareBoundaries(bytes, units).report.matched).toBe(6)
  expect(refusalOf(Buffer.from(text, 'utf8').toString('latin1'))).toBe('taken')
  expect(() => prepareBoundaries(Buffer.from(text.normalize('NFC').replaceAll('Xã', 'X\u00e3'), 'latin1'), units)).toThrow(
    'UTF-8',
  )
})

test('what is no map is told for what it is', () => {
  expect(refusalOf('ma,ten\n11953,Phố Hiến\n')).toMatch(/không phải JSON.* \/ The file is no JSON/)
  expect(refusalOf('\0'.repeat(5_000))).toContain('không phải JSON')
  const text = JSON.stringify(collection({ units, rings }), null, 1)
  expect(refusalOf(text.slice(0, 2_000))).toMatch(/đứt ở dòng \d+.*broke|đứt ở dòng \d+.*breaks off/)
  const compact = JSON.stringify(collection({ units, rings }))
  expect(refusalOf(compact.slice(0, compact.indexOf(']]]') + 1))).toContain('đứt ở dòng 1')
  expect(refusalOf(text.replace(':', ''))).toContain('không phải JSON đúng')
  expect(refusalOf('   ')).toContain('Tệp trống')
  expect(refusalOf('<kml></kml>')).toContain('KML')
  expect(refusalOf('PK\u0003\u0004')).toContain('shapefile')
  expect(refusalOf([1, 2])).toContain('FeatureCollection')
  expect(refusalOf({ type: 'FeatureCollection', features: [null, 7, { type: 'Feature' }] })).toContain('Không thuộc tính nào')
  expect(refusalOf(collection({ units, rings }, () => ({ ma: 'không' })))).toContain('01001 (Xã Số 0)')
  expect(refusalOf(collection({ units, rings }), [])).toContain('chưa có đơn vị nào')
})

test('a property may be called as every object’s own are, and its text may hold what no database keeps', () => {
  const file = collection({ units, rings })
  for (const name of ['constructor', '__proto__']) {
    const renamed = JSON.stringify(file).replaceAll('"MA_XA":', `${JSON.stringify(name)}:`)
    expect(prepareBoundaries(bytesOf(renamed), units).report, name).toMatchObject({ property: name, matched: 6 })
  }
  Object.assign(file.features[0]?.properties ?? {}, { constructor: 'x', toString: 'y' })
  expect(prepareBoundaries(bytesOf(file), units).report).toMatchObject({ property: 'MA_XA', matched: 6 })
  const stranger = { type: 'Feature', properties: { MA_XA: '9\0\0', TEN_XA: `\ud800${'Xã'.repeat(9_000)}` }, geometry: null }
  const { strangers } = prepareBoundaries(bytesOf({ ...file, features: [...file.features, stranger] }), units).report
  expect(strangers[0]?.code).toBe('9')
  expect(JSON.stringify(strangers)).not.toMatch(/\\u0000|\\ud800/)
  expect(strangers[0]?.name.length).toBeLessThan(200)
})

test('what is nested without end takes no stack', () => {
  const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
  const text = JSON.stringify(collection({ units, rings })).replace(/\[\[\[.*?\]\]\]/, deep)
  expect(prepareBoundaries(bytesOf(text), units).report.bare.map(({ key }) => key)).toEqual(['xa-0'])
  const nested = `${'{"type":"GeometryCollection","geometries":['.repeat(20_000)}${']}'.repeat(20_000)}`
  const collections = JSON.stringify(collection({ units, rings })).replace(/\{"type":"Polygon".*?\]\]\]\}/, nested)
  expect(refusalOf(collections)).toContain('quá sâu')
})

/** Every piece of line from corner to corner, and how often units run along it that way. */
function piecesOf(outlines: Map<string, Position[][][]>): Map<string, number> {
  const pieces = new Map<string, number>()
  for (const ring of [...outlines.values()].flat(2))
    for (const [at, corner] of ring.slice(1).entries()) {
      const piece = `${ring[at]} ${corner}`
      pieces.set(piece, (pieces.get(piece) ?? 0) + 1)
    }
  return pieces
}

/** The pieces only one unit runs along: the outline of the whole. */
function alone(outlines: Map<string, Position[][][]>): number {
  const pieces = piecesOf(outlines)
  const back = (piece: string) => piece.split(' ').reverse().join(' ')
  expect(Math.max(...pieces.values())).toBe(1)
  return [...pieces.keys()].filter((piece) => !pieces.has(back(piece))).length
}

test('however far it is simplified, every unit keeps an area, borders stay the same line on both sides, and it fits', () => {
  fc.assert(
    fc.property(
      fc.record({
        columns: fc.integer({ min: 1, max: 6 }),
        rows: fc.integer({ min: 1, max: 6 }),
        corners: fc.integer({ min: 0, max: 60 }),
      }),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 17, maxLength: 97 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (size, winds, part) => {
        const made: Mesh = mesh({ ...size, wind: (n) => winds[n % winds.length] ?? 0 })
        const bytes = bytesOf(collection(made))
        const cells = made.units.length
        const limit = Math.round(900 + 260 * cells + part * bytes.length)
        const { topology: text, report } = prepareBoundaries(bytes, made.units, limit)
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limit)
        const outlines = drawn(text)
        expect(report.matched).toBe(cells)
        const areas = made.units.map(({ key }) => areaOf(outlines.get(key)?.[0]?.[0] ?? []))
        expect(Math.min(...areas)).toBeGreaterThan(0)
        // What only one unit borders on lies along the four sides of the whole, and nowhere within: no gap, no sliver.
        const whole = piecesOf(outlines).size
        const outer = alone(outlines)
        expect(outer).toBeGreaterThanOrEqual(2 * (size.columns + size.rows))
        expect((whole - outer) % 2).toBe(0)
        expect(outer).toBeLessThanOrEqual(2 * (size.columns + size.rows) * (size.corners + 1))
      },
    ),
    { numRuns: 60 },
  )
})

const REAL = new URL('../../../../shared/data/geo/hung_yen_communes_2025_full.geojson', import.meta.url)

test.skipIf(!existsSync(REAL))(
  `the real boundaries of 104 communes fit into 400 KB (skipped where ${REAL.pathname} is not there)`,
  () => {
    const bytes = readFileSync(REAL)
    const codes: string[] = JSON.parse(bytes.toString()).features.map(({ id }: { id: string }) => id)
    const communes = codes.map((code) => ({ key: `xa-${code}`, code, name: code, aliases: [] }))
    const { topology: text, report } = prepareBoundaries(bytes, communes)
    expect(report).toMatchObject({ matched: 104, bare: [], strangerCount: 0 })
    expect(Buffer.byteLength(text)).toBeLessThan(400_000)
    expect(report.after.vertices).toBeGreaterThan(8_000)
    alone(drawn(text))
  },
)
