/** A cell of a table: null is empty, and true is «true». */
export type TableCell = string | number | boolean | null

/** Records with the same columns in the same order, as the first names them. */
export type Table = Readonly<Record<string, TableCell>>[]

// A spreadsheet takes a text that begins so for a formula, whatever its width, and runs it.
const FORMULA = /^[=+\-@\t\r\n\0＝＋－＠]/

/**
 * A table as CSV (RFC 4180) that Excel, too, reads as UTF-8. A text that a spreadsheet would run is led by an apostrophe, as OWASP
 * advises (CSV Injection); a number stays a number, with a decimal point.
 */
export function writeCsv(columns: readonly string[], rows: Table): string {
  return writeHead(columns) + writeRows(columns, rows)
}

/** The first line of a table that is written piece by piece. */
export const writeHead = (columns: readonly string[]): string => `\uFEFF${writeLine(columns)}`

export const writeRows = (columns: readonly string[], rows: Table): string =>
  rows.map((row) => writeLine(columns.map((column) => row[column] ?? null))).join('')

export const writeLine = (cells: readonly TableCell[]): string => `${cells.map(writeCell).join(',')}\r\n`

function writeCell(cell: TableCell): string {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell)
  const tame = FORMULA.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(tame) ? `"${tame.replaceAll('"', '""')}"` : tame
}
