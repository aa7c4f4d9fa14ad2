import { addDays, dayOf, indicatorOf, readSeries, startOfDay, writePeriod } from '@ioc/sql'
import type { Build } from './build.ts'
import { trustOf } from './reading.ts'
import { weekHoursOf } from './week-hours.ts'

/** What an hour of each day of the week brings on average, over whole weeks up to yesterday. */
export const heatTile: Build<'heat'> = async (context, tile, moment) => {
  const { database, units, registry, province } = context
  const indicator = indicatorOf(registry, tile.measure)
  const today = dayOf(moment.at)
  const span = { from: startOfDay(addDays(today, -7 * tile.weeks)), to: startOfDay(today) }
  const hours = await readSeries(database.db, units, indicator, province.unitId, span, 'hour', moment)
  const trust = await trustOf(context, tile, span, moment, hours)
  return {
    id: tile.id,
    title: tile.title,
    kind: 'heat',
    measure: tile.measure,
    unit: indicator.unitOfMeasurement,
    ...trust,
    weeks: tile.weeks,
    period: writePeriod(span),
    cells: weekHoursOf(hours).map(({ weekday, hour, mean, hours: counted }) => ({
      ...{ weekday, hour, hours: counted, value: mean, estimate: false },
      state: mean === null ? ('missing' as const) : mean === 0 ? ('zero' as const) : ('ok' as const),
    })),
  }
}
