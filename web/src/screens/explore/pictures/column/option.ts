import type { Say } from '../../../../text/say.ts'
import type { Cube } from '../../cube.ts'
import type { DeskTheme } from '../../theme.ts'
import { plotsOf, valueAxis } from '../axes.ts'
import { linesOf } from '../line/option.ts'
import type { PictureOption } from '../option.ts'
import type { Drawn } from '../picture.ts'
import { sayShort } from '../slots.ts'
import { tooltipOf } from '../tooltip.ts'

const GAP = 34
const AXIS = 30
const WIDEST = 46

/** Over time, a column a step: hollow where it is provisional; the year before paler, to the left of its year. */
export function columnOption(cube: Cube, { picked, step, isCompared, height }: Drawn, theme: DeskTheme, say: Say): PictureOption {
  const slots = cube.slots ?? []
  const lines = linesOf(cube, picked, say)
  const plots = plotsOf(cube)
  const each = (height - AXIS - GAP * plots.length) / plots.length
  const text = { fontFamily: theme.font, fontSize: theme.size, color: theme.secondary }
  return {
    grid: plots.map((_, place) => ({
      left: 12,
      right: 16,
      top: GAP + place * (each + GAP),
      height: each,
      outerBounds: { left: 12, right: 16 },
    })),
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, ...tooltipOf(cube, lines, step, theme, say) },
    brush: { xAxisIndex: 'all', toolbox: [], brushStyle: { color: theme.brush, borderWidth: 0 } },
    xAxis: plots.map((_, place) => ({
      type: 'category' as const,
      gridIndex: place,
      data: slots.map((at) => sayShort(at, step, say)),
      axisLine: { lineStyle: { color: theme.line } },
      axisTick: { show: false },
      axisLabel: { ...text, show: place === plots.length - 1, hideOverlap: true },
    })),
    yAxis: plots.map(({ unit, columns }, place) => {
      const values = columns.flatMap((column) =>
        (cube.rows[0]?.cells[column] ?? []).flatMap((cell) => [cell?.value ?? null, isCompared ? (cell?.before ?? null) : null]),
      )
      return {
        gridIndex: place,
        name: say.unit(unit),
        nameLocation: 'end' as const,
        nameTextStyle: { ...text, align: 'left' as const },
        ...valueAxis(
          values.filter((value) => value !== null),
          columns.flatMap((column) => cube.columns[column] ?? []),
          { fromZero: true },
          theme,
          say,
        ),
      }
    }),
    series: lines.flatMap(({ id, name, column, row, colour }) => {
      const plot = plots.findIndex(({ columns }) => columns.includes(column))
      const color = theme.series[colour ?? 0] ?? theme.text
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
  }
}
