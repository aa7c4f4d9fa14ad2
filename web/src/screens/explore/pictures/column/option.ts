import type { Say } from '../../../../text/say.ts'
import type { Cube } from '../../cube.ts'
import type { DeskTheme } from '../../theme.ts'
import { namedAbove, overTime, plotsOf, valueAxis } from '../axes.ts'
import { bandSeries } from '../band-series.ts'
import { colourOf, linesOf } from '../lines.ts'
import type { PictureOption } from '../option.ts'
import type { Drawn } from '../picture.ts'
import { tooltipOf } from '../tooltip.ts'

const WIDEST = 46

/** Over time, a column a step: hollow where it is provisional; what it is set beside paler, to its left. */
export function columnOption(cube: Cube, drawn: Drawn, theme: DeskTheme, say: Say): PictureOption {
  const { picked, step, isCompared, bands } = drawn
  const slots = cube.slots ?? []
  const lines = linesOf(cube, picked, say)
  const plots = plotsOf(cube)
  const axes = plots.map(({ columns }) => {
    const values = columns.flatMap((column) =>
      (cube.rows[0]?.cells[column] ?? []).flatMap((cell) => [cell?.value ?? null, isCompared ? (cell?.before ?? null) : null]),
    )
    return valueAxis(
      values.filter((value) => value !== null),
      columns.flatMap((column) => cube.columns[column] ?? []),
      { fromZero: true },
      theme,
      say,
    )
  })
  return {
    ...overTime(plots, axes, slots, drawn, theme, say),
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, ...tooltipOf(cube, lines, step, theme, say) },
    yAxis: plots.map((plot, place) => ({ ...namedAbove(plot, place, theme, say), ...axes[place] })),
    series: [
      ...bandSeries(bands, plots.length, theme),
      ...lines.flatMap(({ id, name, column, row, colour }) => {
        const plot = plots.findIndex(({ columns }) => columns.includes(column))
        const color = colourOf(colour ?? 0, theme)
        const cells = cube.rows[row]?.cells[column] ?? []
        const base = { type: 'bar' as const, xAxisIndex: plot, yAxisIndex: plot, barMaxWidth: WIDEST, color }
        return [
          ...(isCompared
            ? [
                {
                  ...base,
                  id: `${id}\tbefore`,
                  itemStyle: { color, opacity: 0.4 },
                  data: cells.map((cell) => cell?.before ?? null),
                },
              ]
            : []),
          {
            ...base,
            id,
            name,
            data: cells.map((cell) => ({
              value: cell?.value ?? null,
              itemStyle: cell?.provisional
                ? { color: theme.panel, borderColor: color, borderWidth: 1.5, borderType: 'dashed' as const }
                : { color },
            })),
          },
        ]
      }),
    ],
  }
}
