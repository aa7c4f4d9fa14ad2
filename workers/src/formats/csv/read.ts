import type { Localised } from '@ioc/sql/pack'
import { foldName, nfc } from '../../values/text.ts'
import { decodeText } from '../decode.ts'
import type { Draft } from '../draft.ts'
import { type ReadRecords, Unreadable } from '../format.ts'
import { reshape } from '../reshape.ts'
import { cellAt } from '../workbook/sheet.ts'
import { findDelimiter } from './delimiter.ts'
import { Heading } from './heading.ts'
import { type CsvRow, CsvRows } from './rows.ts'
import type { CsvSettings } from './settings.ts'

/** Delimited text: one record a row, keys from the heading, of one row or several, without accents («Mã hồ sơ» → `ma_ho_so`). */
export const readRecords: ReadRecords<CsvSettings> = async function* ({ body, name }, settings) {
  let columns = settings.columns && keysOf(settings.columns)
  const heading = new Heading(settings)
  let place = 0
  const around = aroundIn(settings.outside ?? {}, name)
  const recordsOf = reshape(settings)
  for await (const row of rowsOf(decodeText(body, settings.encoding, name), settings, around.meet)) {
    const part = settings.columns ? 'data' : heading.partOf(row.line)
    if (part === 'heading') {
      if ('broken' in row)
        throw new Unreadable({
          vi: `${name}: dòng tiêu đề ${row.broken.vi}. Sửa dòng ${row.line} rồi nạp lại.`,
          en: `${name}: the row of headings ${row.broken.en}. Mend row ${row.line} and take it in again.`,
        })
      heading.take(row)
      continue
    }
    if (part === 'passed') continue
    columns ??= keysOf(heading.columns)
    const record = recordOf(row, columns)
    const whole = 'value' in record ? { ...record, value: { ...record.value, ...around.values } } : record
    for (const each of recordsOf(whole)) yield { place: ++place, ...each }
  }
  if (!columns && !heading.isBegun)
    throw new Unreadable({
      vi: `${name}: tệp trống, không có cả dòng tiêu đề. Chọn lại tệp.`,
      en: `${name}: the file is empty, without even a row of headings. Choose another.`,
    })
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

/** The rows of a text from the heading row on, each with the line it begins on; those above are only met. */
export async function* rowsOf(
  text: AsyncIterable<string>,
  { delimiter, skipLines }: Pick<CsvSettings, 'delimiter' | 'skipLines'>,
  meet: (row: CsvRow) => void = () => {},
): AsyncGenerator<CsvRow> {
  let rows = delimiter === 'auto' ? undefined : new CsvRows(delimiter)
  let head = ''
  const wanted = function* (found: Iterable<CsvRow>) {
    for (const row of found) {
      if (row.line > skipLines) yield row
      else meet(row)
    }
  }
  for await (const piece of text) {
    if (rows) {
      yield* wanted(rows.push(piece))
      continue
    }
    head += piece
    if (head.length < HEAD_CHARS) continue
    rows = new CsvRows(findDelimiter(afterLines(head, skipLines)))
    yield* wanted(rows.push(head))
  }
  if (!rows) {
    rows = new CsvRows(findDelimiter(afterLines(head, skipLines)))
    yield* wanted(rows.push(head))
  }
  yield* wanted(rows.end())
}

/** What every record has from outside the table: cells above the heading row, the file's name. */
function aroundIn(outside: NonNullable<CsvSettings['outside']>, name: string) {
  const values: Record<string, string> = {}
  const cells = Object.entries(outside).flatMap(([column, place]) => {
    values[column] = place.startsWith('@') ? name : ''
    return place.startsWith('@') ? [] : [{ name: column, ...cellAt(place) }]
  })
  const meet = ({ line, ...row }: CsvRow) => {
    for (const { name: column, row: wanted, column: index } of cells)
      if (wanted === line && 'cells' in row) values[column] = nfc(row.cells[index] ?? '').trim()
  }
  return { values, meet }
}

function recordOf(row: Parameters<typeof brokenOf>[0] | { line: number; cells: string[] }, columns: string[]): Draft {
  if ('broken' in row) return brokenOf(row)
  const { line, cells } = row
  const at = `dòng ${line}`
  // Spreadsheets pad their exports with empty cells on the right; they say nothing.
  while (cells.length > columns.length && cells[cells.length - 1]?.trim() === '') cells.pop()
  if (cells.length !== columns.length) {
    const problem = `Dòng ${line} có ${cells.length} ô, dòng tiêu đề có ${columns.length} ô. Kiểm tra dấu ngăn cách hoặc ngoặc kép ở dòng này.`
    const en = `Row ${line} has ${cells.length} cells, the row of headings ${columns.length}. Look for a separator or quotation mark too many or too few in it.`
    return { at, problem, en, raw: rawOf(cells.join(' | ')) }
  }
  const value: Record<string, unknown> = {}
  for (const [index, column] of columns.entries()) {
    const cell = nfc(cells[index] ?? '')
    if (cell.includes('\ufffd')) {
      const problem = `Dòng ${line}, cột «${column}» có ký tự hỏng. Lưu lại tệp bằng UTF-8, hoặc chọn đúng «Bảng mã» ở bước «Nhận cột».`
      const en = `Row ${line}, column «${column}» has broken characters. Save the file as UTF-8, or choose its encoding at “Columns”.`
      return { at, problem, en, raw: rawOf(cells.join(' | ')) }
    }
    value[column] = cell
  }
  return { at, value }
}

function brokenOf({ line, broken, raw }: { line: number; broken: Localised; raw: string }): Draft {
  const problem = `Dòng ${line} ${broken.vi}. Sửa dòng này tại nguồn rồi nạp lại.`
  const en = `Row ${line} ${broken.en}. Mend it at its source and take it in again.`
  return { at: `dòng ${line}`, problem, en, raw: rawOf(raw) }
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
