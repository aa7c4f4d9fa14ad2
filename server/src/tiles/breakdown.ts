import { following, indicatorOf, partsOf, readIndicator, writePeriod, writeWhere } from '@ioc/sql'
import { type Build, domainOf } from './build.ts'
import { cellOf, largestFirst } from './cell.ts'
import { shareOfYear } from './course.ts'
import { readingOf } from './reading.ts'
import { wordsOf } from './words.ts'

/** An indicator split by one dimension, each value beside what it is meant to reach. */
export const breakdownTile: Build<'breakdown'> = async (context, tile, moment) => {
  const { reading, read } = await readingOf(context, tile.of, moment)
  const isYear = reading.period === 'year'
  const isLatest = reading.period === 'latest'
  const span = isLatest ? read.span : read.asked
  const isNow = reading.period === 'now'
  const { database, units, registry, province } = context
  const split = async (id: string) => {
    // Parts of what may not be told may not be either.
    if (reading.value === null) return []
    const counted = indicatorOf(registry, id, isNow)
    const all = await readIndicator(database.db, units, counted, province.unitId, moment, isNow ? undefined : span)
    return (await partsOf(database.db, units, all, tile.by, province.unitId, moment, tile.where)).told
  }
  const say = await wordsOf(domainOf(tile), tile.by)
  const wholes = new Map((tile.whole === undefined ? [] : await split(tile.whole)).map((part) => [part.key, part]))
  const all = largestFirst(await split(tile.measure)).filter(({ key }) => key !== '')
  const values = all.slice(0, tile.rows)
  const rows = values.map((part) => {
    const whole = wholes.get(part.key)
    const most = whole?.value ?? null
    return {
      ...cellOf(part),
      key: part.key,
      title: say(part.key),
      whole: whole ? cellOf(whole) : null,
      share: most ? part.value / most : null,
      question: {
        indicator: tile.measure,
        period: isLatest ? writePeriod(span) : reading.period,
        where: writeWhere({ ...tile.where, [tile.by]: [part.key] }),
      },
    }
  })
  const measure = registry.measure(tile.measure)
  const newest = values.reduce<Date | null>((latest, { newest }) => (latest && latest > newest ? latest : newest), null)
  // How much of the year is over is asked of when the parts speak, which may be behind their whole.
  const upTo = measure.grain === 'day' ? newest : null
  return {
    id: tile.id,
    title: tile.title,
    kind: 'breakdown',
    of: reading,
    unit: registry.wordsOf(measure.unit),
    elapsed: isYear ? shareOfYear(read.span.from, upTo ? following(upTo, 'day') : read.span.to) : null,
    newest: upTo?.toISOString() ?? null,
    parts: all.length,
    rows,
  }
}
