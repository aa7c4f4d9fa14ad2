import { indicatorOf, readByDim, readIndicator, spanOf } from '@ioc/sql'
import { type Build, domainOf } from './build.ts'
import { partsOf } from './parts.ts'
import { trustOf } from './reading.ts'
import { scaleOf, wordsOf } from './words.ts'

/** As many values as a dimension may have. */
const ALL = 10_000

/** The largest values of one dimension over a period, largest first, or as they follow each other on a scale. */
export const rankingTile: Build<'ranking'> = async (context, tile, moment) => {
  const measure = context.registry.measure(tile.measure)
  const span = spanOf(tile.period, moment.at)
  const { database, units, province } = context
  const isNow = tile.period === 'now'
  const counted = indicatorOf(context.registry, measure.id, isNow)
  const whole = await readIndicator(database.db, units, counted, province.unitId, moment, isNow ? undefined : span)
  const all = await partsOf(whole, () =>
    readByDim(database.db, units, measure, tile.by, province.unitId, span, moment, tile.isShare ? ALL : tile.rows),
  )
  const say = await wordsOf(domainOf(tile), tile.by)
  const sum = all.reduce((total, { value }) => total + value, 0)
  const inOrder = await scaleOf(domainOf(tile), tile.by)
  const rows = inOrder(all.slice(0, tile.rows))
  const trust = await trustOf(context, tile, span, moment, rows.length > 0)
  return {
    id: tile.id,
    title: tile.title,
    kind: 'ranking',
    measure: measure.id,
    period: tile.period,
    unit: context.registry.wordsOf(tile.isShare ? 'percent' : measure.unit),
    ...trust,
    rows: rows.map(({ key, value }) => ({ key, title: say(key), value: tile.isShare ? (100 * value) / sum : value })),
  }
}
