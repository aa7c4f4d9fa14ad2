import { createHash } from 'node:crypto'
import { rowsOf } from '../formats/csv/read.ts'
import { settings as csvSettings } from '../formats/csv/settings.ts'
import { decodeText } from '../formats/decode.ts'
import { Unreadable } from '../formats/format.ts'
import { lookAtSheets } from '../formats/workbook/read.ts'
import { type Cell, isFilled, type Merge } from '../formats/workbook/sheet.ts'
import { oneLine } from '../values/text.ts'
import { lastFew } from './last-few.ts'
import type { SamplePage } from './source.ts'

/** A table as it stands in its page, before anything is said of how it is read. */
export interface SeenSheet {
  name: string
  rows: { number: number; cells: Cell[] }[]
  merges: Merge[]
  hasMore: boolean
}

const TEXT_ROWS = 60
const HEAD_BYTES = 400_000

/** The sheets of a page that has some: of a workbook each, of delimited text the one it is; none of other pages. */
export function sheetsIn(page: SamplePage, format: Given): Promise<SeenSheet[]> {
  const { kind, delimiter, encoding, skipLines } = format
  const key = JSON.stringify([createHash('sha1').update(page.body).digest('hex'), kind, delimiter, encoding, skipLines])
  return seen(key, () => readSheets(page, format))
}

type Given = { kind: string; [setting: string]: unknown }

/** A steward points at one page again and again. */
const seen = lastFew<SeenSheet[]>(4)

async function readSheets(page: SamplePage, format: Given): Promise<SeenSheet[]> {
  try {
    if (format.kind === 'workbook') return await workbookIn(page)
    if (format.kind === 'csv') return [await textIn(page, format)]
  } catch (error) {
    // Why it can't be read is told where its records are.
    if (!(error instanceof Unreadable)) throw error
  }
  return []
}

async function workbookIn({ body, name }: SamplePage): Promise<SeenSheet[]> {
  const sheets: SeenSheet[] = []
  for await (const { sheet, rows, merges, hasMore } of lookAtSheets({ body: once(body), name }))
    if (rows.some(({ cells }) => cells.some(isFilled))) sheets.push({ name: sheet, rows, merges, hasMore })
  return sheets
}

async function textIn({ body, name }: SamplePage, { kind: _, ...given }: { kind: string }): Promise<SeenSheet> {
  const { delimiter, encoding } = csvSettings.safeParse(given).data ?? csvSettings.parse({})
  const rows: SeenSheet['rows'] = []
  const { skipLines = 0 } = given as { skipLines?: number }
  const above: SeenSheet['rows'] = []
  const meet = (row: { line: number; cells?: string[]; raw?: string }) =>
    void above.push({ number: row.line, cells: row.cells ?? [row.raw ?? ''] })
  // The sign that cuts the table cuts the lines above it too.
  const from = Number.isInteger(skipLines) && skipLines > 0 ? skipLines : 0
  const text = decodeText(once(body.subarray(0, HEAD_BYTES)), encoding, name)
  for await (const row of rowsOf(text, { delimiter, skipLines: from }, meet)) {
    rows.push({ number: row.line, cells: 'cells' in row ? row.cells : [row.raw] })
    if (rows.length >= TEXT_ROWS) return { name: '', rows: [...above, ...rows], merges: [], hasMore: true }
  }
  return { name: '', rows: [...above, ...rows], merges: [], hasMore: body.length > HEAD_BYTES }
}

export interface FoundTable {
  sheet?: string
  headerRow: number
  headerRows: number
  firstRow?: number
}

const HEADING_ROWS = 10

/** Where the table of a workbook most likely is: its sheets, the rows of its heading, its first row. */
export function findTable(sheets: SeenSheet[]): FoundTable {
  const found = sheets.map((sheet) => ({ sheet, table: tableIn(sheet) }))
  const [first] = found
  if (!first) return { headerRow: 1, headerRows: 1 }
  const largest = found.reduce((a, b) => (sizeOf(b) > sizeOf(a) ? b : a))
  const alike = found.filter((each) => headingText(each) === headingText(largest))
  // Sheets that print the same heading are one table, a sheet a year or a district.
  const named = alike.map(({ sheet }) => sheet.name)
  return { ...(alike.length < found.length && { sheet: patternOf(named) }), ...largest.table }
}

