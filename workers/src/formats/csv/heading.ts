import { flattenHeader } from '../workbook/header.ts'
import { isFilled, type Merge, type Row } from '../workbook/sheet.ts'
import type { CsvRow } from './rows.ts'
import type { CsvSettings } from './settings.ts'

/** The heading of a delimited text, a row or several, as its rows come by. */
export class Heading {
  readonly #rows: Row[] = []
  readonly #height: number
  readonly #firstRow: number

  constructor({ headerRows, firstRow = 0 }: Pick<CsvSettings, 'headerRows' | 'firstRow'>) {
    this.#height = headerRows
    this.#firstRow = firstRow
  }

  get isBegun(): boolean {
    return this.#rows.length > 0
  }

  /** What a row is: the first that comes begins the heading. */
  partOf(line: number): 'heading' | 'passed' | 'data' {
    if (line < (this.#rows[0]?.number ?? line) + this.#height) return 'heading'
    return line < this.#firstRow ? 'passed' : 'data'
  }

  take({ line, cells }: Extract<CsvRow, { cells: string[] }>): void {
    this.#rows.push({ number: line, cells })
  }

  /** What is printed over each column. */
  get columns(): string[] {
    return flattenHeader(this.#rows, spansIn(this.#rows))
  }
}

/**
 * Cells that were merged over several columns before a sheet became text: the words stand in the first of them, the others are
 * blank, and below each the next row names a column of its own.
 */
export function spansIn(rows: readonly Row[]): Merge[] {
  const isSaid = (row: number, column: number) => isFilled(rows[row]?.cells[column])
  const isNamedBelow = (row: number, column: number) => rows.some((_, below) => below > row && isSaid(below, column))
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length))
  /** Where the words over a column begin, row by row. */
  const origins: number[][] = []
  return rows.flatMap(({ number }, row) => {
    const above = origins[row - 1]
    const origin: number[] = []
    for (let column = 0; column < width; column++) {
      const left = origin[column - 1]
      const isSpanned =
        left !== undefined &&
        !isSaid(row, column) &&
        isSaid(row, left) &&
        isNamedBelow(row, left) &&
        isNamedBelow(row, column) &&
        above?.[column] === above?.[left]
      origin[column] = isSpanned ? left : column
    }
    origins[row] = origin
    return [...new Set(origin)].flatMap((left) => {
      const right = origin.lastIndexOf(left)
      return right > left ? [{ top: number - 1, bottom: number - 1, left, right }] : []
    })
  })
}
