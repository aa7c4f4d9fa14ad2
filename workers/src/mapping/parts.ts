import { nfc } from '../values/text.ts'
import type { Part } from './mapping.ts'

/** The part of a text that a field is made of; null where the text has no such part. */
export function partOf(text: string, part: Part): string | null {
  const whole = nfc(text)
  if ('digits' in part) return new RegExp(`(?<!\\d)\\d{${part.digits}}(?!\\d)`).exec(whole)?.[0] ?? null
  if ('by' in part) {
    const pieces = whole.split(nfc(part.by)).map((piece) => piece.trim())
    return pieces.at(part.take > 0 ? part.take - 1 : part.take) ?? null
  }
  const { after = '', before = '' } = part
  const from = after === '' ? 0 : placeOf(whole, after, 0)
  if (from < 0) return null
  const begin = from + nfc(after).length
  const end = before === '' ? whole.length : placeOf(whole, before, begin)
  return end < 0 ? null : whole.slice(begin, end).trim()
}

/** Whatever the case, as a person would look for it. */
function placeOf(whole: string, wanted: string, from: number): number {
  const lower = whole.toLocaleLowerCase('vi')
  // A case that changes a text's length would shift what is cut.
  return lower.length === whole.length
    ? lower.indexOf(nfc(wanted).toLocaleLowerCase('vi'), from)
    : whole.indexOf(nfc(wanted), from)
}
