import { writeFileSync } from 'node:fs'
import * as XLSX from '@e965/xlsx'
import { maskIdentifiers } from '@ioc/sql'
import type { Redaction, Treatment } from '../../redaction/redaction.ts'
import { treatmentsOf } from '../csv/redact.ts'
import { Unreadable } from '../format.ts'
import { sheetsOf } from './parse.ts'
import type { TableSettings, WorkbookSettings } from './settings.ts'
import { type Cell, cellAt, isFilled, type Sheet } from './sheet.ts'
import { placedRows } from './table.ts'

/** Writes a workbook anew without what is to go. Runs in the child that reads it. */
export async function stripWorkbook(
  path: string,
  name: string,
  settings: WorkbookSettings,
  { redaction, to }: { redaction: Redaction; to: string },
): Promise<void> {
  if (settings.shape !== 'table')
    throw new Unreadable({
      vi: `${name}: biểu đọc theo mẫu tiêu đề chưa lược bỏ được dữ liệu cá nhân. Đọc tệp như một bảng, hoặc bỏ các cột ấy khỏi tệp.`,
      en: `${name}: personal data can’t be taken out of forms read by patterns. Read the file as a table, or leave these columns out of it.`,
    })
  const book = XLSX.utils.book_new()
  for await (const sheet of sheetsOf(path, name, settings)) {
    const cells = XLSX.utils.aoa_to_sheet(await strippedRows(sheet, settings, redaction), { dense: true })
    cells['!merges'] = sheet.merges.map(({ top, left, bottom, right }) => ({
      s: { r: top, c: left },
      e: { r: bottom, c: right },
    }))
    XLSX.utils.book_append_sheet(book, cells, titleOf(sheet.name), true)
  }
  if (book.SheetNames.length === 0) XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([]), 'Trang 1')
  writeFileSync(to, XLSX.write(book, { type: 'buffer', bookType: 'xlsx', compression: true }))
}

async function strippedRows(sheet: Sheet, settings: TableSettings, redaction: Redaction): Promise<Cell[][]> {
  const outside = Object.values(settings.outside ?? {}).flatMap((place) => (place.startsWith('@') ? [] : [cellAt(place)]))
  const rows: Cell[][] = []
  let treatments: (Treatment | null)[] | undefined
  for await (const { row, part, columns } of placedRows(sheet, settings)) {
    const isTaken = (column: number) => outside.some((cell) => cell.row === row.number && cell.column === column)
    if (part === 'data') treatments ??= treatmentsOf(redaction, columns)
    rows[row.number - 1] = row.cells.map((cell, n) => {
      if (part === 'heading' || isTaken(n)) return cell
      if (part === 'outside') return null
      // Nobody knows what stands in a column without a heading at the edge: that something does is a fault of its row.
      return n < columns.length ? treat(cell, treatments?.[n]) : isFilled(cell) ? '…' : null
    })
  }
  return Array.from(rows, (row) => row ?? [])
}

function treat(cell: Cell, treatment: Treatment | null | undefined): Cell {
  if (treatment === 'drop' || treatment === 'seal') return null
  if (treatment !== 'mask' || cell === null) return cell
  const masked = maskIdentifiers(String(cell))
  return masked === String(cell) ? cell : masked
}

/** A text file under a spreadsheet’s name is a sheet by the file’s name, which may be none that Excel allows. */
function titleOf(name: string): string {
  return name.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31)
}
