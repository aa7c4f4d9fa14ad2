import { lastHours, readHours } from '@ioc/sql'
import type { Build } from './build.ts'
import { trustOf } from './reading.ts'

/** Articles by the hour: first tellings at the foot, reprints above them. */
export const barsTile: Build<'bars'> = async (context, tile, moment) => {
  const span = lastHours(tile.hours, moment.at)
  const mentions = context.registry.measure(tile.measure)
  const all = await readHours(context.database.db, context.units, mentions, context.province.unitId, span, moment)
  const stories = await readHours(
    context.database.db,
    context.units,
    context.registry.measure(tile.stories),
    context.province.unitId,
    span,
    moment,
  )
  const total = all.reduce((sum, { value }) => sum + value, 0)
  const trust = await trustOf(context, tile, span, moment, total > 0)
  return {
    id: tile.id,
    title: tile.title,
    kind: 'bars',
    measure: mentions.id,
    unit: context.registry.wordsOf(mentions.unit),
    ...trust,
    total,
    hours: all.map((hour) => hour.at.toISOString()),
    stacks: [
      { key: 'stories', title: { vi: 'tin gốc', en: 'stories' }, values: stories.map(({ value }) => value) },
      {
        key: 'reprints',
        title: { vi: 'đăng lại', en: 'reprints' },
        values: all.map(({ value }, hour) => value - (stories[hour]?.value ?? 0)),
      },
    ],
  }
}
