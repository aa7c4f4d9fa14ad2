import { dayThatIsNot, exampleOf, parseDay, parseInstant, UNMISTAKABLE } from '../values/dates.ts'
import { decimalOf, parseDecimal } from '../values/numbers.ts'
import { isBlank, type Parsed } from '../values/parsed.ts'
import { cleanText, nfc, quote } from '../values/text.ts'
import type { MapContext } from './map-record.ts'
import type { MappedField } from './mapping.ts'
import { partOf } from './parts.ts'
import { pick } from './pick.ts'
import { numberAndUnit, timesDecimal } from './scale.ts'

type Converted = { value: unknown } | { code: string; reason: string; en: string }

/** A value as the source wrote it, made what the field says it is. `null` stands for a blank. */
export function convert(
  source: unknown,
  field: MappedField,
  context: MapContext,
  record: Record<string, unknown> = {},
): Converted {
  if (source !== null && typeof source === 'object' && !(source instanceof Date)) {
    return {
      code: 'not_a_value',
      reason:
        'đây là một nhóm dữ liệu, không phải một giá trị. Ghép một trường bên trong nó ở bước «Ghép cột», ví dụ «nhom.truong».',
      en: 'this is a group, not a value. Map a field within it at “Match”, such as «group.field».',
    }
  }
  const written = source instanceof Date ? source.toISOString() : source
  const replaced = field.replace ? (tableFor(field.replace).get(fold(String(written))) ?? written) : written
  const value = field.part ? partOf(String(replaced), field.part) : replaced
  if (value === null) {
    return {
      code: 'no_part',
      reason: 'không có phần cần lấy. Sửa tại nguồn, hoặc sửa «Chỉ lấy một phần» ở bước «Ghép cột».',
      en: 'the part wanted is not in it. Mend it at the source, or change which part is taken at “Match”.',
    }
  }
  if (isBlank(String(value))) return { value: null }
  if (field.values) return lookUp(value, field.values)
  switch (field.as) {
    case 'text':
      return { value: textOf(value, field.trim) }
    case 'code':
      return codeOf(value)
    case 'boolean':
      return booleanOf(value)
    case 'instant':
    case 'day':
      return dateOf(value, field, context)
    default:
      return numberOf(value, field, record)
  }
}

function textOf(value: unknown, trim: boolean): string | null {
  const text = typeof value === 'number' ? (decimalOf(value) ?? '') : String(value)
  return (trim ? cleanText(text) : nfc(text)) || null
}

/** A code is never arithmetic, but spreadsheets make it so: 33 comes back as 33.0. */
function codeOf(value: unknown): Converted {
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value)) return { value: String(value) }
    return {
      code: 'invalid_code',
      reason: 'mã bị lưu thành số và mất chữ số. Định dạng cột này là văn bản (Text) tại nguồn.',
      en: 'the code was stored as a number and has lost digits. Format this column as text at the source.',
    }
  }
  return { value: cleanText(String(value)).replace(/^(\d+)\.0$/, '$1') || null }
}

function booleanOf(value: unknown): Converted {
  if (typeof value === 'boolean') return { value }
  const word = cleanText(String(value)).toLowerCase()
  if (TRUE.has(word)) return { value: true }
  if (FALSE.has(word)) return { value: false }
  return {
    code: 'invalid_boolean',
    reason:
      'không rõ là có hay không. Dùng «có»/«không», «true»/«false» hoặc «1»/«0», hoặc thêm từ này vào bảng quy đổi ở bước «Ghép cột».',
    en: 'neither a yes nor a no. Write “true” or “false”, “1” or “0”, or add this word to the table of words at “Match”.',
  }
}

function dateOf(value: unknown, field: MappedField, { zone }: MapContext): Converted {
  const formats = field.format ?? UNMISTAKABLE
  const source = typeof value === 'number' ? value : String(value)
  const parsed = field.as === 'day' ? parseDay(source, formats, zone, field.edge) : parseInstant(source, formats, zone)
  if (parsed.ok) return { value: parsed.value }
  const missing = dayThatIsNot(String(value), formats)
  if (missing)
    return {
      code: 'invalid_date',
      reason: `tháng ${missing.month} năm ${missing.year} không có ngày ${missing.day}. Sửa lại ngày, ở đây hoặc tại nguồn.`,
      en: `month ${missing.month} of ${missing.year} has no day ${missing.day}. Correct the date, here or at the source.`,
    }
  const named = formats.filter((format) => format !== 'rfc822' || formats.length === 1)
  const wanted = [...new Set(named.map((format) => `«${exampleOf(format)}»`))]
  return {
    code: 'invalid_date',
    reason: `không đọc được ngày này; đang chờ cách viết như ${wanted.join(' hoặc ')}. Sửa lại ngày, hoặc chọn đúng «Cách viết ngày» ở bước «Ghép cột».`,
    en: `this date can’t be read; it should be written like ${wanted.join(' or ')}. Correct it, or choose how dates are written at “Match”.`,
  }
}

/** Scientific notation with so few digits that others must have been there. */
const CUT_SHORT = /^\s*[-+]?\d([.,]\d{1,5})?[eE]\+?\d{1,2}\s*$/

