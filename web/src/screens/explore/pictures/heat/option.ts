import type { Say } from '../../../../text/say.ts'
import type { Cube } from '../../cube.ts'
import type { DeskTheme } from '../../theme.ts'
import { memberAxis } from '../axes.ts'
import type { PictureOption } from '../option.ts'
import type { Drawn } from '../picture.ts'
import { sayOfStep, sayShort } from '../slots.ts'
import { notesOf, tipLook, tooltipBox } from '../tooltip.ts'

export const HEAT_ROW_PX = 20
const NAME_PX = 200
export const HEAT_ROOM_PX = 90

/** Members by time, the leading indicator as depth of blue; what was not told of is left empty. */
export function heatOption(cube: Cube, { step, picked }: Drawn, theme: DeskTheme, say: Say): PictureOption {
  const [column] = cube.columns
  const slots = cube.slots ?? []
  if (!column) return {}
  const data = cube.rows.flatMap(({ cells }, row) =>
    (cells[0] ?? []).flatMap((cell, slot) =>
      cell && cell.value !== null ? [[slot, row, cell.value] as [number, number, number]] : [],
    ),
  )
  const values = data.map(([, , value]) => value)
  const text = { fontFamily: theme.font, fontSize: theme.size, color: theme.text }
  const written = { font: `${theme.size}px ${theme.font}`, fill: theme.secondary }
  const isWhole = data.length === cube.rows.length * slots.length
  const said = (value: number) => say.whole(value, column.unitOfMeasurement, column.decimals)
  return {
    grid: {
      left: 8,
      right: 16,
      top: 56,
      bottom: 8,
      outerBounds: { left: 8, right: 8, top: 48, bottom: 8 },
    },
    tooltip: {
      trigger: 'item',
      ...tipLook(theme),
      formatter: (at) => {
        const [slot = 0, row = 0] = ([at].flat()[0]?.data ?? []) as number[]
        const [of, cell] = [cube.rows[row], cube.rows[row]?.cells[0]?.[slot]]
        if (!of || !cell) return ''
        const value = cell.value === null ? '—' : said(cell.value)
        return tooltipBox(sayOfStep(slots[slot] ?? '', step, say), [
          { name: of.member.name, value, notes: notesOf(cell, column, say), colour: theme.accent },
        ])
      },
    },
    graphic: isWhole ? [] : [{ type: 'text', left: 12, top: 8, style: { text: say.t('explore.heatEmpty'), ...written } }],
    visualMap: {
      type: 'continuous',
      min: Math.min(...values),
      max: Math.max(...values),
      orient: 'horizontal',
      right: 16,
      top: 0,
      itemWidth: 12,
      itemHeight: 180,
      // The ends of the scale, in the words of numbers.
      text: values.length > 0 ? [said(Math.max(...values)), said(Math.min(...values))] : [],
      textStyle: { ...text, color: theme.secondary },
      inRange: { color: [...theme.map] },
    },
    xAxis: {
      type: 'category',
      position: 'top',
      data: slots.map((at) => sayShort(at, step, say)),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { ...text, color: theme.secondary, hideOverlap: true },
    },
    yAxis: memberAxis(cube.rows, picked, NAME_PX, theme),
    series: [{ type: 'heatmap', id: column.id, data, itemStyle: { borderColor: theme.panel, borderWidth: 1 } }],
  }
}
