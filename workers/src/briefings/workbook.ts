import {
  type BriefingBlock,
  type BriefingCell,
  type BriefingDocument,
  type BriefingTable,
  KIND_OF_DOCUMENT,
  RECIPIENTS,
  SIMULATED,
} from '@ioc/sql/briefings'
import ExcelJS from 'exceljs'

const FONT = { name: 'Times New Roman', size: 12 }
const LINE = { style: 'thin' } as const
const BOX = { top: LINE, left: LINE, bottom: LINE, right: LINE }
const HEADING: ExcelJS.Fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFEEF1F5' } }
const LONGEST_NAME = 31
const WORDS_WIDTH = 110

/** A report as a workbook: what it says in words on the first sheet, then a sheet a table, its numbers as numbers. */
export async function drawWorkbook(document: BriefingDocument): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  writeWords(book, document)
  const taken = new Set<string>([KIND_OF_DOCUMENT.toLocaleLowerCase('vi')])
  for (const block of document.blocks) if (block.kind === 'table') writeTable(book, block, document, taken)
  return new Uint8Array(await book.xlsx.writeBuffer())
}

function writeWords(book: ExcelJS.Workbook, document: BriefingDocument): void {
  const sheet = book.addWorksheet(KIND_OF_DOCUMENT, { pageSetup: { paperSize: 9, fitToPage: true, fitToHeight: 0 } })
  sheet.getColumn(1).width = WORDS_WIDTH
  const say = (text: string | null, font: Partial<ExcelJS.Font> = {}, alignment: Partial<ExcelJS.Alignment> = {}) => {
    if (text === null) return
    const cell = sheet.addRow([text]).getCell(1)
    cell.font = { ...FONT, ...font }
    cell.alignment = { wrapText: true, vertical: 'top', ...alignment }
  }
  const middle = { horizontal: 'center' } as const
  say([document.over, document.body].filter(Boolean).join(' – ').toLocaleUpperCase('vi'), { bold: true })
  say(document.number)
  say(`${document.place}, ${document.day}`, { italic: true })
  say(KIND_OF_DOCUMENT, { bold: true, size: 14 }, middle)
  say(document.subject, { bold: true, size: 14 }, middle)
  say(`(${document.asOf})`, { italic: true }, middle)
  if (document.simulated) say(SIMULATED, { bold: true }, middle)
  say(document.late, { bold: true })
  say(document.opening)
  for (const block of document.blocks) sayBlock(block, say)
  say(document.closing)
  say(RECIPIENTS, { bold: true, italic: true })
  for (const recipient of document.recipients) say(`- ${recipient}`)
  for (const title of document.signer.titles) say(title, { bold: true }, { horizontal: 'right' })
  say(document.signer.name, { bold: true }, { horizontal: 'right' })
}

function sayBlock(block: BriefingBlock, say: (text: string, font?: Partial<ExcelJS.Font>) => void): void {
  if (block.kind === 'heading') say(block.text, { bold: true })
  else if (block.kind === 'paragraph') say(block.text)
  else if (block.kind === 'note') say(block.text, { italic: true, size: 11 })
}

/** The heading of its columns stands in the fourth row and stays in sight. */
function writeTable(
  book: ExcelJS.Workbook,
  { name, columns, rows }: BriefingTable,
  document: BriefingDocument,
  taken: Set<string>,
): void {
  const sheet = book.addWorksheet(nameOf(name, taken), {
    views: [{ state: 'frozen', ySplit: 4 }],
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToHeight: 0, printTitlesRow: '4:4' },
  })
  sheet.columns = columns.map(({ width }) => ({ width: Math.max(6, 1.35 * width) }))
  const above = [name, document.asOf, document.simulated ? SIMULATED : '']
  for (const [place, text] of above.entries()) {
    const cell = sheet.getCell(place + 1, 1)
    cell.value = text
    cell.font = { ...FONT, bold: place !== 1, italic: place === 1 }
  }
  const head = sheet.getRow(4)
  for (const [place, { title }] of columns.entries()) {
    const cell = head.getCell(place + 1)
    cell.value = title
    Object.assign(cell, { font: { ...FONT, bold: true }, fill: HEADING, border: BOX })
    cell.alignment = { wrapText: true, horizontal: 'center', vertical: 'middle' }
  }
  for (const [row, cells] of rows.entries())
    for (const [place, said] of cells.entries()) write(sheet.getCell(row + 5, place + 1), said, columns[place]?.align ?? 'left')
}

function write(
  cell: ExcelJS.Cell,
  { text, value, decimals = 0, strong }: BriefingCell,
  horizontal: 'left' | 'center' | 'right',
): void {
  // Where the text says more than the number, as its unit of measurement, the text is what stands there.
  const isNumber = value !== undefined && /^[+−]?[\d.,]+$/.test(text)
  cell.value = isNumber ? value : text
  if (isNumber) cell.numFmt = formatOf(decimals, text.startsWith('+') || text.startsWith('−'))
  cell.font = { ...FONT, bold: strong === true }
  cell.alignment = { wrapText: true, vertical: 'top', horizontal }
  cell.border = BOX
}

function formatOf(decimals: number, isChange: boolean): string {
  const plain = decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`
  return isChange ? `+${plain};-${plain};${plain}` : plain
}

/** As Excel takes it: at most 31 letters, none of some signs, no name twice. */
function nameOf(name: string, taken: Set<string>): string {
  const clean = name.replace(/[[\]:*?/\\']/g, ' ').trim()
  for (let n = 1; ; n++) {
    const more = n === 1 ? '' : ` ${n}`
    const found = `${clean.slice(0, LONGEST_NAME - more.length).trim()}${more}`
    if (taken.has(found.toLocaleLowerCase('vi'))) continue
    taken.add(found.toLocaleLowerCase('vi'))
    return found
  }
}