function numberOf(source: unknown, field: MappedField, record: Record<string, unknown>): Converted {
  const { scale } = field
  const { value, factor, stranger } =
    scale === undefined || typeof scale === 'number' ? { value: source, factor: scale ?? 1 } : measured(source, scale, record)
  if (stranger !== undefined) {
    const known = Object.keys(typeof scale === 'object' ? scale.units : {})
      .filter(Boolean)
      .map((each) => quote(each))
      .join(', ')
    return {
      code: 'unknown_unit_of_measurement',
      reason: `không rõ đơn vị tính ${quote(stranger)}. Sửa thành ${known}, hoặc thêm đơn vị này vào «Đơn vị tính» ở bước «Ghép cột».`,
      en: `the unit of measurement ${quote(stranger)} is not known. Make it ${known}, or add it to “Unit of measurement” at “Match”.`,
    }
  }
  const read = typeof value === 'number' ? parsedNumber(value) : parseDecimal(String(value), field.numbers)
  const parsed: Parsed<string> =
    read.ok && read.value !== null && factor !== 1 ? { ok: true, value: timesDecimal(read.value, factor) } : read
  if (!parsed.ok) {
    if (CUT_SHORT.test(String(value)))
      return {
        code: 'rounded_number',
        reason:
          'Excel đã viết tắt một số dài (3.00E+05 là khoảng 300.000) nên các chữ số sau đã mất, không suy ra được. Gõ lại số đầy đủ theo văn bản gốc; lần sau định dạng cột là Số (Number) trước khi lưu tệp.',
        en: 'Excel shortened a long number (3.00E+05 is about 300,000), so its last digits are lost and can’t be guessed. Type the whole number from the document; next time format the column as Number before saving the file.',
      }
    if (parsed.reason === 'invalid')
      return {
        code: 'invalid_number',
        reason: 'không phải một con số. Sửa lại số, ở đây hoặc tại nguồn.',
        en: 'not a number. Mend it here or at the source.',
      }
    return {
      code: 'ambiguous_number',
      reason:
        'không rõ dấu nào là phần nghìn, dấu nào là phần thập phân. Sửa lại số ở đây hoặc tại nguồn, hoặc chọn «Cách viết số» 1.234,5 hay 1,234.5 ở bước «Ghép cột».',
      en: 'it is not clear which sign parts thousands and which decimals. Mend it here or at the source, or choose 1.234,5 or 1,234.5 at “Match”.',
    }
  }
  if (parsed.value === null || field.as === 'decimal') return { value: parsed.value }
  const number = Number(parsed.value)
  // More digits than a double can hold.
  if (!Number.isFinite(number))
    return {
      code: 'invalid_number',
      reason: 'là một số quá lớn. Sửa lại số, ở đây hoặc tại nguồn.',
      en: 'too large a number. Mend it here or at the source.',
    }
  if (field.as === 'integer' && !Number.isSafeInteger(number))
    return {
      code: 'invalid_integer',
      reason: 'phải là số nguyên. Bỏ phần lẻ, ở đây hoặc tại nguồn.',
      en: 'must be a whole number. Mend it here or at the source.',
    }
  return { value: number }
}

type Units = { by?: string | undefined; units: Record<string, number> }

/** A number apart from its unit, with what one of the unit is of ours; what is no unit we know is a stranger. */
function measured(source: unknown, { by, units }: Units, record: Record<string, unknown>) {
  const written =
    by === undefined ? numberAndUnit(String(source)) : { number: source, unit: String(pick(record, [by])?.value ?? '') }
  // Of numbers that stand alone in their cell, too, the sign before decimals is for the cell's text to tell.
  const value = typeof source === 'number' ? source : written.number
  const factor = tableFor(units).get(fold(written.unit))
  if (typeof factor === 'number') return { value, factor }
  return written.unit === '' && by === undefined ? { value, factor: 1 } : { value, factor: 1, stranger: written.unit }
}

function parsedNumber(value: number): Parsed<string> {
  const decimal = decimalOf(value)
  return decimal === null ? { ok: false, reason: 'invalid' } : { ok: true, value: decimal }
}

const WORDS_NAMED = 8

function lookUp(value: unknown, values: NonNullable<MappedField['values']>): Converted {
  const word = fold(String(value))
  const found = tableFor(values).get(word) ?? values['*']
  if (found !== undefined) return { value: found }
  const known = Object.keys(values)
    .slice(0, WORDS_NAMED)
    .map((each) => quote(each))
    .join(', ')
  const more = Object.keys(values).length > WORDS_NAMED ? '…' : ''
  return {
    code: 'unknown_value',
    reason: `chưa có trong bảng quy đổi. ${known && `Sửa thành ${known}${more}, hoặc `}${known ? 'thêm' : 'Thêm'} ${quote(value)} vào bảng quy đổi của cột này ở bước «Ghép cột».`,
    en: `not in the table of words. ${known && `Make it ${known}${more}, or `}${known ? 'add' : 'Add'} ${quote(value)} to this column’s table at “Match”.`,
  }
}

function tableFor(values: NonNullable<MappedField['values']>): Map<string, string | number | boolean> {
  return tables.get(values) ?? tableOf(values)
}

function tableOf(values: NonNullable<MappedField['values']>): Map<string, string | number | boolean> {
  const table = new Map(Object.entries(values).map(([word, ours]) => [fold(word), ours]))
  table.delete('*')
  tables.set(values, table)
  return table
}

function fold(word: string): string {
  return cleanText(word).toLocaleLowerCase('vi')
}

const tables = new WeakMap<object, Map<string, string | number | boolean>>()
const TRUE = new Set(['true', '1', 'có', 'co', 'yes', 'y', 'x', 't', 'đúng'])
const FALSE = new Set(['false', '0', 'không', 'khong', 'no', 'n', 'f', 'sai'])
