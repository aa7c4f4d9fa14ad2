import ExcelJS from 'exceljs'
import { Unreadable } from '../format.ts'
import type { Cell, Row, Sheet } from './sheet.ts'
import { checkZip } from './zip-check.ts'

/** Sheets of an .xlsx, row by row, once its contents have been weighed. */
export async function* openXlsx(path: string, name: string): AsyncGenerator<Sheet> {
  const merges = await checkZip(path, name)
  if (!merges.has('xl/workbook.xml'))
    throw new Unreadable({
      vi: `${name}: tệp nén này không phải tệp Excel. Chọn đúng tệp.`,
      en: `${name}: this zip file is no workbook. Choose another.`,
    })
  const reader = new ExcelJS.stream.xlsx.WorkbookReader(path, {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    entries: 'ignore',
  })
  try {
    for await (const sheet of reader) {
      const { id, name: sheetName } = sheet as unknown as { id: number; name: string }
      yield { name: sheetName, merges: merges.get(`xl/worksheets/sheet${id}.xml`) ?? [], rows: rowsOf(sheet, sheetName) }
    }
  } catch (error) {
    if (error instanceof Unreadable) throw error
    throw new Unreadable(
      {
        vi: `${name}: tệp Excel hỏng, không đọc được. Mở bằng Excel và lưu lại.`,
        en: `${name}: the workbook is broken and can’t be read. Open it in Excel and save it again.`,
      },
      { cause: error },
    )
  }
}

async function* rowsOf(sheet: AsyncIterable<ExcelJS.Row>, name: string): AsyncGenerator<Row> {
  for await (const row of sheet) {
    const values = row.values as ExcelJS.CellValue[]
    const cells = Array.from({ length: Math.max(0, values.length - 1) }, (_, index) =>
      cellOf(values[index + 1], `${name}!R${row.number}`),
    )
    yield { number: row.number, cells }
  }
}

function cellOf(value: ExcelJS.CellValue | undefined, at: string): Cell {
  if (value === null || value === undefined) return null
  // Dates in a spreadsheet are wall times; the reader dresses them as UTC.
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString().slice(0, 19)
  if (typeof value !== 'object') return value
  if ('sharedString' in value)
    throw new Unreadable({
      vi: `${at}: chữ trong ô không tìm thấy trong tệp. Mở bằng Excel và lưu lại.`,
      en: `${at}: the text of the cell is not in the file. Open it in Excel and save it again.`,
    })
  if ('richText' in value) return value.richText.map(({ text }) => text).join('')
  if ('hyperlink' in value) return cellOf(value.text as ExcelJS.CellValue, at)
  if ('error' in value) return value.error
  if ('formula' in value || 'sharedFormula' in value) return cellOf(value.result as ExcelJS.CellValue, at)
  return null
}
