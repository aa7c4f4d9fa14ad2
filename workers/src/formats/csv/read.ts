import { isBlank } from '../../values/parsed.ts'
import { foldName, nfc } from '../../values/text.ts'
import { decodeText } from '../decode.ts'
import { type ReadRecords, Unreadable } from '../format.ts'
import { findDelimiter } from './delimiter.ts'
import { CsvRows } from './rows.ts'
import type { CsvSettings } from './settings.ts'

/** Delimited text: one record a row, keys from the heading row without accents («Mã hồ sơ» → `ma_ho_so`). */
export const readRecords: ReadRecords<CsvSettings> = async function* ({ body, name }, settings) {
  let columns = settings.columns && keysOf(settings.columns)
  let place = 0
  for await (const row of rowsOf(decodeText(body, settings.encoding, name), settings)) {
    if (!columns) {
      if ('broken' in row) throw new Unreadable(`${name}: dòng tiêu đề ${row.broken}. Sửa dòng ${row.line} rồi nạp lại.`)
      columns = keysOf(row.cells)
      continue
    }
    for (const record of figuresOf(recordOf(row, columns), settings.figures)) yield { place: ++place, ...record }
  }
  if (!columns) throw new Unreadable(`${name}: tệp trống, không có cả dòng tiêu đề.`)
}

/** Keys for a row of headings: folded, told apart where two are alike, numbered where blank. */
export function keysOf(headings: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return headings.map((heading, index) => {
    const key = foldName(heading) || `cot_${index + 1}`
    const times = (seen.get(key) ?? 0) + 1
    seen.set(key, times)
    return times === 1 ? key : `${key}_${times}`
  })
}

/** The rows of a text from the heading row on, each with the line it begins on. */
export async function* rowsOf(text: AsyncIterable<string>, { delimiter, skipLines }: CsvSettings) {
  let rows = delimiter === 'auto' ? undefined : new CsvRows(delimiter)
  let head = ''
  for await (const piece of text) {
    if (rows) {
      for (const row of rows.push(piece)) if (row.line > skipLines) yield row
      continue
    }
    head += piece
    if (head.length < HEAD_CHARS) continue
    rows = new CsvRows(findDelimiter(afterLines(head, skipLines)))
    for (const row of rows.push(head)) if (row.line > skipLines) yield row
  }
  if (!rows) {
    rows = new CsvRows(findDelimiter(afterLines(head, skipLines)))
    for (const row of rows.push(head)) if (row.line > skipLines) yield row
  }
  for (const row of rows.end()) if (row.line > skipLines) yield row
}

/** A record of before it is numbered through the page. */
type Draft = { at: string; value: Record<string, unknown> } | { at: string; problem: string; raw: string }

/** A row of figures side by side is a record a figure; what the source left blank is none. */
function figuresOf(row: Draft, figures: CsvSettings['figures']): Draft[] {
  if (!figures || !('value' in row)) return [row]
  const { at, value } = row
  return Object.entries(figures).flatMap(([column, item]): Draft[] => {
    const amount = value[foldName(column)]
    if (amount === undefined) {
      const problem = `Không có cột «${column}». Sửa «Các cột số liệu» ở bước «Nhận cột», hoặc tên cột của tệp.`
      return [{ at, problem, raw: rawOf(Object.keys(value).join(' | ')) }]
    }
    return isBlank(String(amount)) ? [] : [{ at, value: { ...value, item, amount } }]
  })
}

function recordOf(row: Parameters<typeof brokenOf>[0] | { line: number; cells: string[] }, columns: string[]): Draft {
  if ('broken' in row) return brokenOf(row)
  const { line, cells } = row
  const at = `dòng ${line}`
  // Spreadsheets pad their exports with empty cells on the right; they say nothing.
  while (cells.length > columns.length && cells[cells.length - 1]?.trim() === '') cells.pop()
  if (cells.length !== columns.length) {
    const problem = `Dòng ${line} có ${cells.length} ô, dòng tiêu đề có ${columns.length} ô. Kiểm tra dấu ngăn cách hoặc ngoặc kép ở dòng này.`
    return { at, problem, raw: rawOf(cells.join(' | ')) }
  }
  const value: Record<string, unknown> = {}
  for (const [index, column] of columns.entries()) {
    const cell = nfc(cells[index] ?? '')
    if (cell.includes('\ufffd')) {
      const problem = `Dòng ${line}, cột «${column}» có ký tự hỏng. Lưu lại tệp bằng UTF-8, hoặc khai báo đúng bảng mã ở «encoding».`
      return { at, problem, raw: rawOf(cells.join(' | ')) }
    }
    value[column] = cell
  }
  return { at, value }
}

function brokenOf({ line, broken, raw }: { line: number; broken: string; raw: string }): Draft {
  return { at: `dòng ${line}`, problem: `Dòng ${line} ${broken}. Sửa dòng này tại nguồn rồi nạp lại.`, raw: rawOf(raw) }
}

function rawOf(text: string): string {
  return nfc(text.slice(0, MAX_RAW_CHARS))
}

function afterLines(text: string, lines: number): string {
  let from = 0
  for (let n = 0; n < lines; n++) from = (/\r\n|\n|\r/g.exec(text.slice(from))?.index ?? 0) + from + 1
  return text.slice(from)
}

const HEAD_CHARS = 8_192
const MAX_RAW_CHARS = 10_000
