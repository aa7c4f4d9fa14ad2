import { foldName, Invalid } from '@ioc/sql'
import type { Layer, Shape } from './shapes.ts'

/** A unit that stands on the day the boundaries hold from. `aliases`: what other systems call it, folded. */
export interface BoundaryUnit {
  key: string
  code: string | null
  name: string
  aliases: string[]
}

export interface Match {
  layer: Layer
  property: string
  zeros: boolean
  /** The shapes of each unit that has any; islands are often shapes of their own. */
  shapesOf: Map<BoundaryUnit, Shape[]>
  strangers: Shape[]
}

/** A set that leaves out more than half of the units is of somewhere else. */
const LEAST_PART = 0.5
/** As many are codes by chance: of areas, or of places. */
const FEW = 0.05

/**
 * Which shape is which unit: by the property of all layers whose values are the codes of most units. Codes may have lost the zeros they begin
 * with, or be those of another system that the registry knows. Throws Invalid where nothing fits half of the units.
 */
export function matchUnits(layers: readonly Layer[], units: readonly BoundaryUnit[]): Match {
  const codes = indexCodes(units)
  const tried = layers.flatMap((layer) =>
    [...new Set(layer.shapes.flatMap(({ properties }) => Object.keys(properties)))].map((property) =>
      tryProperty(layer, property, codes),
    ),
  )
  const best = tried.reduce<Match | undefined>(
    (most, each) => (!most || each.shapesOf.size > most.shapesOf.size ? each : most),
    undefined,
  )
  if (!best || best.shapesOf.size < LEAST_PART * units.length) throw noneFits(best, units)
  return best
}

interface Codes {
  exact: Map<string, BoundaryUnit>
  /** Without the zeros they begin with, of those codes that are no other’s then. */
  bare: Map<string, BoundaryUnit>
}

function indexCodes(units: readonly BoundaryUnit[]): Codes {
  const exact = new Map<string, BoundaryUnit>()
  const bare = new Map<string, BoundaryUnit>()
  const twice = new Set<string>()
  for (const unit of units) {
    // What has no digit is a name.
    for (const alias of unit.aliases) if (/\d/.test(alias)) exact.set(alias, unit)
    if (unit.code !== null) exact.set(foldName(unit.code), unit)
  }
  for (const [code, unit] of exact) {
    const short = withoutZeros(code)
    if (bare.has(short) && bare.get(short) !== unit) twice.add(short)
    bare.set(short, unit)
  }
  for (const short of twice) bare.delete(short)
  return { exact, bare }
}

const withoutZeros = (code: string) => (/^\d+$/.test(code) ? code.replace(/^0+(?=\d)/, '') : code)

/** As tables write codes: 11953, «11953», 11953.0. */
const written = (value: string) => foldName(value.replace(/^(\d+)\.0+$/, '$1'))

function tryProperty(layer: Layer, property: string, { exact, bare }: Codes): Match {
  const match: Match = { layer, property, zeros: false, shapesOf: new Map(), strangers: [] }
  for (const shape of layer.shapes) {
    const code = written(shape.properties[property] ?? '')
    const known = exact.get(code)
    const unit = known ?? bare.get(withoutZeros(code))
    if (!unit) {
      match.strangers.push(shape)
      continue
    }
    if (!known) match.zeros = true
    match.shapesOf.set(unit, [...(match.shapesOf.get(unit) ?? []), shape])
  }
  return match
}

function noneFits(best: Match | undefined, units: readonly BoundaryUnit[]): Invalid {
  const [example] = units
  const [code, name] = [example?.code ?? '', example?.name ?? '']
  const seen = best?.layer.shapes[0]?.properties[best.property] ?? ''
  const count = best?.shapesOf.size ?? 0
  const told =
    best && count > FEW * units.length
      ? {
          vi: `Thuộc tính khớp nhất là «${best.property}» (ví dụ ${seen}), có mã của ${count} trong ${units.length} đơn vị.`,
          en: `The property that fits best is “${best.property}” (such as ${seen}), with the codes of ${count} of ${units.length} units.`,
        }
      : {
          vi: `Không thuộc tính nào của tệp mang mã của đơn vị nào trong ${units.length} đơn vị của ngày này.`,
          en: `No property of the file has the code of any of the ${units.length} units of that day.`,
        }
  return new Invalid({
    vi: `${told.vi} Cần một thuộc tính mang mã như ${code} (${name}). Kiểm tra tệp có đúng tỉnh, đúng cấp xã và đúng ngày hiệu lực không.`,
    en: `${told.en} A property with codes such as ${code} (${name}) is wanted. See that the file is of this province, of its communes, and of the day it is to hold from.`,
  })
}
