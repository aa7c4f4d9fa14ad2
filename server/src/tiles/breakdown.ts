import { indicatorOf, narrow, readByValue, writePeriod, writeWhere } from '@ioc/sql'
import { type Build, domainOf } from './build.ts'
import { shareOfYear } from './course.ts'
import { partsOf } from './parts.ts'
import { readingOf } from './reading.ts'
import { wordsOf } from './words.ts'

/** An indicator split by one dimension, each value beside what it is meant to reach. */
export const breakdownTile: Build<'breakdown'> = async (context, tile, moment) => {
  const { database, units, province, registry } = context
  const { reading, read } = await readingOf(context, tile.of, moment)
  const isYear = reading.period === 'year'
  const isLatest = reading.period === 'latest'
  const span = isLatest ? read.span : read.asked
  const split = (measure: string) =>
    partsOf(reading, () =>
      readByValue(database.db, units, narrow(indicatorOf(registry, measure), tile.where), tile.by, province.unitId, span, moment),
    )
  const say = await wordsOf(domainOf(tile), tile.by)
  const wholes = new Map(tile.whole ? (await split(tile.whole)).map(({ key, value }) => [key, value]) : [])
  const values = (await split(tile.measure)).filter(({ key, value }) => key !== '' && value !== 0).slice(0, tile.rows)
  const rows = values.map(({ key, value }) => {
    const most = wholes.get(key) ?? null
    return {
      key,
      title: say(key),
      value,
      whole: most,
      share: most ? value / most : null,
      question: {
        indicator: tile.measure,
        period: isLatest ? writePeriod(span) : reading.period,
        where: writeWhere({ ...tile.where, [tile.by]: [key] }),
      },
    }
  })
  const newest = values.reduce<Date | null>((latest, { newest }) => (latest && newest && latest > newest ? latest : newest), null)
  const measure = registry.measure(tile.measure)
  return {
    id: tile.id,
    title: tile.title,
    kind: 'breakdown',
    of: reading,
    unit: registry.wordsOf(measure.unit),
    elapsed: isYear ? shareOfYear(read.span.from, read.span.to) : null,
    newest: measure.grain === 'day' && newest ? newest.toISOString() : null,
    rows,
  }
}
