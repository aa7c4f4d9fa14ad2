import type { Cell, Sheet } from '../../../src/pack/simulate.ts'

/** One row of the report. */
export interface Figure {
  /** Who reports it: the province, or one of those it was made of. */
  unit: string
  /** What the system calls it. */
  item: string
  label: string
  scope: 'Dự toán TW giao' | 'Dự toán trình HĐND' | 'Dự toán HĐND giao' | 'Thực hiện lũy kế' | 'Quyết toán'
  /** yyyy-mm-dd */
  asOf: string
  /** In triệu đồng. */
  amount: number
  final: boolean
  updatedAt: number
}

const OFFSET_MS = 7 * 3_600_000

/** The report as an office prints it: a heading, the unit above the table, three rows of column names, merged cells. */
export function sheetOf(name: string, title: string, figures: Figure[]): Sheet {
  const head: Cell[][] = [
    [{ value: 'ỦY BAN NHÂN DÂN TỈNH', bold: true }],
    [{ value: title, bold: true }],
    row('Số liệu mô phỏng, không phải số liệu của cơ quan nhà nước', ...blanks(6), 'Đơn vị: Triệu đồng'),
    row('STT', 'Chỉ tiêu', null, 'Số liệu', null, null, 'Tình trạng', null, 'Báo cáo').map(bold),
    row(null, 'Mã hệ thống', 'Nội dung', 'Loại số liệu', 'Tính đến ngày', 'Số tiền', 'Trạng thái', 'Cập nhật lúc', 'Đơn vị').map(
      bold,
    ),
    row('A', '1', '2', '3', '4', '5', '6', '7', '8'),
  ]
  const body = figures.map((figure, index) => [
    { value: index + 1 },
    { value: figure.item },
    { value: figure.label, bold: !figure.item.includes('/') },
    { value: figure.scope },
    { value: slashed(figure.asOf) },
    amountCell(figure.amount, index),
    { value: figure.final ? 'Chính thức' : 'Tạm tính' },
    { value: moment(figure.updatedAt) },
    { value: figure.unit },
  ])
  return {
    name,
    rows: [...head, ...body],
    merges: ['A1:I1', 'A2:I2', 'A3:G3', 'A4:A5', 'B4:C4', 'D4:F4', 'G4:H4'],
    widths: [6, 30, 52, 20, 14, 20, 14, 18, 14],
  }
}

/** Most amounts are numbers; now and then a clerk has typed one, with dots for thousands and a comma. */
export function amountCell(amount: number, index: number): Cell {
  if (index % 7 !== 3) return { value: amount, format: '#,##0.0' }
  const [whole = '0', fraction = '0'] = amount.toFixed(1).split('.')
  return { value: `${whole.replace(/\B(?=(\d{3})+$)/g, '.')},${fraction}` }
}

export function moment(at: number): string {
  const local = new Date(at + OFFSET_MS).toISOString()
  return `${slashed(local.slice(0, 10))} ${local.slice(11, 16)}`
}

export function slashed(day: string): string {
  return `${day.slice(8)}/${day.slice(5, 7)}/${day.slice(0, 4)}`
}

export function row(...values: (string | number | null)[]): Cell[] {
  return values.map((value) => ({ value }))
}

export function bold(cell: Cell): Cell {
  return { ...cell, bold: true }
}

function blanks(count: number): null[] {
  return Array.from({ length: count }, () => null)
}
