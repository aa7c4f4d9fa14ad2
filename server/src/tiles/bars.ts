import { type DefinedIndicator, indicatorOf, lastHours, readIndicator, readSeries, type SeriesPoint } from '@ioc/sql'
import type { Build } from './build.ts'
import { cellOf } from './cell.ts'
import { trustOf } from './reading.ts'

/** Articles by the hour: first tellings at the foot, reprints above them. */
export const barsTile: Build<'bars'> = async (context, tile, moment) => {
  const span = lastHours(tile.hours, moment.at)
  const { database, units, registry, province } = context
  const [mentions, stories] = [tile.measure, tile.stories].map((id) => indicatorOf(registry, id)) as [
    DefinedIndicator,
    DefinedIndicator,
  ]
  const [total, ...hourly] = await Promise.all([
    readIndicator(database.db, units, mentions, province.unitId, moment, span),
    ...[mentions, stories].map((of) => readSeries(database.db, units, of, province.unitId, span, 'hour', moment)),
  ])
  const [all, first] = hourly as [SeriesPoint[], SeriesPoint[]]
  const trust = await trustOf(context, tile, span, moment, [total])
  return {
    id: tile.id,
    title: tile.title,
    kind: 'bars',
    measure: mentions.id,
    unit: mentions.unitOfMeasurement,
    ...trust,
    total: cellOf(total),
    hours: all.map((hour) => ({ at: hour.at.toISOString(), ...cellOf(hour) })),
    stacks: [
      { key: 'stories', title: { vi: 'tin gốc', en: 'stories' }, values: first.map(({ value }) => value) },
      {
        key: 'reprints',
        title: { vi: 'đăng lại', en: 'reprints' },
        values: all.map(({ value }, hour) => less(value, first[hour]?.value ?? null)),
      },
    ],
  }
}

function less(all: number | null, part: number | null): number | null {
  return all === null || part === null ? null : all - part
}
