import type { Grid } from '@ioc/server/contract'
import type { DraftShown } from '../../preview/messages.ts'
import type { Size, Spot } from './moves.ts'

// Where the fields of a scene lie on a wall of so many pixels, and which of them a point is on.

export interface Sight {
  width: number
  height: number
}
export type Field = DraftShown['grid']

/** Before the wall has said how it is laid out: as its styles say (wall.css). */
export function usualField({ width, height }: Sight, hasStrip: boolean): Field {
  const rem = Math.min(width / 384, height / 216)
  const [edge, gap, head, foot] = [5.6 * rem, 2.8 * rem, 14.4 * rem, hasStrip ? 10.2 * rem : 0]
  return { left: edge, top: head + gap, width: width - 2 * edge, height: height - head - foot - 2 * gap, gap }
}

const cellOf = (field: Field, { columns, rows }: Grid) => ({
  width: (field.width - field.gap * (columns - 1)) / columns,
  height: (field.height - field.gap * (rows - 1)) / rows,
})

/** A rectangle of the grid in parts of the wall, for a style. */
export function boxOf(at: Spot & Size, grid: Grid, field: Field, sight: Sight) {
  const cell = cellOf(field, grid)
  const percent = (pixels: number, of: number) => `${((pixels / of) * 100).toFixed(4)}%`
  return {
    left: percent(field.left + (at.column - 1) * (cell.width + field.gap), sight.width),
    top: percent(field.top + (at.row - 1) * (cell.height + field.gap), sight.height),
    width: percent(at.width * cell.width + (at.width - 1) * field.gap, sight.width),
    height: percent(at.height * cell.height + (at.height - 1) * field.gap, sight.height),
  }
}

/** The field under a point given in parts of the wall; beyond the grid where the point is. */
export function spotAt({ x, y }: { x: number; y: number }, grid: Grid, field: Field, sight: Sight): Spot {
  const cell = cellOf(field, grid)
  return {
    column: Math.floor((x * sight.width - field.left) / (cell.width + field.gap)) + 1,
    row: Math.floor((y * sight.height - field.top) / (cell.height + field.gap)) + 1,
  }
}
