import { addDays, dayOf, readSeries, startOfDay } from '@ioc/sql'
import { type Build, domainOf } from './build.ts'
import { trustOf } from './reading.ts'

/** Several indicators day by day on one axis. */
export const trendTile: Build<'trend'> = async (context, tile, moment) => {
  const today = dayOf(moment.at)
  const span = { from: startOfDay(addDays(today, 1 - tile.days)), to: startOfDay(addDays(today, 1)) }
  const indicators = tile.indicators.map((id) => context.registry.indicator(id))
  const series = []
  for (const indicator of indicators) {
    const points = await readSeries(context.database.db, context.units, indicator, context.province.unitId, span, 'day', moment)
    series.push({
      indicator: indicator.id,
      title: indicator.title,
      points: points.map((point) => ({ ...point, at: point.at.toISOString() })),
    })
  }
  const hasValues = series.some(({ points }) => points.some(({ value }) => value !== null))
  const trust = await trustOf(context, domainOf(tile), span, moment, hasValues)
  return { id: tile.id, title: tile.title, kind: 'trend', unit: indicators[0]?.unit ?? 'count', ...trust, series }
}
