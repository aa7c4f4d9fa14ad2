import { readByDim, spanOf } from '@ioc/sql'
import { type Build, domainOf } from './build.ts'
import { trustOf } from './reading.ts'

/** The largest values of one dimension over a period. */
export const rankingTile: Build<'ranking'> = async (context, tile, moment) => {
  const measure = context.registry.measure(tile.measure)
  const span = spanOf(tile.period, moment.at)
  const rows = await readByDim(
    context.database.db,
    context.units,
    measure,
    tile.by,
    context.province.unitId,
    span,
    moment,
    tile.rows,
  )
  const trust = await trustOf(context, domainOf(tile), span, moment, rows.length > 0)
  return {
    id: tile.id,
    title: tile.title,
    kind: 'ranking',
    measure: measure.id,
    period: tile.period,
    unit: measure.unit,
    ...trust,
    rows: rows.map(({ key, value }) => ({ key, title: { vi: key, en: key }, value })),
  }
}
