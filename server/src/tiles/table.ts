import { type RegistryUnit, readByUnit, unitsOfKinds } from '@ioc/sql'
import type { Tile } from '@ioc/sql/pack'
import type { Build } from './build.ts'
import type { TileContext } from './context.ts'
import { readingOf, trustOf } from './reading.ts'

type TableTile = Extract<Tile, { kind: 'table' }>

/** Indicators beside each other for units below each other, and for the province they make up. */
export const tableTile: Build<'table'> = async (context, tile, moment) => {
  const sections = sectionsOf(context, tile, moment.geo)
  const all = sections.flatMap(({ units }) => units)
  const columns = await Promise.all(
    tile.columns.map(async ({ indicator: id, title }) => {
      const { indicator, reading, read } = await readingOf(context, id, moment)
      const values = await readByUnit(context.database.db, context.units, indicator, all, moment)
      return { indicator, title, reading, read, values: new Map(values.map(({ unit, value }) => [unit.id, value])) }
    }),
  )
  const [first] = columns as [(typeof columns)[number]]
  const rowOf = ({ id, key, name }: RegistryUnit) => ({
    unit: key,
    name,
    values: columns.map(({ values }) => values.get(id) ?? null),
  })
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
    total: { name: context.province.name, values: columns.map(({ reading }) => reading.value) },
    sections: sections
      .map(({ title, units }) => ({ title, rows: units.map(rowOf).filter(isTold).sort(busiestFirst) }))
      .filter(({ rows }) => rows.length > 0),
  }
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

const isTold = ({ values }: { values: (number | null)[] }) => values.some((value) => value !== null)

function busiestFirst(a: { values: (number | null)[] }, b: { values: (number | null)[] }): number {
  return (b.values[0] ?? -1) - (a.values[0] ?? -1)
}
