import type { Say } from '../../../../text/say.ts'
import type { Cell, Cube, Row } from '../../cube.ts'
import type { DeskTheme } from '../../theme.ts'
import { usualSeries } from '../../usual/usual-series.ts'
import { namedAbove, overTime, plotsOf, valueAxis } from '../axes.ts'
import { bandSeries } from '../band-series.ts'
import { between, quartersOf } from '../between.ts'
import { colourOf, dashOf, type Line, linesOf } from '../lines.ts'
import type { PictureOption } from '../option.ts'
import type { Drawn } from '../picture.ts'
import { tooltipOf } from '../tooltip.ts'

/** Over time: solid where final, dotted where provisional, broken where nothing was told; what it is set beside thin and dashed behind it. */
export function lineOption(cube: Cube, drawn: Drawn, theme: DeskTheme, say: Say): PictureOption {
  const { picked, step, isCompared, bands, usual } = drawn
  const slots = cube.slots ?? []
  const lines = linesOf(cube, picked, say)
  const plots = plotsOf(cube).filter(({ columns }) => lines.some(({ column }) => columns.includes(column)))
  const cellsOf = ({ row, column }: Line): (Cell | null)[] => (cube.rows[row] as Row).cells[column] ?? []
  // Of one line alone: bands about many would hide each other.
  const first = lines.length === 1 && lines[0] ? cellsOf(lines[0]) : []
  const quarters = quartersOf(first)
  const isAmongPeers = quarters.some((ends) => ends !== null)
  const axes = plots.map(({ columns }) => {
    const own = lines.filter(({ column }) => columns.includes(column))
    const values = own.flatMap((line) =>
      cellsOf(line).flatMap((cell) => [cell?.value ?? null, isCompared ? (cell?.before ?? null) : null]),
    )
    const banded = (isAmongPeers ? quarters : [...usual.values()]).flatMap((ends) => (ends ? [ends.low, ends.high] : []))
    return valueAxis(
      [...values, ...banded].filter((value) => value !== null),
      columns.map((column) => cube.columns[column] as Cube['columns'][number]),
      { fromZero: false },
      theme,
      say,
    )
  })
  const time = overTime(plots, axes, slots, drawn, theme, say)
  return {
    ...time,
    tooltip: { trigger: 'axis', ...tooltipOf(cube, lines, step, theme, say) },
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    // A line begins on its axis.
    xAxis: time.xAxis.map((axis) => ({ ...axis, boundaryGap: false })),
    yAxis: plots.map((plot, place) => ({ ...namedAbove(plot, place, theme, say), ...axes[place] })),
    series: [
      ...bandSeries(bands, plots.length, theme),
      ...(isAmongPeers ? between('quartiles', quarters, theme) : []),
      ...usualSeries({ stands: usual, isBanded: !isAmongPeers }, slots, first, theme),
      ...lines.flatMap((line) => {
        const plot = plots.findIndex(({ columns }) => columns.includes(line.column))
        const cells = cellsOf(line)
        const color = line.colour === null ? theme.line : colourOf(line.colour, theme)
        const base = {
          type: 'line' as const,
          name: line.name,
          xAxisIndex: plot,
          yAxisIndex: plot,
          color,
          z: line.colour === null ? 1 : 3,
          symbol: 'circle',
          symbolSize: 7,
          showSymbol: slots.length <= 1 || (line.colour !== null && slots.length <= 40),
          emphasis: { focus: 'none' as const },
        }
        const dash = dashOf(line.colour ?? 0, theme)
        const width = line.colour === null ? 1 : 2.2
        const isProvisional = (index: number) => cells[index]?.provisional === true || cells[index + 1]?.provisional === true
        return [
          {
            ...base,
            id: line.id,
            lineStyle: { width, color, ...(dash.length > 0 ? { type: [...dash] } : {}) },
            data: cells.map((cell) => (cell && !cell.provisional ? cell.value : null)),
          },
          {
            ...base,
            id: `${line.id}\tprovisional`,
            lineStyle: { width, color, type: [1, 5], cap: 'round' as const },
            itemStyle: { color: theme.panel, borderColor: color, borderWidth: 1.5 },
            data: cells.map((cell, index) => {
              if (!cell || !(cell.provisional || isProvisional(index))) return null
              // Where the final line ends, its own point stands.
              return cell.provisional ? cell.value : { value: cell.value, symbol: 'none' }
            }),
          },
          ...(isCompared && line.colour !== null
            ? [
                {
                  ...base,
                  id: `${line.id}\tbefore`,
                  showSymbol: false,
                  lineStyle: { width: 1.4, color, opacity: 0.55, type: [5, 4] },
                  data: cells.map((cell) => cell?.before ?? null),
                },
              ]
            : []),
        ]
      }),
    ],
  }
}
