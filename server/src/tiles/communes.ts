import { dayOf, readByUnit } from '@ioc/sql'
import type { Build } from './build.ts'
import { layHexagons } from './hexagons.ts'
import { trustOf } from './reading.ts'

/** An indicator in every commune of today's map. */
export const communesTile: Build<'communes'> = async (context, tile, at) => {
  const indicator = context.registry.indicator(tile.indicator)
  const today = dayOf(at)
  const communes = context.tree
    .children(context.province.unitId)
    .filter((unit) => unit.kind === 'commune' && unit.valid_from <= today && (unit.valid_to === null || today < unit.valid_to))
  const values = await readByUnit(context.database.db, context.tree, indicator, communes, at)
  const places = layHexagons(communes)
  const trust = await trustOf(
    context,
    indicator.domain,
    { from: at, to: at },
    at,
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
    geography: today,
    cells: values.map(({ unit, value, level }) => {
      const { column, row } = places.get(unit.id) ?? { column: 0, row: 0 }
      return { unit: unit.key, name: unit.name, column, row, value, level }
    }),
  }
}
