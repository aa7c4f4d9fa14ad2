import type { Cell } from '../cube.ts'
import type { DeskTheme } from '../theme.ts'
import type { Stands } from './use-usual.ts'

/** Behind a line: where it usually lies, a gap where nobody can say, and a diamond on every point that stands out. */
export function usualSeries(stands: Stands, slots: readonly string[], cells: readonly (Cell | null)[], theme: DeskTheme) {
  if (stands.size === 0) return []
  const at = slots.map((slot) => stands.get(slot))
  const band = {
    type: 'line' as const,
    stack: 'usual',
    // Ends below nought too are added to.
    stackStrategy: 'all' as const,
    silent: true,
    symbol: 'none',
    z: 0,
    lineStyle: { width: 0 },
  }
  return [
    { ...band, id: 'usual low', data: at.map((stand) => stand?.low ?? null) },
    {
      ...band,
      id: 'usual',
      areaStyle: { color: theme.secondary, opacity: 0.18 },
      data: at.map((stand) => (stand ? stand.high - stand.low : null)),
    },
    {
      type: 'line' as const,
      id: 'unusual',
      z: 4,
      lineStyle: { width: 0 },
      symbol: 'diamond',
      symbolSize: 14,
      showSymbol: true,
      showAllSymbol: true,
      itemStyle: { color: theme.panel, borderColor: theme.critical, borderWidth: 2.5 },
      emphasis: { focus: 'none' as const },
      data: at.map((stand, place) => (stand?.side ? (cells[place]?.value ?? null) : null)),
    },
  ]
}
