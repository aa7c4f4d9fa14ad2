import { indicatorOf, partsOf, readIndicator, spanOf, writeWhere } from '@ioc/sql'
import { type Build, domainOf } from './build.ts'
import { cellOf, largestFirst } from './cell.ts'
import { trustOf } from './reading.ts'
import { scaleOf, wordsOf } from './words.ts'

/** The largest values of one dimension over a period, largest first, or as they follow each other on a scale. */
export const rankingTile: Build<'ranking'> = async (context, tile, moment) => {
  const { database, units, province, registry } = context
  const span = spanOf(tile.period, moment.at)
  const isNow = tile.period === 'now'
  const told = tile.share ? registry.indicator(tile.share) : indicatorOf(registry, tile.measure, isNow)
  const whole = await readIndicator(database.db, units, told, province.unitId, moment, isNow ? undefined : span)
  const all = largestFirst((await partsOf(database.db, units, whole, tile.by, province.unitId, moment)).told)
  const say = await wordsOf(domainOf(tile), tile.by)
  const inOrder = await scaleOf(domainOf(tile), tile.by)
  const rows = inOrder(all.slice(0, tile.rows))
  const trust = await trustOf(context, tile, span, moment, rows.length > 0 ? rows : [whole])
  return {
    id: tile.id,
    title: tile.title,
    kind: 'ranking',
    measure: tile.measure,
    period: tile.period,
    unit: told.unitOfMeasurement,
    ...trust,
    parts: all.length,
    rows: rows.map((row) => ({
      ...cellOf(row),
      key: row.key,
      title: say(row.key),
      question: { indicator: told.id, period: tile.period, where: writeWhere({ [tile.by]: [row.key] }) },
    })),
  }
}
