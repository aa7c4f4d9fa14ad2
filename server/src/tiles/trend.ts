import {
  addDays,
  countingOf,
  dayOf,
  loadCalendar,
  monthStart,
  readSeries,
  readUsual,
  type SeriesPoint,
  startOfDay,
  USUAL_WEEKS,
  USUAL_YEARS,
} from '@ioc/sql'
import type { TileOf } from '../../contract/index.ts'
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
  const read = new Map<string, SeriesPoint[]>()
  for (const indicator of indicators) {
    const unit = context.units.get(context.province.unitId)
    const { seams } = countingOf(indicator, [unit], span, step, moment.at)
    const points = await readSeries(context.database.db, context.units, indicator, context.province.unitId, span, step, moment)
    read.set(indicator.id, points)
    series.push({
      indicator: indicator.id,
      title: indicator.title,
      points: points.map((point) => ({ ...point, at: point.at.toISOString() })),
      seams: seams.map(({ at, from, note, basis }) => ({ at: at.toISOString(), from, note, basis })),
    })
  }
  const usual = await usualOf()
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
    usual,
  }

  /** Several lines each with what is usual behind it would hide each other: of one it is drawn. */
  async function usualOf(): Promise<TileOf<'trend'>['usual']> {
    const indicator = indicators.find(({ id }) => id === tile.usual || tile.indicators.length === 1)
    if (!indicator) return null
    const { database, units, province } = context
    const line = { points: read.get(indicator.id) ?? [], step } as const
    const calendar = loadCalendar(province.key)
    const ranges = await readUsual(database.db, units, indicator, province.unitId, line, moment, calendar)
    if (ranges.length === 0) return null
    return {
      indicator: indicator.id,
      back: step === 'day' ? USUAL_WEEKS : USUAL_YEARS,
      ranges: ranges.map(({ at, low, high }) => ({ at: at.toISOString(), low, high })),
    }
  }
}
