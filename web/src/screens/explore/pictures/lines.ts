import type { Say } from '../../../text/say.ts'
import type { Cube } from '../cube.ts'
import type { DeskTheme } from '../theme.ts'

/** More members than this are drawn as a grey crowd; those picked stand out of it or, where none is, the first of them. */
const MOST_COLOURED = 4

/** One of a chart over time, whether it is drawn as a line or as columns. */
export interface Line {
  id: string
  name: string
  column: number
  row: number
  /** Its place among those that stand out, which tells its colour; null where it is one of a crowd. */
  colour: number | null
}

/** How lines are broken, so that they are told apart where no colour is seen. None is dotted, which says provisional. */
const DASHES = [[], [9, 5], [16, 4, 3, 4], [4, 3]] as const

export const colourOf = (place: number, { series, text }: Pick<DeskTheme, 'series' | 'text'>): string =>
  series[place % series.length] ?? text

/** Past the last colour they begin anew, broken otherwise. */
export const dashOf = (place: number, { series }: Pick<DeskTheme, 'series'>): readonly number[] =>
  DASHES[(place + Math.floor(place / series.length)) % DASHES.length] ?? []

/** Which lines there are: one an indicator of one unit, or one a member of the first indicator. */
export function linesOf({ rows, columns }: Cube, picked: readonly string[], { title }: Pick<Say, 'title'>): Line[] {
  if (rows.length === 1)
    return columns.map((column, place) => ({
      id: column.id,
      name: title(column.title),
      column: place,
      row: 0,
      colour: place,
    }))
  const isCrowd = rows.length > MOST_COLOURED
  return columns.slice(0, 1).flatMap((_, column) =>
    rows.map(({ member }, row) => {
      const place = picked.indexOf(member.key)
      return {
        id: member.key,
        name: member.name,
        column,
        row,
        colour: place >= 0 ? place : isCrowd && (picked.length > 0 || row >= MOST_COLOURED) ? null : row,
      }
    }),
  )
}
