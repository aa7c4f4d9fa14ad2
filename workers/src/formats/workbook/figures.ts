import { oneLine, quote } from '../../values/text.ts'
import { flattenHeader } from './header.ts'
import type { FiguresSettings } from './settings.ts'
import type { Drafts } from './shapes.ts'
import { isFilled, type Row, type Sheet } from './sheet.ts'

/** What came of a sheet: whether it is the form we look for, and what its title says. */
export interface Outcome {
  found: boolean
  title: string
}

/**
 * A published form: every (row, chosen column) becomes one record. Columns are known by the words above them, never by
 * their number: ministries add, merge and move them every year.
 */
export async function* figuresOf(sheet: Sheet, settings: FiguresSettings, fileName: string, outcome: Outcome): Drafts {
  const { rows, hasMore } = await gather(sheet)
  const firstNumbers = rows.findIndex(({ cells }) => cells.some((cell) => typeof cell === 'number'))
  if (firstNumbers < 0) return
  const above = rows.slice(0, firstNumbers)
  const headerFrom = above.findIndex(({ cells }) => cells.filter(isFilled).length >= 3)
  const titleRows = headerFrom < 0 ? above : above.slice(0, headerFrom)
  const title = oneLine(titleRows.flatMap(({ cells }) => cells.filter(isFilled)).join(' '))
  outcome.title = title

  const titled = match(settings.title, title)
  const named = settings.file === undefined ? null : match(settings.file, fileName)
  // A form that prints no title at all is taken by its file's name, if it has every column of the form.
  if (!titled && (title !== '' || !named)) return
  const header = headerFrom < 0 ? [] : flattenHeader(above.slice(headerFrom), sheet.merges)
  const data = rows.slice(firstNumbers)
  const columns = findColumns(header, data, settings)
  if (columns.faults.length > 0) {
    if (!titled) return
    outcome.found = true
    const message = `Trang «${sheet.name}» đúng biểu nhưng ${columns.faults.join('; ')}. Sửa mẫu tiêu đề trong phần «format».`
    yield { at: sheet.name, problem: message, raw: header.filter(Boolean).join(' | ').slice(0, 10_000) }
    return
  }
  outcome.found = true
  if (hasMore) {
    const message = `Trang «${sheet.name}» dài hơn ${MAX_ROWS.toLocaleString('vi-VN')} dòng nên không dòng nào được lấy. Chia thành nhiều tệp, hoặc đọc như một danh sách («shape: table» trong phần «format»).`
    yield { at: sheet.name, problem: message, raw: title }
    return
  }

  const measure = findMeasure(above, settings, fileName)
  if (typeof measure !== 'string') {
    yield {
      at: sheet.name,
      problem: `Trang «${sheet.name}» ${measure.fault} rồi nạp lại, hoặc khai báo «measures» hay «measure» trong phần «format» của nguồn tin.`,
      raw: title,
    }
    return
  }
  const groups = { ...named, ...titled }
  const labelCase = labelsOf(data, columns, settings, sheet.tcvn3 === true)
  for (const { number, cells } of data) {
    const label = labelOf(cells, columns, settings)
    if (label === null) continue
    for (const { item, column, heading, optional } of columns.figures) {
      const amount = cells[column]
      if (!isFilled(amount) && optional) continue
      const value = {
        ...groups,
        item,
        label: labelCase(label),
        amount: isFilled(amount) ? amount : null,
        unit_reported: measure,
        heading,
      }
      yield { at: `${sheet.name}!R${number}`, value }
    }
  }
}

interface Columns {
  ordinal: number
  label: number
  figures: { item: string; column: number; heading: string; optional: boolean }[]
  faults: string[]
}

