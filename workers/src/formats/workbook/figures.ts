import type { Localised } from '@ioc/sql/pack'
import { nfc, oneLine, quote } from '../../values/text.ts'
import { compilePattern, type Pattern } from '../pattern.ts'
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
  const onTab = settings.sheet === undefined ? {} : (match(settings.sheet, nfc(sheet.name)) ?? {})
  // A form that prints no title at all is taken by its file's name, if it has every column of the form.
  if (!titled && (title !== '' || !named)) return
  const header = headerFrom < 0 ? [] : flattenHeader(above.slice(headerFrom), sheet.merges)
  const data = rows.slice(firstNumbers)
  const columns = findColumns(header, data, settings)
  if (columns.faults.length > 0) {
    if (!titled) return
    outcome.found = true
    const problem = `Trang «${sheet.name}» đúng biểu nhưng ${columns.faults.map(({ vi }) => vi).join('; ')}. Sửa các «Mẫu tiêu đề cột» ở bước «Nhận cột».`
    const en = `The sheet «${sheet.name}» has the right table, but ${columns.faults.map((fault) => fault.en).join('; ')}. Correct the patterns of the columns’ headings at “Columns”.`
    yield { at: sheet.name, problem, en, raw: header.filter(Boolean).join(' | ').slice(0, 10_000) }
    return
  }
  outcome.found = true
  if (hasMore) {
    const en = `The sheet «${sheet.name}» is longer than ${MAX_ROWS.toLocaleString('en')} rows, so none is taken. Split the file, or read it as a list at “Columns”.`
    const problem = `Trang «${sheet.name}» dài hơn ${MAX_ROWS.toLocaleString('vi-VN')} dòng nên không dòng nào được lấy. Chia thành nhiều tệp, hoặc chọn đọc như một danh sách ở bước «Nhận cột».`
    yield { at: sheet.name, problem, en, raw: title }
    return
  }

  const measure = findMeasure(above, settings, fileName)
  if (typeof measure !== 'string') {
    yield {
      at: sheet.name,
      problem: `Trang «${sheet.name}» ${measure.fault.vi} rồi nạp lại, hoặc ghi «Đơn vị tính của tệp không in» ở bước «Nhận cột».`,
      en: `The sheet «${sheet.name}» ${measure.fault.en} and take it in again, or say at “Columns” what files that print none are in.`,
      raw: title,
    }
    return
  }
  const groups = { ...named, ...onTab, ...titled }
  const labelCase = labelsOf(data, columns, settings, sheet.tcvn3 === true)
  const ranked = (column: number) =>
    data.filter(({ cells }) => isFilled(cells[column]) && isLabelled(cells, columns, settings)).length
  for (const { number, cells } of data) {
    if (!isLabelled(cells, columns, settings)) continue
    for (const { item, column, label, heading, optional, ranked: isRanked } of columns.figures) {
      const amount = cells[column]
      const name = nameIn(cells, label)
      if ((!isFilled(amount) && optional) || name === null) continue
      const value = {
        ...groups,
        item,
        label: labelCase(name),
        amount: isFilled(amount) ? amount : null,
        unit_reported: measure,
        heading,
        ...(isRanked ? { rank: cells[columns.ordinal], of: ranked(column) } : {}),
      }
      yield { at: `${sheet.name}!R${number}`, value }
    }
  }
}

interface Columns {
  ordinal: number
  labels: number[]
  figures: { item: string; column: number; label: number; heading: string; optional: boolean; ranked: boolean }[]
  faults: Localised[]
}

