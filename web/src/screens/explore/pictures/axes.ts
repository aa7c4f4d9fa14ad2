import { roundAxis } from '../../../charts/axis.ts'
import type { Say } from '../../../text/say.ts'
import type { Column, Cube } from '../cube.ts'
import type { DeskTheme } from '../theme.ts'
import type { Drawn } from './picture.ts'
import { sayShort } from './slots.ts'

const PARTS = 4
/** In pixels: above each plot, where its unit is named, and below the last, where the dates stand. */
const GAP = 34
const DATES = 30
/** How wide a letter of a label is, in its height, and how far the label stands from its axis. */
const LETTER = 0.62
const BESIDE = 20

type Plot = ReturnType<typeof plotsOf>[number]
type ValueAxis = ReturnType<typeof valueAxis>

/** Plots one above the other over the same stretch of time, whose dates stand below the last; a part of it can be chosen by dragging. */
export function overTime(
  plots: readonly Plot[],
  axes: readonly ValueAxis[],
  slots: readonly string[],
  { step, height }: Pick<Drawn, 'step' | 'height'>,
  theme: DeskTheme,
  say: Say,
) {
  const each = (height - DATES - GAP * plots.length) / plots.length
  const dates = slots.map((at) => sayShort(at, step, say))
  const across = plots.length > 1 ? alike(axes, dates, theme) : { left: 12, right: 16, outerBounds: { left: 12, right: 16 } }
  return {
    grid: plots.map((_, place) => ({ ...across, top: GAP + place * (each + GAP), height: each })),
    brush: { xAxisIndex: 'all' as const, toolbox: [], brushStyle: { color: theme.brush, borderWidth: 0 } },
    xAxis: plots.map((_, place) => ({
      type: 'category' as const,
      gridIndex: place,
      data: dates,
      axisLine: { lineStyle: { color: theme.line } },
      axisTick: { show: false },
      axisLabel: { ...axisText(theme), show: place === plots.length - 1, hideOverlap: true },
    })),
  }
}

/** Of several plots each begins and ends below the one above it, however wide its own numbers: a month stands at one place in all of them. */
function alike(axes: readonly ValueAxis[], dates: readonly string[], theme: DeskTheme) {
  const wide = (label: string) => label.length * LETTER * theme.size
  const numbers = axes.flatMap(({ min, max, interval, axisLabel }) => [min, min + interval, max].map(axisLabel.formatter))
  const [first = '', last = ''] = [dates[0], dates.at(-1)]
  return {
    left: Math.round(Math.max(...numbers.map(wide), wide(first) / 2) + BESIDE),
    right: Math.round(Math.max(16, wide(last) / 2 + 8)),
    outerBoundsMode: 'none' as const,
  }
}

/** Members one below the other, in the order of the rows; those picked in the colour of what is chosen. */
export const memberAxis = (rows: Cube['rows'], picked: readonly string[], width: number, theme: DeskTheme) => ({
  type: 'category' as const,
  inverse: true,
  data: rows.map(({ member }) => member.name),
  axisLine: { show: false },
  axisTick: { show: false },
  axisLabel: {
    ...axisText(theme),
    interval: 0,
    width,
    overflow: 'truncate' as const,
    color: (_: unknown, place?: number) => (picked.includes(rows[place ?? 0]?.member.key ?? '') ? theme.accent : theme.text),
  },
})

/** Where the unit of measurement of a plot is named: above its axis. */
export const namedAbove = ({ unit }: Pick<Plot, 'unit'>, place: number, theme: DeskTheme, say: Pick<Say, 'unit'>) => ({
  gridIndex: place,
  name: say.unit(unit),
  nameLocation: 'end' as const,
  nameTextStyle: { ...axisText(theme), align: 'left' as const },
})

export const axisText = (theme: DeskTheme) => ({ fontFamily: theme.font, fontSize: theme.size, color: theme.secondary })

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
  columns: readonly Pick<Column, 'unitOfMeasurement'>[],
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
