import { foldName } from '../../values/text.ts'
import { keysOf } from '../csv/read.ts'
import { reshape } from '../reshape.ts'
import { flattenHeader } from './header.ts'
import type { TableSettings } from './settings.ts'
import type { Drafts } from './shapes.ts'
import { type Cell, cellAt, isFilled, type Merge, type Row, type Sheet } from './sheet.ts'

/** A row of a sheet by where it stands: of the heading, of the data under its columns, or outside of the table. */
export interface Placed {
  row: Row
  part: 'heading' | 'data' | 'outside'
  columns: string[]
}

/** Every row of a sheet that says something. */
export async function* placedRows(
  { merges, rows }: Sheet,
  { headerRow, headerRows, heading, firstRow = 0 }: TableSettings,
): AsyncGenerator<Placed> {
  const wanted = heading === undefined ? undefined : foldName(heading)
  const header: Row[] = []
  let columns: string[] | undefined
  let from = wanted === undefined ? headerRow : Number.POSITIVE_INFINITY
  for await (const row of rows) {
    if (!row.cells.some(isFilled)) continue
    if (
      wanted !== undefined &&
      from === Number.POSITIVE_INFINITY &&
      row.cells.some((cell) => foldName(String(cell ?? '')) === wanted)
    )
      from = row.number
    const isHeading = row.number >= from && row.number < from + headerRows
    if (isHeading) header.push(row)
    if (isHeading || row.number < from || row.number < firstRow) {
      yield { row, part: isHeading ? 'heading' : 'outside', columns: [] }
      continue
    }
    columns ??= headingsOf(header, merges).keys
    yield { row, part: 'data', columns }
  }
}

/** A list: a heading (one row or several), then a record a row. */
export async function* tableOf(sheet: Sheet, settings: TableSettings, file: string): Drafts {
  const { heading, stray, outside = {} } = settings
  const { name } = sheet
  const recordsOf = reshape(settings)
  const around = new Around(outside, { name, file })
  let isFound = false
  for await (const { row, part, columns } of placedRows(sheet, settings)) {
    around.meet(row)
    isFound ||= part !== 'outside'
    if (part !== 'data') continue
    const extra = stray === 'reject' && row.cells.slice(columns.length).some(isFilled)
    const at = `${name}!R${row.number}`
    const value = { ...Object.fromEntries(columns.map((column, index) => [column, row.cells[index] ?? null])), ...around.values }
    const records = recordsOf({ at, value })
    if (extra && records.length > 0) {
      yield {
        at,
        problem: `${at} có ô nằm ngoài các cột có tiêu đề. Thêm tiêu đề cho cột đó, hoặc xoá ô thừa.`,
        en: `${at} has a cell beyond the columns that have a heading. Give that column a heading, or clear the cell.`,
        raw: JSON.stringify(row.cells).slice(0, 10_000),
      }
      continue
    }
    yield* records
  }
  if (heading !== undefined && !isFound) {
    yield {
      at: name,
      problem: `Trang «${name}» không có dòng tiêu đề nào chứa «${heading}». Sửa «Một tên cột» ở bước «Nhận cột».`,
      en: `The sheet «${name}» has no row of headings with «${heading}». Correct the name of a column at “Columns”.`,
      raw: name,
    }
  }
}

/** The columns under a heading: the keys they are read by, and what is printed over each. */
export function headingsOf(header: readonly Row[], merges: readonly Merge[]): { keys: string[]; printed: string[] } {
  const all = flattenHeader(header, merges)
  const printed = all.slice(0, all.findLastIndex((heading) => heading !== '') + 1)
  return { keys: keysOf(printed), printed }
}

/** What every record has from outside the table: cells above it, the sheet's name, the file's. */
class Around {
  readonly values: Record<string, Cell> = {}
  readonly #cells: { name: string; row: number; column: number }[]

  constructor(outside: Record<string, string>, { name: sheet, file }: { name: string; file: string }) {
    for (const [name, place] of Object.entries(outside))
      this.values[name] = place === '@sheet' ? sheet : place === '@file' ? file : null
    this.#cells = Object.entries(outside).flatMap(([name, place]) => (place.startsWith('@') ? [] : [{ name, ...cellAt(place) }]))
  }

  meet({ number, cells }: Row): void {
    for (const { name, row, column } of this.#cells) if (row === number) this.values[name] = cells[column] ?? null
  }
}
