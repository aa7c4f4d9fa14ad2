import type { TileOf } from '@ioc/server/contract'

type Row = TileOf<'ranking'>['rows'][number]

/** The first `room` rows, largest first, each with its part of the largest. Bars start at zero. */
export function rankingRows(rows: readonly Row[], room: number): (Row & { part: number })[] {
  const largest = Math.max(0, ...rows.map(({ value }) => value))
  return rows
    .toSorted((a, b) => b.value - a.value)
    .slice(0, room)
    .map((row) => ({ ...row, part: largest === 0 ? 0 : Math.max(0, row.value) / largest }))
}
