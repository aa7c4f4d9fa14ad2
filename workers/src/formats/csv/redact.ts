import { maskIdentifiers } from '@ioc/sql'
import { treatmentOf } from '../../redaction/redaction.ts'
import { foldName, nfc } from '../../values/text.ts'
import { decodeText, encodeText } from '../decode.ts'
import type { RedactBody } from '../format.ts'
import { rowsOf } from './read.ts'
import type { CsvSettings } from './settings.ts'

/**
 * The same table with columns emptied and texts masked, every row on the line it came on. A line that is no row keeps its
 * fault and loses its words: nobody knows which of them stood in which column. So do lines above the heading row.
 */
export const redactBody: RedactBody<CsvSettings> = async function* ({ body, name }, settings, redaction) {
  const encode = encodeText(settings.encoding)
  const delimiter = settings.delimiter === 'auto' ? ',' : settings.delimiter
  let treatments = settings.columns && treatmentsOf(settings.columns)
  let line = 1

  function treatmentsOf(headings: readonly string[]) {
    return headings.map((heading) => treatmentOf(redaction, [heading], foldName))
  }

  for await (const row of rowsOf(decodeText(body, settings.encoding, name), settings)) {
    let text = '\n'.repeat(row.line - line)
    if ('broken' in row) text += BROKEN
    else if (!treatments) {
      treatments = treatmentsOf(row.cells)
      text += row.cells.map(quoted).join(delimiter)
    } else {
      const known = row.cells.length === treatments.length ? treatments : null
      text += row.cells.map((cell, n) => quoted(treat(cell, known ? known[n] : 'drop'))).join(delimiter)
    }
    line = row.line + linesIn(text) - (row.line - line)
    yield encode(text)
  }
}

function treat(cell: string, treatment: 'drop' | 'mask' | null | undefined): string {
  if (treatment === 'drop') return cell.replace(/[^\r\n]+/g, '')
  return treatment === 'mask' ? maskIdentifiers(nfc(cell)) : cell
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`
}

function linesIn(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0
}

/** Read as a quote with more behind it, which is a fault of its own line and of no other. */
const BROKEN = '""?'
