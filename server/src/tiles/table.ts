import {
  type DefinedIndicator,
  findDomain,
  type Moment,
  narrow,
  ownSpan,
  type RegistryUnit,
  readByUnit,
  readByValue,
  unitsOfKinds,
  valueOfSilence,
  writeWhere,
} from '@ioc/sql'
import type { Tile, Where } from '@ioc/sql/pack'
import type { Reading, TileOf } from '../../contract/index.ts'
import { type Build, domainOf } from './build.ts'
import type { TileContext } from './context.ts'
import { partsOf } from './parts.ts'
import { readingOf, trustOf } from './reading.ts'
import { wordsOf } from './words.ts'

type TableTile = Extract<Tile, { kind: 'table' }>
type Sections = TileOf<'table'>['sections']

/** Indicators beside each other for units, or values of a dimension, below each other, and for the province they make up. */
export const tableTile: Build<'table'> = async (context, tile, moment) => {
  const columns = await Promise.all(
    tile.columns.map(async ({ indicator: id, title }) => ({ title, ...(await readingOf(context, id, moment)) })),
  )
  const [first] = columns as [(typeof columns)[number]]
  const indicators = columns.map(({ indicator }) => indicator)
  const sections = tile.by
    ? await byValue(context, tile, tile.by, columns, moment)
    : await byUnit(context, tile, indicators, moment)
  return {
    id: tile.id,
    title: tile.title,
    kind: 'table',
    period: first.reading.period,
    ...(await trustOf(context, tile, first.read.span, moment, first.reading.value !== null)),
    columns: columns.map(({ indicator, title }) => ({
      indicator: indicator.id,
      title,
      unit: indicator.unitOfMeasurement,
      decimals: indicator.decimals,
    })),
    by: tile.by ? await titleOf(tile, tile.by) : null,
    total: { name: context.province.name, values: columns.map(({ reading }) => reading.value) },
    sections: sections
      .map(({ title, rows }) => ({ title, rows: rows.filter(isTold).sort(busiestFirst) }))
      .filter(({ rows }) => rows.length > 0),
  }
}

async function byUnit(context: TileContext, tile: TableTile, indicators: DefinedIndicator[], moment: Moment): Promise<Sections> {
  const sections = sectionsOf(context, tile, moment.geo)
  const all = sections.flatMap(({ units }) => units)
  const columns = await Promise.all(
    indicators.map(async (indicator) => {
      const values = await readByUnit(context.database.db, context.units, indicator, all, moment)
      return new Map(values.map(({ unit, value }) => [unit.id, value]))
    }),
  )
  return sections.map(({ title, units }) => ({
    title,
    rows: units.map(({ id, key, name }) => ({
      key,
      title: { vi: name, en: name },
      asked: { unit: key },
      values: columns.map((values) => values.get(id) ?? null),
    })),
  }))
}

/** Each unit in one section: the one that names it, else the first that names its kind. */
function sectionsOf({ units, province }: TileContext, { sections }: TableTile, geo: string) {
  const all = unitsOfKinds(
    units,
    province.unitId,
    sections.flatMap((section) => section.units),
    geo,
  )
  const named = units.children(province.unitId, geo).filter(({ key }) => sections.some((section) => section.units.includes(key)))
  const known = [...new Map([...all, ...named].map((unit) => [unit.id, unit])).values()]
  const sectionOf = ({ key, kind }: RegistryUnit) =>
    sections.find((section) => section.units.includes(key)) ?? sections.find((section) => section.units.includes(kind))
  return sections.map((section) => ({ title: section.title, units: known.filter((unit) => sectionOf(unit) === section) }))
}

/** Each value in the first section that counts it. */
async function byValue(
  { database, units, province }: TileContext,
  tile: TableTile,
  dim: string,
  wholes: { indicator: DefinedIndicator; reading: Reading }[],
  moment: Moment,
): Promise<Sections> {
  const say = await wordsOf(domainOf(tile), dim)
  const split = async ({ indicator, reading }: (typeof wholes)[number], where: Where) => {
    const span = ownSpan(indicator, [units.get(province.unitId)], moment.at)
    const values = await partsOf(reading, () =>
      readByValue(database.db, units, narrow(indicator, where), dim, province.unitId, span, moment),
    )
    const silence = reading.value === null ? null : valueOfSilence(indicator, span)
    return { values: new Map(values.map(({ key, value }) => [key, value])), silence }
  }
  const taken = new Set<string>()
  const sections: Sections = []
  for (const { title, where = {} } of tile.sections) {
    const columns = await Promise.all(wholes.map((whole) => split(whole, where)))
    const told = new Set(columns.flatMap(({ values }) => [...values.keys()]))
    const keys = [...told].filter((key) => key !== '' && !taken.has(key))
    for (const key of keys) taken.add(key)
    const valuesOf = (key: string) => columns.map(({ values, silence }) => values.get(key) ?? silence)
    const askedOf = (key: string) => ({ where: writeWhere({ ...where, [dim]: [key] }) })
    sections.push({ title, rows: keys.map((key) => ({ key, title: say(key), asked: askedOf(key), values: valuesOf(key) })) })
  }
  return sections
}

async function titleOf(tile: TableTile, dim: string) {
  const { pack } = await findDomain(domainOf(tile))
  return pack.dims[dim]?.title ?? { vi: dim, en: dim }
}

const isTold = ({ values }: Sections[number]['rows'][number]) => values.some((value) => value !== null)

/** By the first column, and where that is the same by the next. */
function busiestFirst(a: { values: (number | null)[] }, b: { values: (number | null)[] }): number {
  const place = a.values.findIndex((value, index) => value !== b.values[index])
  return (b.values[place] ?? -1) - (a.values[place] ?? -1)
}