function findColumns(header: string[], data: Row[], settings: FiguresSettings): Columns {
  const faults: string[] = []
  const find = (pattern: string, what: string, usable: (column: number) => boolean, optional = false): number => {
    const regex = new RegExp(pattern, 'iu')
    const matching = header.flatMap((heading, column) => (regex.test(heading) && usable(column) ? [column] : []))
    if (matching.length > 1)
      faults.push(`có ${matching.length} cột cùng khớp ${what}: ${matching.map((column) => quote(header[column])).join(', ')}`)
    if (matching.length === 0 && !optional) faults.push(`không nhận ra ${what}`)
    return matching[0] ?? -1
  }
  const hasNumbers = (column: number) => data.some(({ cells }) => typeof cells[column] === 'number')
  const ordinal = find(settings.ordinal, 'cột số thứ tự', () => true)
  const label = find(settings.label, 'cột tên', () => true)
  const figures = settings.figures.map(({ item, heading, optional }) => {
    const column = find(heading, `cột «${item}»`, hasNumbers, optional)
    return { item, column, heading: header[column] ?? '', optional }
  })
  return { ordinal, label, figures: figures.filter(({ column }) => column >= 0), faults }
}

/** A row of the form, not a total, a region, a footnote or the row that numbers the columns. */
function labelOf(cells: Row['cells'], { ordinal, label }: Columns, { rows }: FiguresSettings): string | null {
  const number = String(cells[ordinal] ?? '').trim()
  const text = cells[label]
  return new RegExp(rows, 'iu').test(number) && typeof text === 'string' && /\p{L}/u.test(text) ? oneLine(text) : null
}

/**
 * TCVN3 has no capitals with marks: they live in fonts that draw every letter as one, and the text beneath is typed in
 * any case. A column where some name begins small was set in such a font, so it reads in capitals as it was printed.
 */
function labelsOf(data: Row[], columns: Columns, settings: FiguresSettings, tcvn3: boolean): (label: string) => string {
  const capitals = tcvn3 && data.some(({ cells }) => /^\p{Ll}/u.test(labelOf(cells, columns, settings) ?? ''))
  return capitals ? (label) => label.toLocaleUpperCase('vi') : (label) => label
}

function findMeasure(above: Row[], { measures, measure }: FiguresSettings, name: string): string | { fault: string } {
  const patterns = measures.map((pattern) => new RegExp(pattern, 'iu'))
  const printed = new Map<string, string>()
  for (const { cells } of above) {
    for (const cell of cells) {
      const text = typeof cell === 'string' ? oneLine(cell) : ''
      const found = patterns.map((pattern) => pattern.exec(text)?.[1]).find((one) => one !== undefined)
      if (found) printed.set(found.trim().toLocaleLowerCase('vi'), found.trim())
    }
  }
  if (printed.size > 1)
    return { fault: `in hai đơn vị tính khác nhau: ${[...printed.values()].map(quote).join(', ')}. Để lại một` }
  // Never assumed for a file nobody has vouched for: triệu read as tỷ is a thousand times wrong.
  const vouched = measure && new RegExp(measure.file, 'iu').test(name) ? measure.is : undefined
  return (
    [...printed.values()][0] ??
    vouched ?? { fault: 'không in đơn vị tính. Ghi đơn vị tính, ví dụ «Đơn vị tính: triệu đồng», vào một ô phía trên bảng' }
  )
}

async function gather({ rows }: Sheet): Promise<{ rows: Row[]; hasMore: boolean }> {
  const all: Row[] = []
  let hasMore = false
  // To the end, however long: a streamed sheet must be read past to reach the next.
  for await (const row of rows) {
    if (!row.cells.some(isFilled)) continue
    if (all.length < MAX_ROWS) all.push(row)
    else hasMore = true
  }
  return { rows: all, hasMore }
}

function match(pattern: string, text: string): Record<string, string> | null {
  const found = new RegExp(pattern, 'iu').exec(text)
  return found && { ...found.groups }
}

/** A form is something people read; its columns are told apart by all its rows, so they are held in memory. */
const MAX_ROWS = 20_000
