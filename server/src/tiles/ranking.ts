import { indicatorOf, readByValue, readIndicator, spanOf, writeWhere } from '@ioc/sql'
import { type Build, domainOf } from './build.ts'
import { partsOf } from './parts.ts'
import { trustOf } from './reading.ts'
import { scaleOf, wordsOf } from './words.ts'

/** The largest values of one dimension over a period, largest first, or as they follow each other on a scale. */
export const rankingTile: Build<'ranking'> = async (context, tile, moment) => {
  const { database, units, province, registry } = context
  const span = spanOf(tile.period, moment.at)
  const counted = indicatorOf(registry, tile.measure, tile.period === 'now')
  const told = tile.share ? registry.indicator(tile.share) : counted
  const whole = await readIndicator(
    database.db,
    units,
    counted,
    province.unitId,
    moment,
    tile.period === 'now' ? undefined : span,
  )
  const all = await partsOf(whole, () => readByValue(database.db, units, told, tile.by, province.unitId, span, moment))
  const say = await wordsOf(domainOf(tile), tile.by)
  const inOrder = await scaleOf(domainOf(tile), tile.by)
  const rows = inOrder(all.filter(({ value }) => value !== 0).slice(0, tile.rows))
  const trust = await trustOf(context, tile, span, moment, rows.length > 0)
  return {
    id: tile.id,
    title: tile.title,
    kind: 'ranking',
    measure: tile.measure,
    period: tile.period,
    unit: told.unitOfMeasurement,
    ...trust,
    rows: rows.map(({ key, value }) => ({
      key,
      title: say(key),
      value,
      question: { indicator: told.id, period: tile.period, where: writeWhere({ [tile.by]: [key] }) },
    })),
  }
}
