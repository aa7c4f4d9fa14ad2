import type { Cell, Sheet } from '../../../src/pack/simulate.ts'
import type { Result } from './editions.ts'

export interface Published {
  unit: string
  edition: number
  ranked: number
  /** yyyy-mm-dd */
  on: string
  results: Result[]
}

/** The annex of a decision that announces an edition: a note, then a line a result. */
export function sheetOf(index: string, title: string, published: Published[]): Sheet {
  const head: Cell[][] = [
    [{ value: 'PHỤ LỤC KẾT QUẢ', bold: true }],
    [{ value: title.toUpperCase(), bold: true }],
    [{ value: 'Số liệu mô phỏng, không phải kết quả do cơ quan nào công bố' }],
    row('STT', 'Mã', 'Chỉ số', 'Đơn vị', 'Năm đánh giá', 'Điểm', 'Điểm tối đa', 'Hạng', 'Số đơn vị xếp hạng', 'Công bố ngày').map(
      bold,
    ),
  ]
  const body = published.flatMap(({ unit, edition, ranked, on, results }) =>
    results.map(({ code, label, score, scale, rank }) =>
      row(0, code, label, unit, edition, score, scale, rank, rank === null ? null : ranked, slashed(on)),
    ),
  )
  const numbered = body.map((cells, index) => [{ value: index + 1 }, ...cells.slice(1)])
  return {
    name: index.toUpperCase(),
    rows: [...head, ...numbered],
    merges: ['A1:J1', 'A2:J2', 'A3:J3'],
    widths: [6, 10, 48, 18, 14, 12, 12, 8, 20, 14],
  }
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
