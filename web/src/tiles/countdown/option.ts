import type { TileOf } from '@ioc/server/contract'

export type DueRowData = TileOf<'countdown'>['rows'][number]

/** The next day something is due on: what of it there is, and how much of that is at risk. Rows come soonest first. */
export function firstDue(rows: readonly DueRowData[]) {
  const [next] = rows
  if (!next) return null
  const together = rows.filter(({ due }) => due === next.due)
  return {
    due: next.due,
    workingDays: next.workingDays,
    count: together.length,
    atRisk: together.filter(({ status }) => status === 'at_risk').length,
  }
}
