import type { Localised } from '@ioc/sql/pack'
import { foldName, nfc } from '../../values/text.ts'
import { decodeText } from '../decode.ts'
import type { ReadRecords, SourceRecord } from '../format.ts'
import { type Line, linesOf, MAX_LINE_CHARS } from './lines.ts'
import { type CefEvent, parseCef } from './parse.ts'
import type { CefSettings } from './settings.ts'

/**
 * Lines of a log in the Common Event Format, one record each: the header's fields (`vendor`, `product`, `class_id`, `name`,
 * `severity`), the pairs by their keys, and a custom pair by its label too (`cs1Label=Đơn vị` makes `don_vi` of `cs1`).
 */
export const readRecords: ReadRecords<CefSettings> = async function* ({ body, name }, { encoding }) {
  let place = 0
  for await (const line of linesOf(decodeText(body, encoding, name))) {
    if (line.text.trim() !== '') yield recordOf(line, ++place)
  }
}

function recordOf({ number, text, isCut }: Line, place: number): SourceRecord {
  const at = `dòng ${number}`
  const reject = ({ vi, en }: Localised): SourceRecord => ({
    place,
    at,
    problem: `Dòng ${number} ${vi}. Kiểm tra cấu hình xuất nhật ký của thiết bị, rồi gửi lại.`,
    en: `Row ${number} ${en}. Check how the device writes its log, and send it again.`,
    raw: nfc(text.slice(0, MAX_RAW_CHARS)),
  })
  if (isCut) return reject({ vi: `dài hơn ${MAX_LINE_CHARS} ký tự`, en: `is longer than ${MAX_LINE_CHARS} characters` })
  if (text.includes('\ufffd'))
    return reject({
      vi: 'có ký tự hỏng; chọn đúng «Bảng mã» ở bước «Nhận cột»',
      en: 'has broken characters; choose its encoding at “Columns”',
    })
  const event = parseCef(text)
  return 'vi' in event ? reject(event) : { place, at, value: fieldsOf(event) }
}

function fieldsOf({ syslog, version, header, pairs }: CefEvent): Record<string, unknown> {
  const value: Record<string, unknown> = Object.create(null)
  for (const { key, value: text } of pairs) value[nfc(key)] = nfc(TIMES.has(key) ? timeOf(text) : text)
  for (const { key, value: label } of pairs) {
    const custom = /^(.+)Label$/.exec(key)?.[1]
    const column = custom === undefined || value[custom] === undefined ? '' : foldName(label)
    if (column !== '') value[column] ??= value[custom as string]
  }
  Object.assign(value, { syslog: nfc(syslog), cef_version: version })
  for (const [field, text] of Object.entries(header)) value[field] = nfc(text)
  return { ...value }
}

const TIMES = new Set(['rt', 'start', 'end', 'art', 'mrt', 'deviceCustomDate1', 'deviceCustomDate2'])
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** CEF writes an instant as milliseconds since 1970 or as «Nov 26 2026 08:15:02»; both are handed on as ISO writes them. */
function timeOf(text: string): string {
  if (/^\d{12,14}$/.test(text)) return new Date(Number(text)).toISOString()
  const [, month = '', day = '', year, time, zone = ''] =
    /^([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d{4}) (\d\d:\d\d:\d\d(?:\.\d{1,3})?)(?: (UTC|GMT|Z|[+-]\d\d:?\d\d))?$/.exec(text) ?? []
  const number = MONTHS.indexOf(month) + 1
  if (number === 0) return text
  return `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}T${time}${/^[A-Z]/.test(zone) ? 'Z' : zone}`
}

const MAX_RAW_CHARS = 10_000