/** A pattern that a sheet's name fits, just these. */
function patternOf(names: string[]): string {
  const escaped = names.map((name) => name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
  return `^(${escaped.join('|')})$`
}

type Found = { sheet: SeenSheet; table: FoundTable }

function sizeOf({ sheet, table }: Found): number {
  return sheet.rows
    .filter(({ number }) => number >= table.headerRow + table.headerRows)
    .reduce((sum, { cells }) => sum + cells.filter((cell) => typeof cell === 'number' || isFilled(cell)).length, 0)
}

function headingText({ sheet, table }: Found): string {
  const rows = sheet.rows.filter(({ number }) => number >= table.headerRow && number < table.headerRow + table.headerRows)
  return rows.flatMap(({ cells }) => cells.filter(isFilled).map((cell) => oneLine(String(cell)).toLowerCase())).join('|')
}

/** The same of a delimited text, where figures and dates are words too. */
export function tableInText({ rows, ...sheet }: SeenSheet): FoundTable {
  return tableIn({ ...sheet, rows: rows.map(({ number, cells }) => ({ number, cells: cells.map(asFigure) })) })
}

/** Where one sheet's heading begins, which rows go with it, and which number its columns. */
export function tableIn({ rows, merges }: SeenSheet): FoundTable {
  const filled = rows.filter(({ cells }) => cells.some(isFilled))
  const numeric = numericColumns(filled)
  const firstFigures = filled.findIndex(({ cells }) => numeric.some((column) => typeof cells[column] === 'number'))
  const most = Math.max(0, ...filled.slice(0, 30).map(({ cells }) => cells.filter(isFilled).length))
  const isWide = ({ cells }: { cells: Cell[] }) => cells.filter(isFilled).length >= Math.max(2, most * 0.4)
  const isWords = ({ cells }: { cells: Cell[] }) =>
    cells.filter((cell) => isFilled(cell) && !/^[\d.,\s]*$/.test(String(cell))).length >= cells.filter(isFilled).length * 0.8
  const isHeading = (row: (typeof filled)[number]) => isWide(row) && isWords(row)
  // What stands over several columns of a stacked heading fills fewer cells than the row below it.
  const isOverHeading = (row: (typeof filled)[number]) =>
    isWords(row) && row.cells.filter(isFilled).length >= Math.max(3, most * 0.25)
  const start = beginningOf(filled, firstFigures, isHeading, isOverHeading)
  if (start < 0) return { headerRow: filled[0]?.number ?? 1, headerRows: 1 }
  let last = start
  const until = Math.min(firstFigures < 0 ? filled.length : firstFigures, start + HEADING_ROWS)
  for (let at = start + 1; at < until; at++) {
    const row = filled[at] as (typeof filled)[number]
    // Words over figures, or a part of a cell that reaches down from above, are heading.
    const isOver = numeric.some((column) => isFilled(row.cells[column]) && typeof row.cells[column] !== 'number')
    const isBelow = merges.some(
      ({ top, bottom }) => top < row.number - 1 && top >= (filled[start]?.number ?? 1) - 1 && bottom >= row.number - 1,
    )
    if (!isOver && !isBelow) break
    if (isNumbering(row.cells)) break
    last = at
  }
  const headerRow = filled[start]?.number ?? 1
  const headerRows = (filled[last]?.number ?? headerRow) - headerRow + 1
  const next = filled[last + 1]
  const after = next && isNumbering(next.cells) ? filled[last + 2] : undefined
  return { headerRow, headerRows, ...(after && { firstRow: after.number }) }
}

const FIGURE = /^-?\d[\d.,\u00a0 ]*%?$/
const DATE = /^\d{1,4}([/.-])\d{1,2}\1\d{1,4}([ T]\d{1,2}:\d{2}(:\d{2})?)?$/

function asFigure(cell: Cell): Cell {
  return typeof cell === 'string' && (FIGURE.test(cell.trim()) || DATE.test(cell.trim())) ? Number.parseFloat(cell) : cell
}

/** Right above the first figures, as far up as rows follow each other; of words alone the first row that fills its columns. */
function beginningOf<R extends { number: number }>(
  rows: R[],
  firstFigures: number,
  isHeading: (row: R) => boolean,
  isOverHeading: (row: R) => boolean,
): number {
  let at = firstFigures - 1
  while (at >= 0 && !isHeading(rows[at] as R)) at--
  if (at < 0) return rows.findIndex(isHeading)
  let start = at
  for (let above = at - 1; above >= 0 && rows[above]?.number === (rows[above + 1]?.number ?? 0) - 1; above--)
    if (isHeading(rows[above] as R) || isOverHeading(rows[above] as R)) start = above
  return start
}

/** Columns in which most of what stands is figures. */
function numericColumns(rows: { cells: Cell[] }[]): number[] {
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length))
  return Array.from({ length: width }, (_, column) => column).filter((column) => {
    const inColumn = rows.flatMap(({ cells }) => (isFilled(cells[column]) ? [cells[column]] : []))
    return inColumn.filter((cell) => typeof cell === 'number').length > inColumn.length * 0.5
  })
}

/** «A, B, 1, 2=3+4»: a row that numbers the columns. */
function isNumbering(cells: Cell[]): boolean {
  const texts = cells.filter(isFilled).map((cell) => String(cell).trim())
  return texts.length >= 3 && texts.every((text) => /^\(?(\d{1,2}|[A-ZĐ])\)?(\s*=.{1,40})?$/.test(text))
}

async function* once(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes
}
