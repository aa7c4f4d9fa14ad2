import { addDays, dayOf, type Freshness, readSeries, type SeriesPoint, startOfDay } from '@ioc/sql'
import type { Build } from './build.ts'
import { readingOf } from './reading.ts'

const SPARK_DAYS = 30
const HOUR_MS = 3_600_000

/** One number with the shape of its recent past: hours for what is counted by the day, days for everything longer. */
export const statTile: Build<'stat'> = async (context, tile, moment) => {
  const { indicator, reading, read } = await readingOf(context, tile.indicator, moment)
  const { at } = moment
  const isHourly = indicator.period === 'last24h'
  const thisHour = Math.floor(at.getTime() / HOUR_MS) * HOUR_MS
  const today = dayOf(at)
  const span = isHourly
    ? { from: new Date(thisHour - 23 * HOUR_MS), to: new Date(thisHour + HOUR_MS) }
    : { from: startOfDay(addDays(today, 1 - SPARK_DAYS)), to: startOfDay(addDays(today, 1)) }
  // What stands open now has no past in buckets by due time; its past is the ledger's to tell, as of each day.
  const points =
    indicator.period === 'now'
      ? []
      : await readSeries(
          context.database.db,
          context.units,
          indicator,
          context.province.unitId,
          span,
          isHourly ? 'hour' : 'day',
          moment,
        )
  return {
    id: tile.id,
    title: tile.title ?? indicator.title,
    kind: 'stat',
    reading,
    spark: points
      .filter((point) => !isEmptyShare(point, indicator.unit, read.freshness))
      .map((point) => ({ ...point, at: point.at.toISOString() })),
  }
}

/** A day without a single case has no share, which is no gap in what we were told. */
function isEmptyShare({ value }: SeriesPoint, unit: string, { receivedAt }: Freshness): boolean {
  return value === null && unit === 'percent' && receivedAt !== null
}
