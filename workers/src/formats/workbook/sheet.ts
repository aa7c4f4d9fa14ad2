export type Cell = string | number | boolean | null

export interface Row {
  /** As the spreadsheet numbers it, from 1. */
  number: number
  cells: Cell[]
}

/** A rectangle that shows one cell; rows and columns from 0, both ends included. */
export interface Merge {
  top: number
  left: number
  bottom: number
  right: number
}

export interface Sheet {
  name: string
  merges: Merge[]
  rows: AsyncIterable<Row>
  /** The text was typed in a TCVN3 font and has been recovered. */
  tcvn3?: boolean
}

export function isFilled(cell: Cell | undefined): cell is string | number | boolean {
  return cell !== null && cell !== undefined && !(typeof cell === 'string' && cell.trim() === '')
}

/** «A1:C3» as a spreadsheet writes it. */
export function parseMerge(range: string): Merge | null {
  const found = /^\$?([A-Z]{1,3})\$?(\d+):\$?([A-Z]{1,3})\$?(\d+)$/.exec(range)
  if (!found) return null
  const [, left = '', top, right = '', bottom] = found
  return { top: Number(top) - 1, left: columnIndex(left), bottom: Number(bottom) - 1, right: columnIndex(right) }
}

/** «B12» as a row from 1 and a column from 0. */
export function cellAt(place: string): { row: number; column: number } {
  const [, letters = 'A', row = '1'] = /^([A-Z]+)(\d+)$/.exec(place) ?? []
  return { row: Number(row), column: columnIndex(letters) }
}

function columnIndex(letters: string): number {
  return [...letters].reduce((index, letter) => index * 26 + letter.charCodeAt(0) - 64, 0) - 1
}
