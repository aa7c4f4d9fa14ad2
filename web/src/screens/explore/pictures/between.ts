import type { Cell } from '../cube.ts'
import type { DeskTheme } from '../theme.ts'

interface Ends {
  low: number
  high: number
}

/** A grey band behind a line, from one value to another at each point; a gap where nobody can say. */
export function between(id: string, ends: readonly (Ends | null | undefined)[], theme: Pick<DeskTheme, 'secondary'>) {
  const band = {
    type: 'line' as const,
    stack: id,
    // Ends below nought too are added to.
    stackStrategy: 'all' as const,
    silent: true,
    symbol: 'none',
    z: 0,
    lineStyle: { width: 0 },
  }
  return [
    { ...band, id: `${id} low`, data: ends.map((each) => each?.low ?? null) },
    {
      ...band,
      id,
      areaStyle: { color: theme.secondary, opacity: 0.18 },
      data: ends.map((each) => (each ? each.high - each.low : null)),
    },
  ]
}

/** Where the middle half of the peers lies at each point. */
export const quartersOf = (cells: readonly (Cell | null)[]): (Ends | null)[] =>
  cells.map((cell) => (cell?.quartiles ? { low: cell.quartiles.p25, high: cell.quartiles.p75 } : null))
