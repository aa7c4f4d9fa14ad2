import iconv from 'iconv-lite'
import { z } from 'zod'
import { refuseBinary } from './signature.ts'

export const Encoding = z.enum(['auto', 'utf-8', 'utf-16le', 'utf-16be', 'tcvn3', 'windows-1258', 'windows-1252', 'viscii'])
export type Encoding = z.infer<typeof Encoding>

/**
 * Bytes to text. `auto` asks in this order: a byte order mark, zero bytes (UTF-16), strict UTF-8, and then which of the
 * 8-bit Vietnamese tables makes syllables of it. Text that is ASCII so far reads alike in all of them, so the question
 * waits for the first byte that matters.
 */
export async function* decodeText(
  body: AsyncIterable<Uint8Array>,
  encoding: Encoding = 'auto',
  name = '',
): AsyncGenerator<string> {
  const chunks = body[Symbol.asyncIterator]()
  let head = await take(chunks, HEAD_BYTES)
  refuseBinary(head, name)
  const marked = encoding === 'auto' || encoding.startsWith('utf') ? byteOrderMark(head) : undefined
  if (marked) head = head.subarray(marked === 'utf-8' ? 3 : 2)
  let known = encoding === 'auto' ? (marked ?? zeroBytes(head)) : encoding
  if (!known) {
    while (head.length > 0 && isAscii(head)) {
      yield head.toString('latin1')
      head = await take(chunks, 1)
    }
    head = await take(chunks, SAMPLE_BYTES, head)
    known = guessEncoding(head)
  }
  const decoder = decoderOf(known)
  if (head.length > 0) yield decoder.write(head)
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield decoder.write(Buffer.from(next.value))
  yield decoder.end() ?? ''
}

/** Text to bytes that `decodeText` with the same setting reads back; `auto` finds the mark at their head. */
export function encodeText(encoding: Encoding): (text: string) => Buffer {
  if (encoding !== 'auto') return (text) => iconv.encode(text, ICONV_NAMES[encoding])
  let isMarked = false
  return (text) => {
    const bytes = Buffer.from(isMarked ? text : `\ufeff${text}`)
    isMarked = true
    return bytes
  }
}

/** The table that reads a sample best; the sample holds at least one byte outside ASCII, or nothing. */
function guessEncoding(sample: Uint8Array): Exclude<Encoding, 'auto'> {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true })
    return 'utf-8'
  } catch {
    const scored = EIGHT_BIT.map((name) => ({
      name,
      score: vietnameseShare(iconv.decode(Buffer.from(sample), ICONV_NAMES[name])),
    }))
    const best = scored.reduce((a, b) => (b.score > a.score ? b : a))
    return best.score >= LIKELY_VIETNAMESE ? best.name : 'windows-1252'
  }
}

/** Of the words that hold letters beyond ASCII, the share that a Vietnamese mouth can say. */
export function vietnameseShare(text: string): number {
  const words = (text.normalize('NFC').match(WORD) ?? []).filter((word) => /[^\x20-\x7e]/.test(word))
  return words.length === 0 ? 0 : words.filter(isSyllable).length / words.length
}

function isSyllable(word: string): boolean {
  const lower = word.toLowerCase()
  const cased = word === lower || word === word.toUpperCase() || word.slice(1) === lower.slice(1)
  return cased && SYLLABLE.test(lower)
}

function byteOrderMark(head: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : undefined
}

/** Digits, separators and line ends have a zero for their other byte in UTF-16; no 8-bit text holds zeros. */
function zeroBytes(head: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  let even = 0
  let odd = 0
  for (let at = 0; at < head.length; at++) if (head[at] === 0) at % 2 === 0 ? even++ : odd++
  if (even + odd < head.length / 8) return undefined
  return odd > even ? 'utf-16le' : 'utf-16be'
}

function decoderOf(encoding: Exclude<Encoding, 'auto'>): { write(chunk: Buffer): string; end(): string | undefined } {
  if (!encoding.startsWith('utf')) return iconv.getDecoder(ICONV_NAMES[encoding])
  const decoder = new TextDecoder(encoding)
  return { write: (chunk) => decoder.decode(chunk, { stream: true }), end: () => decoder.decode() }
}

async function take(chunks: AsyncIterator<Uint8Array>, bytes: number, have: Buffer = Buffer.alloc(0)): Promise<Buffer> {
  const parts: Uint8Array[] = [have]
  let length = have.length
  while (length < bytes) {
    const next = await chunks.next()
    if (next.done) break
    parts.push(next.value)
    length += next.value.length
  }
  return Buffer.concat(parts)
}

function isAscii(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) if ((bytes[at] as number) > 0x7f) return false
  return true
}

const ICONV_NAMES: Record<Exclude<Encoding, 'auto'>, string> = {
  'utf-8': 'utf-8',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
  tcvn3: 'tcvn',
  'windows-1258': 'windows1258',
  'windows-1252': 'windows1252',
  viscii: 'viscii',
}
const EIGHT_BIT = ['tcvn3', 'windows-1258', 'viscii'] as const
const LIKELY_VIETNAMESE = 0.6
const HEAD_BYTES = 512
const SAMPLE_BYTES = 65_536
const WORD = /[\p{L}\p{M}\u00a1-\u00bf\u00d7\u00f7\u0080-\u009f]+/gu
const SYLLABLE =
  /^(?:b|ch?|d|đ|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu?|r|s|th?|tr|v|x)?[aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ]{1,3}(?:ch?|m|ng?|nh|p|t)?$/u
