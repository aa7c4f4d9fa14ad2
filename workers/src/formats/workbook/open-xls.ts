import { readFileSync } from 'node:fs'
import * as XLSX from '@e965/xlsx'
import { Unreadable } from '../format.ts'
import type { Cell, Row, Sheet } from './sheet.ts'

/** Old Excel files, and the HTML tables that some systems save under the name .xls. Whole in memory: run in a child. */
export async function* openXls(path: string, name: string): AsyncGenerator<Sheet> {
  let book: XLSX.WorkBook
  try {
    // Text as Excel would draw each number is not wanted, and takes three quarters of the time.
    const plain = { cellText: false, cellFormula: false, cellHTML: false, raw: true }
    book = XLSX.read(readFileSync(path), { dense: true, cellNF: true, ...plain })
  } catch (error) {
    const locked = /password|encrypted/i.test(String(error))
    const why = locked
      ? {
          vi: `${name}: tệp đặt mật khẩu. Bỏ mật khẩu rồi nạp lại.`,
          en: `${name}: the file has a password. Take it off and send the file again.`,
        }
      : {
          vi: `${name}: tệp Excel hỏng, không mở được. Tải lại hoặc lưu lại tệp.`,
          en: `${name}: the workbook is broken and can’t be opened. Download or save it again.`,
        }
    throw new Unreadable(why, { cause: error })
  }
  for (const sheetName of book.SheetNames) {
    const sheet = book.Sheets[sheetName] as XLSX.DenseWorkSheet | undefined
    if (!sheet?.['!ref']) continue
    yield {
      name: sheetName,
      merges: (sheet['!merges'] ?? []).map(({ s, e }: XLSX.Range) => ({ top: s.r, left: s.c, bottom: e.r, right: e.c })),
      rows: rowsOf(sheet),
    }
  }
}

async function* rowsOf(sheet: XLSX.DenseWorkSheet): AsyncGenerator<Row> {
  const rows: Row[] = []
  // forEach passes over holes: sheets are declared to row 65,535 and hold a hundred.
  ;(sheet['!data'] ?? []).forEach((row, index) => {
    const cells: Cell[] = []
    row?.forEach((cell, column) => {
      cells[column] = cellOf(cell)
    })
    if (cells.length > 0) rows.push({ number: index + 1, cells: Array.from(cells, (cell) => cell ?? null) })
  })
  yield* rows
}

/** What Excel shows where a formula has failed, by its code in the file. */
const ERRORS: Record<number, string> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
  43: '#GETTING_DATA',
}

function cellOf(cell: XLSX.CellObject | undefined): Cell {
  if (!cell || cell.t === 'z' || cell.v === undefined || cell.v === null) return null
  if (cell.t === 'e') return ERRORS[Number(cell.v)] ?? '#LỖI'
  if (cell.t === 'n' && typeof cell.v === 'number' && cell.z !== undefined && XLSX.SSF.is_date(String(cell.z))) {
    const { y, m, d, H, M, S } = XLSX.SSF.parse_date_code(cell.v)
    const pad = (number: number) => String(number).padStart(2, '0')
    return `${y}-${pad(m)}-${pad(d)}T${pad(H)}:${pad(M)}:${pad(Math.floor(S))}`
  }
  return cell.v instanceof Date ? cell.v.toISOString().slice(0, 19) : cell.v
}
