import { countsBegun, type DefinedIndicator, type Freshness, type Moment, ownSpan, readSeries, type SeriesPoint } from '@ioc/sql'
import type { Build } from './build.ts'
import type { TileContext } from './context.ts'
import { readingOf } from './reading.ts'
import { sparkSpan, sparkStep } from './spark.ts'

/** One number with the shape of its recent past. */
export const statTile: Build<'stat'> = async (context, tile, moment) => {
  const { indicator, reading, read } = await readingOf(context, tile.indicator, moment)
  const points = await pastOf(context, indicator, moment)
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

const FEW = 10

async function pastOf(context: TileContext, indicator: DefinedIndicator, moment: Moment): Promise<SeriesPoint[]> {
  // What stands open now has no past in buckets by due time; its past is the ledger's to tell, as of each day.
  if (indicator.period === 'now' || countsBegun(indicator.compiled)) return []
  const { database, units, province } = context
  const spanOf = (step: ReturnType<typeof sparkStep>) => {
    const { from, to } = sparkSpan(step, moment.at)
    if (indicator.period !== 'latest' && indicator.period !== 'last_month') return { from, to }
    const own = ownSpan(indicator, [units.get(province.unitId)], moment.at)
    // Beside a whole month the one under way looks like a fall.
    if (indicator.period === 'last_month') return { from, to: step === 'month' ? own.to : to }
    // No further back than its figures can be carried.
    return { from: new Date(Math.max(from.getTime(), own.from.getTime())), to }
  }
  const read = (step: ReturnType<typeof sparkStep>) =>
    readSeries(database.db, units, indicator, province.unitId, spanOf(step), step, moment)
  const step = sparkStep(indicator)
  const points = await read(step)
  // A figure told for a day is not told every day, nor need it be every month: until the next it stands, which is no gap.
  const isRare = indicator.period === 'latest' && step === 'day' && points.filter(({ value }) => value !== null).length < FEW
  return isRare ? (await read('month')).filter(({ value }) => value !== null) : points
}

/** A day without a single case has no share, which is no gap in what we were told. */
function isEmptyShare({ value }: SeriesPoint, unit: string, { receivedAt }: Freshness): boolean {
  return value === null && unit === 'percent' && receivedAt !== null
}
