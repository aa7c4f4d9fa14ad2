import type { ReportCell } from '@ioc/sql'
import ExcelJS from 'exceljs'
import { checkCells } from '../check.ts'
import { FIRST_ROW, letterOf, planOf, SHEET, type SheetPlan, STAMP_SHEET, type WorkbookOf } from './plan.ts'

const INK = { argb: 'FF131A26' }
const LINE = { style: 'thin', color: { argb: 'FF8A93A3' } } as const
const BOX = { top: LINE, left: LINE, bottom: LINE, right: LINE }
const fill = (argb: string): ExcelJS.Fill => ({ type: 'pattern', pattern: 'solid', fgColor: { argb } })
const TO_FILL_IN = fill('FFFFF9DB')
const HEADING = fill('FFE7F0FD')

const HOW_TO =
  'Chỉ gõ vào ô nền vàng. Không thêm, bớt, đổi tên dòng, cột hay trang. Không có thì ghi 0. Xong thì lưu tệp và bấm «Nạp tệp Excel» trên màn hình nhập báo cáo.'

/** A report as a workbook whose structure is locked: what was typed so far is in it, and only its cells can be typed into. */
export async function writeWorkbook(of: WorkbookOf, cells: Record<string, string>): Promise<Buffer> {
  const { template, unit, period } = of
  const plan = planOf(template)
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet(SHEET, { views: [{ state: 'frozen', xSplit: 1, ySplit: 5 }] })
  sheet.columns = Array.from({ length: plan.width }, (_, place) => ({ width: place === 0 ? 50 : 20 }))
  for (let column = 1; column <= plan.width; column++) sheet.getCell(1, column).value = letterOf(column)
  sheet.getRow(1).hidden = true
  const line = (row: number, text: string, font: Partial<ExcelJS.Font>, height: number) => {
    sheet.mergeCells(row, 1, row, plan.width)
    sheet.getRow(row).height = height
    Object.assign(sheet.getCell(row, 1), {
      value: text,
      font: { size: 12, color: INK, ...font },
      alignment: { wrapText: true, vertical: 'middle' },
    })
  }
  line(2, template.title.vi.toLocaleUpperCase('vi'), { size: 16, bold: true }, 30)
  const due = period.due.split('-').reverse().join('/')
  line(3, `Đơn vị: ${unit.name}. Kỳ báo cáo: ${period.name}. Hạn nộp: ${due}.`, { bold: true }, 22)
  line(4, HOW_TO, {}, 36)
  line(5, `Căn cứ: ${template.basis}.`, { italic: true }, 22)
  drawTables(sheet, plan)
  drawInputs(book, sheet, plan, checkCells(template, cells).values, cells)
  await sheet.protect('', { selectLockedCells: true, selectUnlockedCells: true, formatColumns: true, formatRows: true })
  const stamp = book.addWorksheet(STAMP_SHEET, { state: 'veryHidden' })
  stamp.addRows([['A', 'B'], ...Object.entries(stampOf(of))])
  await stamp.protect('', {})
  return Buffer.from(await book.xlsx.writeBuffer())
}

/** What a workbook says it is for. */
export function stampOf({ template, version, unit, period }: WorkbookOf): Record<string, string> {
  return {
    mau: template.id,
    ban: String(version),
    don_vi: unit.key,
    ten_don_vi: unit.name,
    ky: period.from,
    ten_ky: period.name,
  }
}

function drawTables(sheet: ExcelJS.Worksheet, plan: SheetPlan): void {
  for (const [address, text] of plan.labels) {
    const cell = sheet.getCell(address)
    cell.value = text
    cell.font = { size: 12, color: INK }
    cell.alignment = { wrapText: true, vertical: 'middle' }
    if (Number(cell.row) >= FIRST_ROW) cell.border = BOX
  }
  for (const { row, help } of plan.headings) {
    sheet.mergeCells(row, 1, row, plan.width)
    Object.assign(sheet.getCell(row, 1), { font: { size: 13, bold: true, color: INK }, border: {} })
    sheet.getRow(row).height = 24
    if (help === null) continue
    sheet.mergeCells(row + 1, 1, row + 1, plan.width)
    Object.assign(sheet.getCell(row + 1, 1), { font: { size: 11, italic: true, color: INK }, border: {} })
    sheet.getRow(row + 1).height = 32
  }
  for (const { row, columns } of plan.tables) {
    sheet.getRow(row).height = 36
    for (let column = 1; column <= columns + 1; column++) {
      const cell = sheet.getCell(row, column)
      cell.font = { size: 12, bold: true, color: INK }
      cell.fill = HEADING
      if (column > 1) cell.alignment = { wrapText: true, vertical: 'middle', horizontal: 'center' }
    }
  }
}

function drawInputs(
  book: ExcelJS.Workbook,
  sheet: ExcelJS.Worksheet,
  plan: SheetPlan,
  values: ReadonlyMap<string, number | string>,
  typed: Record<string, string>,
): void {
  for (const [address, asked] of plan.inputs) {
    const cell = sheet.getCell(address)
    // What cannot be read as a number goes along as it was typed, to be mended there.
    cell.value = values.get(asked.id) ?? typed[asked.id] ?? null
    cell.protection = { locked: false }
    cell.fill = TO_FILL_IN
    cell.border = BOX
    cell.font = { size: 12, bold: asked.isTotal, color: INK }
    cell.alignment = asked.kind === 'text' ? { wrapText: true, vertical: 'top' } : { horizontal: 'right', vertical: 'middle' }
    book.definedNames.add(`'${SHEET}'!$${address[0]}$${address.slice(1)}`, `o_${asked.id.replaceAll('.', '_')}`)
    if (asked.kind === 'text') sheet.getRow(Number(cell.row)).height = 60
    else {
      cell.numFmt = asked.decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(asked.decimals)}`
      cell.dataValidation = validationOf(asked)
    }
  }
}

/** Excel tells at once what the system would say later. */
function validationOf({ decimals, min, max, title }: ReportCell): ExcelJS.DataValidation {
  const least = min ?? -Number.MAX_SAFE_INTEGER
  const most = max ?? Number.MAX_SAFE_INTEGER
  const what = decimals === 0 ? 'số nguyên' : 'số'
  return {
    type: decimals === 0 ? 'whole' : 'decimal',
    operator: 'between',
    formulae: [least, most],
    allowBlank: true,
    showErrorMessage: true,
    errorTitle: 'Số chưa đúng',
    error: `${title.vi.slice(0, 120)}: ghi ${what}${min === null ? '' : ` từ ${min}`}${max === null ? '' : ` đến ${max}`}.`,
  }
}
