import type { TileOf } from '@ioc/server/contract'

type Ageing = TileOf<'ageing'>

export interface Segment {
  indicator: string
  value: number
  /** Of the longest bar, 0 to 1. */
  part: number
  /** Counted from the latest band, which is the lightest: 0 is the latest. */
  shade: number
}

/** The bands of a row that have anything, from the least late to the latest; all rows on one scale. */
export function segmentsOf({ cells }: Ageing['rows'][number], { rows, bands }: Pick<Ageing, 'rows' | 'bands'>): Segment[] {
  const longest = Math.max(...rows.map(({ total }) => total))
  return bands.flatMap(({ indicator }, place) => {
    const value = cells[place]?.value ?? 0
    return value > 0 ? [{ indicator, value, part: value / longest, shade: bands.length - 1 - place }] : []
  })
}
