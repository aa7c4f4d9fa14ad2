import { type TableCell, writeHead, writeLine } from '@ioc/server/contract'
import type { Sheet } from '@ioc/server/workbook'

/** The table, and below it, after an empty line, what is to be known of it: whoever reads it by machine finds its heads in the first line. */
export function csvOf({ columns, rows }: Sheet, about: readonly (readonly [string, string])[]): Blob {
  const wide = Math.max(columns.length, 2)
  const filled = (cells: readonly TableCell[]) => [...cells, ...Array<null>(wide - cells.length).fill(null)]
  const lines = [...rows, [], ...about].map((line) => writeLine(filled(line)))
  return new Blob([writeHead(columns.map(({ head }) => head)), ...lines], { type: 'text/csv;charset=utf-8' })
}
