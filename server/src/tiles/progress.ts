import { isFillingIn, levelOf } from '@ioc/sql'
import type { Build } from './build.ts'
import { readingOf } from './reading.ts'

// A year's plan is on course while its share keeps up with the calendar; percentage points behind, by severity.
const BEHIND = { watch: 0, warn: -5, critical: -10 }

/** A figure on its way to the year's plan. */
export const progressTile: Build<'progress'> = async (context, tile, moment) => {
  const { reading: actual, read } = await readingOf(context, tile.actual, moment)
  const { reading: plan } = await readingOf(context, tile.plan, moment)
  const share = actual.value !== null && plan.value ? actual.value / plan.value : null
  const elapsed = shareOfYear(read.span.from, read.span.to)
  return {
    id: tile.id,
    title: tile.title,
    kind: 'progress',
    actual,
    plan,
    share,
    elapsed,
    level: levelOf(share === null || isFillingIn(read.freshness) ? null : 100 * (share - elapsed), BEHIND, 'up'),
  }
}

function shareOfYear(from: Date, to: Date): number {
  const next = new Date(from)
  next.setUTCFullYear(next.getUTCFullYear() + 1)
  return (to.getTime() - from.getTime()) / (next.getTime() - from.getTime())
}
