import { foldName } from '../../values/text.ts'
import { keysOf } from '../csv/read.ts'
import { flattenHeader } from './header.ts'
import type { TableSettings } from './settings.ts'
import type { Drafts } from './shapes.ts'
import { isFilled, type Row, type Sheet } from './sheet.ts'

/** A list: a heading (one row or several), then a record a row. */
export async function* tableOf({ name, merges, rows }: Sheet, { headerRow, headerRows, heading }: TableSettings): Drafts {
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
    if (row.number < from) continue
    if (row.number < from + headerRows) {
      header.push(row)
      continue
    }
    columns ??= keysOf(trimmed(flattenHeader(header, merges)))
    const extra = row.cells.slice(columns.length).some(isFilled)
    const at = `${name}!R${row.number}`
    if (extra) {
      yield {
        at,
        problem: `${at} có ô nằm ngoài các cột có tiêu đề. Thêm tiêu đề cho cột đó, hoặc xoá ô thừa.`,
        raw: JSON.stringify(row.cells).slice(0, 10_000),
      }
      continue
    }
    yield { at, value: Object.fromEntries(columns.map((column, index) => [column, row.cells[index] ?? null])) }
  }
  if (!columns && wanted !== undefined && header.length === 0) {
    yield {
      at: name,
      problem: `Trang «${name}» không có dòng tiêu đề nào chứa «${heading}». Sửa «Một tên cột» ở bước «Nhận cột».`,
      raw: name,
    }
  }
}

function trimmed(headings: string[]): string[] {
  return headings.slice(0, headings.findLastIndex((heading) => heading !== '') + 1)
}
