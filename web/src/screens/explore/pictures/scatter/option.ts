import type { Say } from '../../../../text/say.ts'
import type { Cube } from '../../cube.ts'
import type { DeskTheme } from '../../theme.ts'
import { valueAxis } from '../axes.ts'
import type { PictureOption } from '../option.ts'
import type { Drawn } from '../picture.ts'
import { tipLook, tooltipBox } from '../tooltip.ts'

/** The members of whom both are known, in the order of the rows. */
export const pointsOf = ({ rows }: Cube) =>
  rows.flatMap(({ member, cells: [xs, ys] }) => {
    const [x, y] = [xs?.[0]?.value ?? null, ys?.[0]?.value ?? null]
    return x === null || y === null ? [] : [{ member, x, y }]
  })

/** Two indicators of every member: the first across, the second up. */
export function scatterOption(cube: Cube, { picked }: Drawn, theme: DeskTheme, say: Say): PictureOption {
  const [across, up] = cube.columns
  if (!across || !up) return {}
  const points = pointsOf(cube)
  const xs = points.map(({ x }) => x)
  const middle = (Math.min(...xs) + Math.max(...xs)) / 2
  const text = { fontFamily: theme.font, fontSize: theme.size, color: theme.secondary }
  const axisOf = (column: typeof across, values: number[]) => ({
    name: `${say.title(column.title)} (${say.unit(column.unitOfMeasurement)})`,
    nameTextStyle: text,
    ...valueAxis(values, [column], { fromZero: false }, theme, say),
  })
  return {
    grid: { left: 12, right: 24, top: 40, bottom: 8, outerBounds: { left: 12, right: 24, bottom: 8 } },
    tooltip: {
      trigger: 'item',
      ...tipLook(theme),
      formatter: (at) => {
        const point = points[[at].flat()[0]?.dataIndex ?? -1]
        if (!point) return ''
        return tooltipBox(
          point.member.name,
          [[across, point.x] as const, [up, point.y] as const].map(([column, value], place) => ({
            name: say.title(column.title),
            value: say.whole(value, column.unitOfMeasurement, column.decimals),
            notes: [],
            colour: theme.series[place] ?? theme.text,
          })),
        )
      },
    },
    xAxis: {
      nameLocation: 'middle',
      nameGap: 30,
      ...axisOf(
        across,
        points.map(({ x }) => x),
      ),
    },
    yAxis: {
      nameLocation: 'end',
      ...axisOf(
        up,
        points.map(({ y }) => y),
      ),
      nameTextStyle: { ...text, align: 'left' },
    },
    // Those within a part drawn over with the pointer are picked; drawing may begin and end beside the axes.
    brush: {
      toolbox: [],
      brushStyle: { color: theme.brush, borderColor: theme.series[0] ?? theme.text },
    },
    series: [
      {
        type: 'scatter',
        id: 'members',
        symbolSize: 11,
        data: points.map(({ member, x, y }) => ({
          value: [x, y],
          itemStyle: {
            color: picked.length > 0 && !picked.includes(member.key) ? theme.line : (theme.series[0] ?? theme.text),
            opacity: 0.85,
          },
          label: {
            show: picked.includes(member.key),
            ...text,
            color: theme.text,
            formatter: member.name,
            // Never beyond the edge.
            position: x > middle ? ('left' as const) : ('right' as const),
          },
        })),
      },
    ],
  }
}
