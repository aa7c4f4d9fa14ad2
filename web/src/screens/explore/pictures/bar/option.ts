import type { Say } from '../../../../text/say.ts'
import { sayDifference } from '../../changes.ts'
import type { Cube } from '../../cube.ts'
import type { DeskTheme } from '../../theme.ts'
import { memberAxis, valueAxis } from '../axes.ts'
import { quartersOf } from '../between.ts'
import type { PictureOption } from '../option.ts'
import type { Drawn } from '../picture.ts'
import { notesOf, tipLook, tooltipBox } from '../tooltip.ts'

export const BAR_PX = 26
const NAME_PX = 220
export const BAR_ROOM_PX = 44
/** Right of the longest bar, where its value and how much it changed are written. */
const CHANGE_PX = 240

const BAR_WIDE = 14
const BAND_WIDE = 22
const BEHIND = {
  type: 'bar' as const,
  stack: 'quartiles',
  stackStrategy: 'all' as const,
  barWidth: BAND_WIDE,
  silent: true,
  z: 2,
}

/** A bar for each member, in the order of the rows, of the leading indicator; what it is set beside as a tick (of peers with the band about their middle), and by how much it changed. */
export function barOption(cube: Cube, { picked, isCompared }: Drawn, theme: DeskTheme, say: Say): PictureOption {
  const [column] = cube.columns
  if (!column) return {}
  const cells = cube.rows.map(({ cells }) => cells[0]?.[0] ?? null)
  const quarters = quartersOf(cells)
  const values = cells
    .flatMap((cell, place) => [
      cell?.value ?? null,
      ...(isCompared ? [cell?.before ?? null, quarters[place]?.low ?? null, quarters[place]?.high ?? null] : []),
    ])
    .filter((value) => value !== null)
  const text = { fontFamily: theme.font, fontSize: theme.size, color: theme.text }
  const label = {
    position: 'right' as const,
    ...text,
    formatter: ({ dataIndex }: { dataIndex: number }) => {
      const cell = cells[dataIndex] ?? null
      if (cell?.value == null) return ''
      const said = say.whole(cell.value, column.unitOfMeasurement, column.decimals)
      const change = isCompared ? sayDifference(cell, column, say) : null
      return change === null ? said : `${said}   ${change}`
    },
  }
  return {
    grid: {
      left: 8,
      right: isCompared ? CHANGE_PX : 120,
      top: 28,
      bottom: 8,
      outerBounds: { left: 8, right: 8, top: 0, bottom: 8 },
    },
    tooltip: {
      trigger: 'item',
      ...tipLook(theme),
      formatter: (at) => {
        const place = [at].flat()[0]?.dataIndex ?? 0
        const [row, cell] = [cube.rows[place], cells[place]]
        if (!row || !cell) return ''
        const value = cell.value === null ? '—' : say.whole(cell.value, column.unitOfMeasurement, column.decimals)
        return tooltipBox('', [
          { name: row.member.name, value, notes: notesOf(cell, column, say), colour: theme.series[0] ?? '' },
        ])
      },
    },
    xAxis: { position: 'top', ...valueAxis(values, [column], { fromZero: true }, theme, say) },
    yAxis: memberAxis(cube.rows, picked, NAME_PX, theme),
    series: [
      {
        type: 'bar',
        id: column.id,
        barWidth: BAR_WIDE,
        // Behind it, not beside it, the quarters of its peers, as far out above as below.
        barGap: `${(-100 * (BAND_WIDE + BAR_WIDE)) / 2 / BAR_WIDE}%`,
        z: 3,
        data: cube.rows.map(({ member }, place) => ({
          value: cells[place]?.value ?? null,
          itemStyle: {
            color: picked.length > 0 && !picked.includes(member.key) ? theme.line : (theme.series[0] ?? theme.text),
            borderRadius: [0, 3, 3, 0],
          },
        })),
        label: { ...label, show: !isCompared },
      },
      ...(quarters.some((ends) => ends !== null)
        ? [
            {
              ...BEHIND,
              id: 'quartiles low',
              itemStyle: { color: 'transparent' },
              data: quarters.map((ends) => ends?.low ?? null),
            },
            {
              ...BEHIND,
              id: 'quartiles',
              itemStyle: { color: theme.secondary, opacity: 0.28 },
              data: quarters.map((ends) => (ends ? ends.high - ends.low : null)),
            },
          ]
        : []),
      ...(isCompared
        ? [
            {
              type: 'scatter' as const,
              id: 'before',
              z: 4,
              symbol: 'rect',
              symbolSize: [3, 18] as [number, number],
              itemStyle: { color: theme.text },
              silent: true,
              data: cells.map((cell) => cell?.before ?? null),
            },
            {
              // Said beyond the bar and what stands beside it, whichever is longer.
              type: 'scatter' as const,
              id: 'said',
              symbolSize: 0,
              silent: true,
              data: cells.map((cell) =>
                cell?.value == null ? null : Math.max(cell.value, cell.before ?? cell.value, cell.quartiles?.p75 ?? cell.value),
              ),
              label: { ...label, show: true },
            },
          ]
        : []),
    ],
  }
}
