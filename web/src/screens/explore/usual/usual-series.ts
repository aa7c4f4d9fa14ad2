import type { Cell } from '../cube.ts'
import { between } from '../pictures/between.ts'
import type { DeskTheme } from '../theme.ts'
import type { Stands } from './use-usual.ts'

/** Behind a line where it usually lies, unless another band lies there, and a diamond on every point that stands out. */
export function usualSeries(
  { stands, isBanded }: { stands: Stands; isBanded: boolean },
  slots: readonly string[],
  cells: readonly (Cell | null)[],
  theme: DeskTheme,
) {
  if (stands.size === 0) return []
  const at = slots.map((slot) => stands.get(slot))
  return [
    ...(isBanded ? between('usual', at, theme) : []),
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
