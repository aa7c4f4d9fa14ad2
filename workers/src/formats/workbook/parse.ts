import { stat } from 'node:fs/promises'
import { nfc } from '../../values/text.ts'
import { type SourceRecord, Unreadable } from '../format.ts'
import { compilePattern } from '../pattern.ts'
import { figuresOf, type Outcome } from './figures.ts'
import { openText } from './open-text.ts'
import { openXls } from './open-xls.ts'
import { openXlsx } from './open-xlsx.ts'
import type { WorkbookSettings } from './settings.ts'
import type { Draft } from './shapes.ts'
import type { Merge, Row, Sheet } from './sheet.ts'
import { sniff } from './sniff.ts'
import { tableOf } from './table.ts'
import { recoverTcvn3 } from './tcvn3.ts'
import { checkZip } from './zip-check.ts'

const WHOLE_UP_TO_BYTES = 5_000_000

/** The records of a workbook file. Runs in a child process: its parsers are old, large and fed by strangers. */
export async function* parseWorkbook(path: string, name: string, settings: WorkbookSettings): AsyncGenerator<SourceRecord> {
  let place = 0
  for await (const draft of draftsOf(path, name, settings)) yield { place: ++place, ...draft }
}

async function* draftsOf(path: string, name: string, settings: WorkbookSettings): AsyncGenerator<Draft> {
  if (settings.shape === 'table') {
    let read = 0
    for await (const sheet of sheetsOf(path, name, settings)) {
      read++
      yield* tableOf(sheet, settings, name)
    }
    if (read === 0)
      throw new Unreadable({
        vi: `${name}: không có trang tính nào khớp «${settings.sheet ?? ''}». Sửa «Tên trang tính» ở bước «Nhận cột».`,
        en: `${name}: no sheet is called like «${settings.sheet ?? ''}». Correct the name of the sheet at “Columns”.`,
      })
    return
  }
  const titles: string[] = []
  let found = false
  for await (const sheet of sheetsOf(path, name, settings)) {
    const outcome: Outcome = { found: false, title: '' }
    yield* figuresOf(sheet, settings, name, outcome)
    found ||= outcome.found
    titles.push(`${sheet.name}: ${outcome.title.slice(0, 200)}`)
  }
  if (!found) {
    yield {
      at: name,
      problem: `${name}: không trang nào có tiêu đề của biểu cần tìm. Kiểm tra tệp, hoặc sửa «Mẫu tiêu đề biểu» ở bước «Nhận cột».`,
      en: `${name}: no sheet has the title of the table that is wanted. Check the file, or correct the pattern of the title at “Columns”.`,
      raw: titles.join('\n').slice(0, 10_000),
    }
  }
}

/** The sheets a feed reads, in their order, their letters recovered. */
export async function* sheetsOf(
  path: string,
  name: string,
  { sheet: like }: Pick<WorkbookSettings, 'sheet'>,
): AsyncGenerator<Sheet> {
  const wanted = like === undefined ? undefined : compilePattern(like)
  for await (const sheet of await open(path, name)) {
    if (!wanted || wanted.test(nfc(sheet.name))) yield await recoverTcvn3(sheet)
    else for await (const _ of sheet.rows); // A streamed sheet must be read past to reach the next.
  }
}

/** A sheet as it stands in its file, as far as a person looks to find the table in it. */
export interface SheetHead {
  sheet: string
  rows: Row[]
  merges: Merge[]
  hasMore: boolean
}

/** The first rows of every sheet, read by no settings. */
export async function* headsOf(path: string, name: string): AsyncGenerator<SheetHead> {
  let sheets = 0
  for await (const found of await open(path, name)) {
    const sheet = await recoverTcvn3(found)
    const rows: Row[] = []
    let hasMore = false
    for await (const row of sheet.rows) {
      if (rows.length < HEAD_ROWS) rows.push({ ...row, cells: row.cells.slice(0, HEAD_COLUMNS) })
      else hasMore = true
    }
    if (rows.length === 0) continue
    const last = rows.at(-1)?.number ?? 0
    yield { sheet: nfc(sheet.name), rows, hasMore, merges: sheet.merges.filter(({ top }) => top < last) }
    if (++sheets >= MOST_SHEETS) return
  }
}

const HEAD_ROWS = 200
const HEAD_COLUMNS = 60
const MOST_SHEETS = 40

async function open(path: string, name: string): Promise<AsyncGenerator<Sheet>> {
  const kind = await sniff(path)
  if (kind === 'xlsx') {
    const parts = await checkZip(path, name)
    if (parts.has('content.xml') && !parts.has('xl/workbook.xml')) return openXls(path, name)
    if (!parts.has('xl/workbook.xml'))
      throw new Unreadable({
        vi: `${name}: tệp nén này không phải tệp Excel hay OpenDocument. Chọn đúng tệp.`,
        en: `${name}: this zip file is neither Excel nor OpenDocument. Choose another.`,
      })
    // The streaming reader needs the parts in an order that some programs do not write; what fits in memory is read whole.
    if ((await stat(path)).size > WHOLE_UP_TO_BYTES) return openXlsx(path, name)
  }
  return kind === 'text' ? openText(path, name) : openXls(path, name)
}
