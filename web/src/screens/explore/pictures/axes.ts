import { roundAxis } from '../../../charts/axis.ts'
import type { Say } from '../../../text/say.ts'
import type { Column, Cube } from '../cube.ts'
import type { DeskTheme } from '../theme.ts'

const PARTS = 4

/** Columns that are measured alike share an axis; each unit of measurement has a plot of its own, one above the other. */
export function plotsOf({ columns }: Pick<Cube, 'columns'>): { unit: Column['unitOfMeasurement']; columns: number[] }[] {
  const plots = new Map<string, { unit: Column['unitOfMeasurement']; columns: number[] }>()
  for (const [place, { unitOfMeasurement: unit }] of columns.entries()) {
    const plot = plots.get(unit.id) ?? { unit, columns: [] }
    plot.columns.push(place)
    plots.set(unit.id, plot)
  }
  return [...plots.values()]
}

/** The axis of values of one plot, ending at round numbers; bars begin at zero. */
export function valueAxis(
  values: readonly number[],
  columns: readonly Column[],
  { fromZero }: { fromZero: boolean },
  theme: DeskTheme,
  { amount }: Pick<Say, 'amount'>,
) {
  const { min, max, interval } = roundAxis(values, { fromZero, parts: PARTS })
  const [first] = columns
  const decimals = interval >= 1 ? 0 : Math.min(4, Math.ceil(-Math.log10(interval)))
  return {
    type: 'value' as const,
    min,
    max,
    interval,
    axisLabel: {
      fontFamily: theme.font,
      fontSize: theme.size,
      color: theme.secondary,
      formatter: (value: number) => {
        if (!first) return String(value)
        const { text, unit } = amount(value, first.unitOfMeasurement, decimals)
        return typeof unit === 'string' ? `${text} ${unit === 'billion' ? 'tỷ' : 'tr'}` : text
      },
    },
    splitLine: { lineStyle: { color: theme.line } },
  }
}
