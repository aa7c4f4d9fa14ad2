import { readByDim } from '@ioc/sql'
import { type Build, domainOf } from './build.ts'
import { shareOfYear } from './course.ts'
import { partsOf } from './parts.ts'
import { readingOf } from './reading.ts'
import { wordsOf } from './words.ts'

/** An indicator split by one dimension, each value beside what it is meant to reach. */
export const breakdownTile: Build<'breakdown'> = async (context, tile, moment) => {
  const { reading, read } = await readingOf(context, tile.of, moment)
  const isYear = reading.period === 'year'
  const span = isYear ? read.asked : read.span
  const measure = context.registry.measure(tile.measure)
  const whole = tile.whole === undefined ? null : context.registry.measure(tile.whole)
  const split = (of: typeof measure, rows: number) =>
    partsOf(reading, () =>
      readByDim(context.database.db, context.units, of, tile.by, context.province.unitId, span, moment, rows, tile.where),
    )
  const say = await wordsOf(domainOf(tile), tile.by)
  const wholes = new Map(whole ? (await split(whole, MOST_VALUES)).map(({ key, value }) => [key, value]) : [])
  const values = (await split(measure, MOST_VALUES)).filter(({ key }) => key !== '').slice(0, tile.rows)
  const rows = values.map(({ key, value }) => {
    const most = wholes.get(key) ?? null
    return { key, title: say(key), value, whole: most, share: most ? value / most : null }
  })
  const newest = values.reduce<Date | null>((latest, { newest }) => (latest && latest > newest ? latest : newest), null)
  return {
    id: tile.id,
    title: tile.title,
    kind: 'breakdown',
    of: reading,
    unit: context.registry.wordsOf(measure.unit),
    elapsed: isYear ? shareOfYear(read.span.from, read.span.to) : null,
    newest: measure.grain === 'day' && newest ? newest.toISOString() : null,
    rows,
  }
}

const MOST_VALUES = 200
