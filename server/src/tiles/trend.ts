import { addDays, countingOf, dayOf, monthStart, readSeries, startOfDay } from '@ioc/sql'
import type { Build } from './build.ts'
import { trustOf } from './reading.ts'

const DAYS = 30

/** Several indicators on one axis, day by day or month by whole month. */
export const trendTile: Build<'trend'> = async (context, tile, moment) => {
  const today = dayOf(moment.at)
  const { days = DAYS, months } = tile
  const step = months === undefined ? 'day' : 'month'
  const span =
    months === undefined
      ? { from: startOfDay(addDays(today, 1 - days)), to: startOfDay(addDays(today, 1)) }
      : { from: monthStart(today, -months), to: monthStart(today, 0) }
  const indicators = tile.indicators.map((id) => context.registry.indicator(id))
  const series = []
  for (const indicator of indicators) {
    const unit = context.units.get(context.province.unitId)
    const { seams } = countingOf(indicator, [unit], span, step, moment.at)
    const points = await readSeries(context.database.db, context.units, indicator, context.province.unitId, span, step, moment)
    series.push({
      indicator: indicator.id,
      title: indicator.title,
      points: points.map((point) => ({ ...point, at: point.at.toISOString() })),
      seams: seams.map(({ at, from, note, basis }) => ({ at: at.toISOString(), from, note, basis })),
    })
  }
  const trust = await trustOf(
    context,
    tile,
    span,
    moment,
    // The day under way is always provisional, and drawn so.
    series.flatMap(({ points }) => points.filter(({ at }) => new Date(at) < startOfDay(today))),
  )
  return {
    id: tile.id,
    title: tile.title,
    kind: 'trend',
    unit: context.registry.wordsOf(indicators[0]?.unit ?? 'count'),
    step,
    ...trust,
    series,
  }
}
