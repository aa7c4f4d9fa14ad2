import { maskIdentifiers } from '@ioc/sql'
import { treatmentOf } from '../../redaction/redaction.ts'
import { foldName, nfc } from '../../values/text.ts'
import { decodeText, encodeText } from '../decode.ts'
import type { RedactBody } from '../format.ts'
import { linesOf } from './lines.ts'
import { parseCef } from './parse.ts'
import type { CefSettings } from './settings.ts'

/**
 * The same log with values emptied or masked, every event on the line it came on; a custom pair is met by its label too. A
 * line that is no event loses its words, since nobody knows which of them must go.
 */
export const redactBody: RedactBody<CefSettings> = async function* ({ body, name }, { encoding }, redaction) {
  const encode = encodeText(encoding)
  for await (const { text, isCut } of linesOf(decodeText(body, encoding, name))) {
    yield encode(`${isCut ? '' : redacted(text)}\n`)
  }

  function redacted(line: string): string {
    if (line.trim() === '') return ''
    const event = parseCef(line)
    if ('vi' in event) return UNREAD
    const labels = new Map(event.pairs.flatMap(({ key, value }) => (key.endsWith('Label') ? [[key.slice(0, -5), value]] : [])))
    const parts: string[] = []
    let from = 0
    for (const { key, from: start, to, value } of event.pairs) {
      const treatment =
        treatmentOf(redaction, [key], same) ??
        (labels.has(key) ? treatmentOf(redaction, [labels.get(key) as string], foldName) : null)
      if (!treatment) continue
      parts.push(line.slice(from, start), treatment === 'mask' ? `${escaped(maskIdentifiers(nfc(value)))} ` : ' ')
      from = to
    }
    return parts.join('') + line.slice(from)
  }
}

const same = (name: string) => name

function escaped(value: string): string {
  return value.replace(/[\\=]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
}

/** What a line that could not be read leaves behind: still no event, still counted. */
const UNREAD = '(dòng không đọc được, đã lược bỏ)'
