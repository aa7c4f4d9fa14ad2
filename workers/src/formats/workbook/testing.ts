import * as XLSX from '@e965/xlsx'
import ExcelJS from 'exceljs'

export type Rows = (string | number | Date | null)[][]

/** A workbook as Excel has written them since 2007. */
export async function xlsx(sheets: Record<string, { rows: Rows; merges?: string[] }>): Promise<Buffer> {
  const book = new ExcelJS.Workbook()
  for (const [name, { rows, merges = [] }] of Object.entries(sheets)) {
    const sheet = book.addWorksheet(name)
    sheet.addRows(rows)
    for (const merge of merges) sheet.mergeCells(merge)
  }
  return Buffer.from(await book.xlsx.writeBuffer())
}

/** A workbook as Excel wrote them before. */
export function xls(sheets: Record<string, Rows>, bookType: 'biff8' | 'ods' = 'biff8'): Buffer {
  const book = XLSX.utils.book_new()
  for (const [name, rows] of Object.entries(sheets)) XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows), name)
  return XLSX.write(book, { type: 'buffer', bookType })
}
