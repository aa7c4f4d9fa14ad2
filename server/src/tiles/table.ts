import {
  type DefinedIndicator,
  findDomain,
  type Moment,
  partsOf,
  type Reading as Read,
  type RegistryUnit,
  readByUnit,
  termsWithin,
  unitsOfKinds,
  writeWhere,
} from '@ioc/sql'
import type { Tile } from '@ioc/sql/pack'
import type { Cell, TileOf } from '../../contract/index.ts'
import { type Build, domainOf } from './build.ts'
import { cellOf } from './cell.ts'
import type { TileContext } from './context.ts'
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
    : hasLines(tile)
      ? await ofLines(context, tile, moment)
      : await byUnit(context, tile, indicators, moment)
  const total = columns.map(({ reading }) => cellOf(reading))
  const shown = sections
    .map(({ title, rows }) => ({ title, rows: hasLines(tile) ? rows : rows.filter(isTold).sort(busiestFirst) }))
    .filter(({ rows }) => rows.length > 0)
  const cells = [...total, ...shown.flatMap(({ rows }) => rows.flatMap((row) => row.cells))]
  return {
    id: tile.id,
    title: tile.title,
    kind: 'table',
    period: first.reading.period,
    ...(await trustOf(context, tile, first.read.span, moment, cells)),
    columns: columns.map(({ indicator, title }) => ({
      indicator: indicator.id,
      title,
      unit: indicator.unitOfMeasurement,
      decimals: indicator.decimals,
    })),
    by: tile.by ? await titleOf(indicators, tile.by) : hasLines(tile) ? (tile.sections[0]?.title ?? null) : null,
    total: { name: context.province.name, cells: total },
    sections: shown,
  }
}

const hasLines = ({ sections }: TableTile) => sections.some(({ lines }) => lines.length > 0)

function ofLines(context: TileContext, { sections }: TableTile, moment: Moment): Promise<Sections> {
  return Promise.all(
    sections.map(async ({ title, lines }) => ({
      title,
      rows: await Promise.all(
        lines.map(async ({ title, indicators }) => {
          const read = await Promise.all(indicators.map((id) => readingOf(context, id, moment)))
          return { key: title.vi, title, asked: {}, indicators, cells: read.map(({ reading }) => cellOf(reading)) }
        }),
      ),
    })),
  )
}

async function byUnit(context: TileContext, tile: TableTile, indicators: DefinedIndicator[], moment: Moment): Promise<Sections> {
  const sections = sectionsOf(context, tile, moment.geo)
  const all = sections.flatMap(({ units }) => units)
  const columns = await Promise.all(
    indicators.map(async (indicator) => {
      const values = await readByUnit(context.database.db, context.units, indicator, all, moment)
      return values.map(cellOf)
    }),
  )
  const place = new Map(all.map(({ id }, index) => [id, index]))
  return sections.map(({ title, units }) => ({
    title,
    rows: units.map(({ id, key, name }) => ({
      key,
      title: { vi: name, en: name },
      asked: { unit: key },
      cells: columns.map((cells) => cells[place.get(id) as number] as Cell),
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
  wholes: { read: Read; indicator: DefinedIndicator }[],
  moment: Moment,
): Promise<Sections> {
  const say = await wordsOf(
    domainThatCounts(
      wholes.map(({ indicator }) => indicator),
      dim,
    ),
    dim,
  )
  const taken = new Set<string>()
  const sections: Sections = []
  for (const { title, where = {} } of tile.sections) {
    const columns = await Promise.all(
      wholes.map(async ({ read }) => {
        const { told, silence } = await partsOf(database.db, units, read, dim, province.unitId, moment, where)
        return { told: new Map(told.map((part) => [part.key, part])), silence }
      }),
    )
    const told = new Set(columns.flatMap(({ told }) => [...told.keys()]))
    const keys = [...told].filter((key) => key !== '' && !taken.has(key))
    for (const key of keys) taken.add(key)
    const cellsOf = (key: string) => columns.map(({ told, silence }) => cellOf(told.get(key) ?? silence))
    const askedOf = (key: string) => ({ where: writeWhere({ ...where, [dim]: [key] }) })
    sections.push({ title, rows: keys.map((key) => ({ key, title: say(key), asked: askedOf(key), cells: cellsOf(key) })) })
  }
  return sections
}

/** The domain that names the values of a dimension: that of the first measure counted by it. */
function domainThatCounts(indicators: DefinedIndicator[], dim: string): string {
  const terms = indicators.flatMap(({ compiled }) => termsWithin(compiled.terms))
  return domainOf((terms.find(({ measure }) => measure.dims.includes(dim)) as (typeof terms)[number]).measure)
}

async function titleOf(indicators: DefinedIndicator[], dim: string) {
  const { pack } = await findDomain(domainThatCounts(indicators, dim))
  return pack.dims[dim]?.title ?? { vi: dim, en: dim }
}

type Row = Sections[number]['rows'][number]

const isTold = ({ cells }: Row) => cells.some(({ value }) => value !== null)

/** By the first column, and where that is the same by the next. */
function busiestFirst(a: Row, b: Row): number {
  const place = a.cells.findIndex(({ value }, index) => value !== b.cells[index]?.value)
  return (b.cells[place]?.value ?? -1) - (a.cells[place]?.value ?? -1)
}
