/** A cell of a table: null is empty, and true is «true». */
type Cell = string | number | boolean | null

/** Records with the same columns in the same order, as the first names them. */
export type Table = Readonly<Record<string, Cell>>[]

// A spreadsheet takes a text that begins so for a formula, whatever its width, and runs it.
const FORMULA = /^[=+\-@\t\r\n\0＝＋－＠]/

/**
 * A table as CSV (RFC 4180) that Excel, too, reads as UTF-8. A text that a spreadsheet would run is led by an apostrophe, as OWASP
 * advises (CSV Injection); a number stays a number, with a decimal point.
 */
export function writeCsv(columns: readonly string[], rows: Table): string {
  const lines = [columns.map(writeCell), ...rows.map((row) => columns.map((column) => writeCell(row[column] ?? null)))]
  return `\uFEFF${lines.map((cells) => `${cells.join(',')}\r\n`).join('')}`
}

function writeCell(cell: Cell): string {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell)
  const tame = FORMULA.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(tame) ? `"${tame.replaceAll('"', '""')}"` : tame
}
