import { readByUnit } from '@ioc/sql'
import type { Build } from './build.ts'
import { layHexagons } from './hexagons.ts'
import { trustOf } from './reading.ts'

/** An indicator in every commune of the day's map. */
export const communesTile: Build<'communes'> = async (context, tile, moment) => {
  const indicator = context.registry.indicator(tile.indicator)
  const communes = context.units.children(context.province.unitId, moment.geo).filter((unit) => unit.kind === 'commune')
  const values = await readByUnit(context.database.db, context.units, indicator, communes, moment)
  const places = layHexagons(communes)
  const trust = await trustOf(
    context,
    indicator.domain,
    { from: moment.at, to: moment.at },
    moment,
    values.some(({ value }) => value !== null),
  )
  return {
    id: tile.id,
    title: tile.title,
    kind: 'communes',
    indicator: indicator.id,
    unit: indicator.unit,
    ...trust,
    levels: indicator.levels,
    direction: indicator.direction,
    geography: moment.geo,
    cells: values.map(({ unit, value, level, estimate }) => {
      const { column, row } = places.get(unit.id) ?? { column: 0, row: 0 }
      return { unit: unit.key, name: unit.name, column, row, value, level, estimate }
    }),
  }
}
