import type { TileOf } from '@ioc/server/contract'

type Row = TileOf<'breakdown'>['rows'][number]

export interface BreakdownRow extends Row {
  /** How much of its track a row fills: of what it is meant to reach where it is known, else of the largest. */
  part: number
}

/** The first `room` rows, largest first. */
export function breakdownRows(rows: readonly Row[], room: number): BreakdownRow[] {
  const hasWhole = rows.some(({ share }) => share !== null)
  const largest = Math.max(0, ...rows.map(({ value }) => value))
  const partOf = ({ value, share }: Row) => (hasWhole ? (share ?? 0) : largest === 0 ? 0 : value / largest)
  return rows
    .toSorted((a, b) => b.value - a.value)
    .slice(0, room)
    .map((row) => ({ ...row, part: Math.min(1, Math.max(0, partOf(row))) }))
}