function findColumns(header: string[], data: Row[], settings: FiguresSettings): Columns {
  const faults: Localised[] = []
  const find = (
    isMet: (heading: string) => boolean,
    what: Localised,
    usable: (column: number) => boolean,
    optional = false,
  ): number => {
    const matching = header.flatMap((heading, column) => (isMet(heading) && usable(column) ? [column] : []))
    if (matching.length > 1)
      faults.push({
        vi: `có ${matching.length} cột cùng khớp ${what.vi}: ${matching.map((column) => quote(header[column])).join(', ')}`,
        en: `${matching.length} columns match ${what.en}: ${matching.map((column) => quote(header[column])).join(', ')}`,
      })
    if (matching.length === 0 && !optional) faults.push({ vi: `không nhận ra ${what.vi}`, en: `${what.en} is not to be found` })
    return matching[0] ?? -1
  }
  const hasNumbers = (column: number) => data.some(({ cells }) => typeof cells[column] === 'number')
  const hasNames = (column: number) => data.some(({ cells }) => nameIn(cells, column) !== null)
  const ordinals = settings.ordinal.map(compilePattern)
  const isOrdinal = ordinals.find(({ test }) => header.some(test)) ?? (ordinals[0] as Pattern)
  const ordinal = find(isOrdinal.test, { vi: 'cột số thứ tự', en: 'the column of numbers' }, () => true)
  const named = compilePattern(settings.label)
  const labels = header.flatMap((heading, column) => (named.test(heading) && hasNames(column) ? [column] : []))
  if (labels.length === 0) faults.push({ vi: 'không nhận ra cột tên', en: 'the column of names is not to be found' })
  const figures = settings.figures.map(({ item, heading, unlike, optional, ranked }) => {
    const [like, other] = [compilePattern(heading), unlike === undefined ? undefined : compilePattern(unlike)]
    const what = { vi: `cột «${item}»`, en: `the column «${item}»` }
    const column = find((text) => like.test(text) && !other?.test(text), what, hasNumbers, optional)
    const label = labels.findLast((one) => one < column) ?? labels[0] ?? -1
    return { item, column, label, heading: header[column] ?? '', optional, ranked }
  })
  return { ordinal, labels, figures: figures.filter(({ column }) => column >= 0), faults }
}

/** A row of the form, not a total, a region, a footnote or the row that numbers the columns. */
function isLabelled(cells: Row['cells'], { ordinal, labels }: Columns, { rows }: FiguresSettings): boolean {
  const number = String(cells[ordinal] ?? '').trim()
  return compilePattern(rows).test(number) && labels.some((column) => nameIn(cells, column) !== null)
}

function nameIn(cells: Row['cells'], column: number): string | null {
  const text = cells[column]
  return typeof text === 'string' && /\p{L}/u.test(text) ? oneLine(text) : null
}

/**
 * TCVN3 has no capitals with marks: they live in fonts that draw every letter as one, and the text beneath is typed in
 * any case. A column where some name begins small was set in such a font, so it reads in capitals as it was printed.
 */
function labelsOf(data: Row[], columns: Columns, settings: FiguresSettings, tcvn3: boolean): (label: string) => string {
  const [first = -1] = columns.labels
  const capitals =
    tcvn3 && data.some(({ cells }) => isLabelled(cells, columns, settings) && /^\p{Ll}/u.test(nameIn(cells, first) ?? ''))
  return capitals ? (label) => label.toLocaleUpperCase('vi') : (label) => label
}

function findMeasure(above: Row[], { measures, measure }: FiguresSettings, name: string): string | { fault: Localised } {
  const patterns = measures.map(compilePattern)
  const printed = new Map<string, string>()
  for (const { cells } of above) {
    for (const cell of cells) {
      const text = typeof cell === 'string' ? oneLine(cell) : ''
      const found = patterns.map((pattern) => pattern.find(text)?.groups[1]).find((one) => one !== undefined)
      if (found) printed.set(found.trim().toLocaleLowerCase('vi'), found.trim())
    }
  }
  if (printed.size > 1)
    return {
      fault: {
        vi: `in hai đơn vị tính khác nhau: ${[...printed.values()].map(quote).join(', ')}. Để lại một`,
        en: `prints two units of measurement: ${[...printed.values()].map(quote).join(', ')}. Leave one`,
      },
    }
  // Never assumed for a file nobody has vouched for: triệu read as tỷ is a thousand times wrong.
  const vouched = measure && compilePattern(measure.file).test(name) ? measure.is : undefined
  return (
    [...printed.values()][0] ??
    vouched ?? {
      fault: {
        vi: 'không in đơn vị tính. Ghi đơn vị tính, ví dụ «Đơn vị tính: triệu đồng», vào một ô phía trên bảng',
        en: 'prints no unit of measurement. Write it, as in «Đơn vị tính: triệu đồng», into a cell above the table',
      },
    }
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
  return compilePattern(pattern).find(text)?.named ?? null
}

/** A form is something people read; its columns are told apart by all its rows, so they are held in memory. */
const MAX_ROWS = 20_000
