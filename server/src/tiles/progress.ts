import type { Build } from './build.ts'
import { courseOf } from './course.ts'
import { readingOf } from './reading.ts'

/** A figure on its way to the year's plan. */
export const progressTile: Build<'progress'> = async (context, tile, moment) => {
  const { indicator, reading: actual, read } = await readingOf(context, tile.actual, moment)
  const { reading: plan } = await readingOf(context, tile.plan, moment)
  const { share, elapsed, level } = await courseOf(context, indicator, read, plan.value, moment)
  return { id: tile.id, title: tile.title, kind: 'progress', actual, plan, planned: tile.planned, share, elapsed, level }
}
