import { maskIdentifiers } from '@ioc/sql'
import { type Redaction, type Seal, sealsNothing, strictestOf, type Treatment, treatmentOf } from '../../redaction/redaction.ts'
import { foldName, nfc } from '../../values/text.ts'
import { decodeText, encodeText } from '../decode.ts'
import type { RedactBody } from '../format.ts'
import { cellAt } from '../workbook/sheet.ts'
import { Heading } from './heading.ts'
import { keysOf, rowsOf } from './read.ts'
import type { CsvRow } from './rows.ts'
import type { CsvSettings } from './settings.ts'

export const seals = true

/**
 * The same table with columns emptied, sealed or masked, every row on the line it came on. A line that is no row keeps its
 * fault and loses its words: nobody knows which of them stood in which column. So do lines above the heading row, but for the cells that are taken as columns.
 */
export const redactBody: RedactBody<CsvSettings> = async function* ({ body, name }, settings, redaction, seal = sealsNothing) {
  const encode = encodeText(settings.encoding)
  const delimiter = settings.delimiter === 'auto' ? ',' : settings.delimiter
  let treatments = settings.columns && treatmentsOf(redaction, settings.columns)
  const outside = Object.values(settings.outside ?? {}).flatMap((place) => (place.startsWith('@') ? [] : [cellAt(place)]))
  const heading = new Heading(settings)
  let line = 1
  let above = ''

  const written = (row: CsvRow, wordsOf: (cell: string, column: number) => string) => {
    const words = 'broken' in row ? BROKEN : row.cells.map((cell, n) => quoted(wordsOf(cell, n))).join(delimiter)
    const text = '\n'.repeat(row.line - line) + words
    line += linesIn(text)
    return text
  }
  const meet = (row: CsvRow) => {
    const taken = outside.filter((cell) => cell.row === row.line).map(({ column }) => column)
    if (taken.length > 0 && 'cells' in row) above += written(row, (cell, n) => (taken.includes(n) ? cell : ''))
  }
  for await (const row of rowsOf(decodeText(body, settings.encoding, name), settings, meet)) {
    if (above !== '') yield encode(above)
    above = ''
    if (!settings.columns && heading.partOf(row.line) === 'heading') {
      if ('cells' in row) heading.take(row)
      yield encode(written(row, (cell) => cell))
      continue
    }
    treatments ??= treatmentsOf(redaction, heading.columns)
    const known = 'cells' in row && row.cells.length === treatments?.length ? treatments : null
    yield encode(written(row, (cell, n) => treat(cell, known ? known[n] : 'drop', seal)))
  }
}

/** What becomes of each column, by what is printed over it or by the key it is read by: the second «Họ tên», one without a heading. */
export function treatmentsOf(redaction: Redaction, headings: readonly string[]): (Treatment | null)[] {
  return keysOf(headings).map((key, n) => {
    return strictestOf([key, headings[n] ?? ''].map((name) => treatmentOf(redaction, [name], foldName)))
  })
}

function treat(cell: string, treatment: Treatment | null | undefined, seal: Seal): string {
  if (treatment === 'drop') return linesOnly(cell)
  if (treatment === 'seal') return seal(nfc(cell)) + linesOnly(cell)
  return treatment === 'mask' ? maskIdentifiers(nfc(cell)) : cell
}

/** Every row keeps its line. */
function linesOnly(cell: string): string {
  return cell.replace(/[^\r\n]+/g, '')
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`
}

function linesIn(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0
}

/** Read as a quote with more behind it, which is a fault of its own line and of no other. */
const BROKEN = '""?'
