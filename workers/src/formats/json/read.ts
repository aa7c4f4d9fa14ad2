import { JSONParser, TokenType } from '@streamparser/json'
import { nfc } from '../../values/text.ts'
import { decodeText } from '../decode.ts'
import { type ReadRecords, type SourceRecord, Unreadable } from '../format.ts'
import type { JsonSettings } from './settings.ts'
import { listIn } from './whole.ts'

/**
 * The elements of one list in a JSON text, one record each. A text that is not long is read at once, which costs a fraction;
 * a longer one, and one in which something is wrong, as it arrives, which tells where.
 */
export const readRecords: ReadRecords<JsonSettings> = async function* ({ body, name }, { path }) {
  const keys = path === '$' ? [] : path.replace(/^\$\./, '').split('.')
  const texts = decodeText(body, 'auto', name)
  const begun: string[] = []
  let length = 0
  let isLong = false
  for (let next = await texts.next(); !next.done; next = await texts.next()) {
    begun.push(next.value)
    length += next.value.length
    isLong = length > WHOLE_CHARS
    if (isLong) break
  }
  const text = isLong ? null : begun.join('')
  const list = text === null ? null : listIn(text, keys, MAX_DEPTH)
  if (text === null || list === null) {
    yield* readAsItArrives(chain(begun, texts), name, path, keys)
    return
  }
  const unstorable = ESCAPED_UNSTORABLE.test(text)
  for (const [index, value] of list.entries()) yield recordOf(unstorable ? storable(value) : value, index + 1)
}

async function* chain(begun: string[], rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield* begun
  yield* rest
}

async function* readAsItArrives(
  texts: AsyncIterable<string>,
  name: string,
  path: string,
  keys: readonly string[],
): AsyncGenerator<SourceRecord> {
  const ready: SourceRecord[] = []
  let place = 0
  let sinceRecord = 0
  let failure: (Error & { en?: string }) | undefined
  let notList = false
  let unstorable = false
  let isDisguised = false

  const parser = new JSONParser({ paths: [['$', ...keys, '*'].join('.')], keepStack: false })
  parser.onValue = ({ value, key }) => {
    sinceRecord = 0
    if (typeof key !== 'number') notList = true
    else ready.push(recordOf(unstorable || isDisguised ? storable(value) : value, ++place))
  }
  parser.onError = (error) => {
    failure ??= error
  }
  let depth = 0
  parser.onToken = (told) => {
    const { token, value } = told
    // The parser sets a field by its name, and by this one would change what the record is made of.
    if (value === PROTO) {
      told.value = DISGUISED
      isDisguised = true
    }
    if (token === TokenType.LEFT_BRACE || token === TokenType.LEFT_BRACKET) depth++
    else if (token === TokenType.RIGHT_BRACE || token === TokenType.RIGHT_BRACKET) depth--
    // Closing a level costs the parser its depth, and whoever walks the value afterwards runs out of stack.
    if (depth > MAX_DEPTH)
      throw Object.assign(new Error(`lồng nhau hơn ${MAX_DEPTH} tầng`), { en: `nested more than ${MAX_DEPTH} deep` })
  }

  let head = ''
  let tail = ''
  for await (const text of texts) {
    if (head.length < HEAD_CHARS) head += text.slice(0, HEAD_CHARS - head.length)
    if (/^\s*</.test(head))
      throw new Unreadable({
        vi: `${name}: nguồn trả về trang web (HTML), không phải JSON. Kiểm tra địa chỉ và quyền truy cập.`,
        en: `${name}: the source gives a web page (HTML), not JSON. Check the address and whether we may read it.`,
      })
    for (let from = 0; from < text.length; from += PIECE_CHARS) {
      if (parser.isEnded && text.slice(from).trim() === '') break
      const piece = text.slice(from, from + PIECE_CHARS)
      sinceRecord += piece.length
      unstorable ||= ESCAPED_UNSTORABLE.test(tail + piece)
      tail = piece.slice(-6)
      parser.write(piece)
      yield* ready.splice(0)
      if (failure)
        throw new Unreadable({
          vi: `${name}: JSON hỏng sau phần tử thứ ${place} (${failure.message.slice(0, 120)}). Báo nguồn gửi lại.`,
          en: `${name}: the JSON is broken after element ${place} (${(failure.en ?? failure.message).slice(0, 120)}). Tell the source to send it again.`,
        })
      if (notList)
        throw new Unreadable({
          vi: `${name}: «${path}» không phải một danh sách. Sửa «Danh sách nằm ở đâu» ở bước «Nhận cột».`,
          en: `${name}: «${path}» is no list. Correct where the list is at “Columns”.`,
        })
      if (sinceRecord > MAX_ELEMENT_CHARS)
        throw new Unreadable({
          vi: `${name}: một phần tử dài hơn 16 MB. Đây không phải dữ liệu bản ghi; kiểm tra địa chỉ của nguồn.`,
          en: `${name}: an element is longer than 16 MB. These are no records; check the source’s address.`,
        })
    }
  }
  if (!parser.isEnded)
    throw new Unreadable({
      vi: `${name}: JSON bị cắt ngang sau phần tử thứ ${place}. Nạp lại khi nguồn gửi đủ.`,
      en: `${name}: the JSON is cut off after element ${place}. Take it in again once the source sends it whole.`,
    })
  if (place === 0 && !isEmptyList(head, keys))
    throw new Unreadable({
      vi: `${name}: không thấy danh sách tại «${path}». Sửa «Danh sách nằm ở đâu» ở bước «Nhận cột».`,
      en: `${name}: there is no list at «${path}». Correct where the list is at “Columns”.`,
    })
}

function recordOf(value: unknown, place: number): SourceRecord {
  const at = `phần tử ${place}`
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return { place, at, value: value as Record<string, unknown> }
  return {
    place,
    at,
    problem: `Phần tử ${place} không phải một bản ghi (cần một nhóm «tên: giá trị»). Sửa tại nguồn.`,
    en: `Element ${place} is no record (a group of «name: value» is wanted). Mend it at its source.`,
    raw: (JSON.stringify(value) ?? '').slice(0, 10_000),
  }
}

/** Escapes can spell NUL and half surrogates, in names too; what was disguised from the parser is itself again. */
function storable(value: unknown): unknown {
  if (typeof value === 'string') return value === DISGUISED ? PROTO : nfc(value)
  if (Array.isArray(value)) return value.map(storable)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [storable(name), storable(inner)]))
}

/** A list that isn't there must not look like a list with nothing in it: a renamed field would empty the wall in silence. */
function isEmptyList(text: string, keys: readonly string[]): boolean {
  try {
    let value: unknown = JSON.parse(text)
    for (const key of keys) value = (value as Record<string, unknown> | null)?.[key]
    return Array.isArray(value)
  } catch {
    return false
  }
}

const PROTO = '__proto__'
/** NUL is stored nowhere, so nobody else's text is this. */
const DISGUISED = '\0__proto__'
const ESCAPED_UNSTORABLE = /\\u(?:0000|d[89a-f])/i
/** Some ten thousand records. */
const WHOLE_CHARS = 16_000_000
const HEAD_CHARS = 1_000_000
const PIECE_CHARS = 65_536
const MAX_DEPTH = 100
const MAX_ELEMENT_CHARS = 16_000_000
