import type { Cell, Sheet } from '../../../src/pack/simulate.ts'

/** One row of the report. */
export interface Figure {
  /** `revenue` or `expenditure` on a total. */
  item: string | null
  label: string
  scope: 'Dự toán' | 'Thực hiện lũy kế'
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
    row('Số liệu mô phỏng, không phải số liệu của cơ quan nhà nước', null, null, null, null, null, null, 'Đơn vị: Triệu đồng'),
    row('STT', 'Chỉ tiêu', null, 'Số liệu', null, null, 'Tình trạng', null).map(bold),
    row(null, 'Mã hệ thống', 'Nội dung', 'Loại số liệu', 'Tính đến ngày', 'Số tiền', 'Trạng thái', 'Cập nhật lúc').map(bold),
    row('A', '1', '2', '3', '4', '5', '6', '7'),
  ]
  const body = figures.map((figure, index) => [
    { value: index + 1 },
    { value: figure.item },
    { value: figure.label, bold: figure.item !== null },
    { value: figure.scope },
    { value: `${figure.asOf.slice(8)}/${figure.asOf.slice(5, 7)}/${figure.asOf.slice(0, 4)}` },
    amountCell(figure, index),
    { value: figure.final ? 'Chính thức' : 'Tạm tính' },
    { value: moment(figure.updatedAt) },
  ])
  return {
    name,
    rows: [...head, ...body],
    merges: ['A1:H1', 'A2:H2', 'A3:G3', 'A4:A5', 'B4:C4', 'D4:F4', 'G4:H4'],
    widths: [6, 14, 52, 20, 14, 20, 14, 18],
  }
}

/** Most amounts are numbers; now and then a clerk has typed one, with dots for thousands and a comma. */
function amountCell({ amount }: Figure, index: number): Cell {
  if (index % 7 !== 3) return { value: amount, format: '#,##0.0' }
  const [whole = '0', fraction = '0'] = amount.toFixed(1).split('.')
  return { value: `${whole.replace(/\B(?=(\d{3})+$)/g, '.')},${fraction}` }
}

function moment(at: number): string {
  const local = new Date(at + OFFSET_MS).toISOString()
  return `${local.slice(8, 10)}/${local.slice(5, 7)}/${local.slice(0, 4)} ${local.slice(11, 16)}`
}

function row(...values: (string | null)[]): Cell[] {
  return values.map((value) => ({ value }))
}

function bold(cell: Cell): Cell {
  return { ...cell, bold: true }
}
