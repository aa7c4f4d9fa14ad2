import { parseDay, parseInstant, UNMISTAKABLE } from '../values/dates.ts'
import { decimalOf, parseDecimal } from '../values/numbers.ts'
import { isBlank } from '../values/parsed.ts'
import { foldName } from '../values/text.ts'
import { spaced } from './likeness.ts'

/** What a column's values look like. */
export interface Inferred {
  type: 'text' | 'code' | 'integer' | 'number' | 'day' | 'instant' | 'boolean' | 'list' | 'group' | 'empty'
  /** Formats that read every date of it, those that need no declaring left out. */
  formats: string[]
  /** The dates read either way round: 3/4 in March or in April. */
  eitherWay: boolean
  /** Which sign stands before decimals, where that must be said. */
  numbers: 'vi' | 'en' | null
}

const NONE = { formats: [], eitherWay: false, numbers: null }

// The Vietnamese order first: of two orders that both read every value it is the likelier.
const DATES = [
  'dd/MM/yyyy HH:mm:ss',
  'dd/MM/yyyy HH:mm',
  'dd/MM/yyyy',
  'HH:mm:ss dd/MM/yyyy',
  'HH:mm dd/MM/yyyy',
  'dd-MM-yyyy HH:mm:ss',
  'dd-MM-yyyy',
  'dd.MM.yyyy',
  'yyyyMMddHHmmss',
  'yyyyMMdd',
  'yyyy/MM/dd HH:mm:ss',
  'yyyy/MM/dd',
  'MM/yyyy',
  'M/d/yyyy hh:mm:ss a',
  'M/d/yyyy H:mm:ss',
  'M/d/yyyy H:mm',
  'M/d/yyyy',
]
const MONTH_FIRST = /^M/
const ZONE = 'Asia/Ho_Chi_Minh'

/** A column is of a type when so many of its values are: the rest are misprints, and their rows will be held for them. */
const MOST = 0.85

/** So many values say what a column is; more only take longer. */
const ENOUGH = 400

/** Infers from the values that are not blank; a type must fit nearly all. */
export function infer(name: string, given: unknown[]): Inferred {
  const filled = given.filter(
    (value) => !(value === null || value === undefined || (typeof value === 'string' && isBlank(value))),
  )
  if (filled.length === 0) return { type: 'empty', ...NONE }
  // From end to end: what is older may be written otherwise.
  const step = Math.max(1, filled.length / ENOUGH)
  const values = Array.from({ length: Math.min(ENOUGH, filled.length) }, (_, n) => filled[Math.floor(n * step)])
  const fits = (test: (value: unknown) => boolean) => values.filter(test).length >= values.length * MOST
  if (fits(Array.isArray)) return { type: 'list', ...NONE }
  if (fits((value) => typeof value === 'object')) return { type: 'group', ...NONE }
  const words = [...new Set(values.map((value) => String(value).trim().toLocaleLowerCase('vi')))]
  const isCode =
    CODE_NAMES.test(foldName(spaced(name))) || values.some((value) => typeof value === 'string' && /^0\d+$/.test(value.trim()))
  const dates = datesOf(name, values, fits)
  if (dates) return dates
  if (fits((value) => typeof value === 'boolean') || (words.length === 2 && words.every((word) => BOOLEAN.has(word))))
    return { type: 'boolean', ...NONE }
  if (isCode && fits((value) => /^[\p{L}\d._/-]+$/u.test(String(value).trim()))) return { type: 'code', ...NONE }
  return numbersOf(values, fits) ?? { type: 'text', ...NONE }
}

type Fits = (test: (value: unknown) => boolean) => boolean

function datesOf(name: string, values: unknown[], fits: Fits): Inferred | null {
  const isSaid = /(^|_)(ngay|gio|thoi|han|date|time|luc|at|on|nam|year|thang|month)(_|$)/.test(foldName(spaced(name)))
  const reads = (format: string | readonly string[]) => {
    const formats = typeof format === 'string' ? [format] : format
    return fits((value) => (typeof value === 'string' || typeof value === 'number') && okInstant(value, formats))
  }
  const isDigits = fits((value) => /^\d{1,4}$/.test(String(value)))
  if (isDigits) {
    const isYear = isSaid && fits((value) => /^(19|20)\d{2}$/.test(String(value)))
    return isYear ? { type: 'day', ...NONE, formats: ['yyyy'] } : null
  }
  if (!fits((value) => typeof value === 'string')) {
    const isSerial = isSaid && reads('excel')
    return isSerial ? { type: 'instant', ...NONE, formats: ['excel'] } : null
  }
  const texts = values.map(String)
  const hasClock = texts.some((text) => /\d{1,2}:\d{2}/.test(text) || /^\d{14}$/.test(text.trim()))
  const type = hasClock ? 'instant' : 'day'
  if (reads(UNMISTAKABLE)) return { type, ...NONE }
  const all = DATES.filter((format) => (format !== 'yyyyMMdd' || isSaid) && reads(format))
  const [best] = all
  if (best)
    return { type, ...NONE, formats: [best], eitherWay: !MONTH_FIRST.test(best) && all.some((each) => MONTH_FIRST.test(each)) }
  // Several ways of writing in one column: those that between them read all.
  const several = DATES.filter((format) => (format !== 'yyyyMMdd' || isSaid) && texts.some((text) => okInstant(text, [format])))
  if (several.length > 0 && reads([...UNMISTAKABLE, ...several]))
    return { type, ...NONE, formats: ['iso', ...several], eitherWay: false }
  return null
}

function okInstant(value: string | number, formats: readonly string[]): boolean {
  return parseInstant(value, formats, ZONE).ok && parseDay(value, formats, ZONE).ok
}

function numbersOf(values: unknown[], fits: Fits): Inferred | null {
  const read = (style?: 'vi' | 'en') =>
    values
      .map((value) => (typeof value === 'number' ? decimalOf(value) : textNumber(String(value), style)))
      .filter((each) => each !== null)
  const enough = (found: unknown[]) => found.length >= values.length * MOST
  const styles = [undefined, 'vi', 'en'] as const
  for (const style of styles) {
    const found = read(style)
    if (!enough(found)) continue
    const isWhole = found.every((text) => /^-?\d+$/.test(text))
    return { type: isWhole ? 'integer' : 'number', ...NONE, numbers: style ?? null }
  }
  return fits((value) => typeof value === 'number') ? { type: 'number', ...NONE } : null
}

function textNumber(text: string, style?: 'vi' | 'en'): string | null {
  const parsed = parseDecimal(text, style)
  return parsed.ok ? parsed.value : null
}

const CODE_NAMES =
  /(^|_)(ma|id|code|key|serial|guid|uuid|cccd|cmnd|mst)(_|$)|^so_(ho_so|hieu|van_ban|phieu|bien_nhan|chung_thu|quyet_dinh|ky_hieu)/
const BOOLEAN = new Set(['có', 'co', 'không', 'khong', 'true', 'false', 'yes', 'no', 'y', 'n', 'x'])

/** The unit of money or of counting a heading names: «du_toan_trieu_dong» is in triệu đồng. */
export function measureIn(name: string): string | null {
  const inBrackets = /\(([^()]*)\)/.exec(name)?.[1]
  const key = `_${foldName(inBrackets ?? spaced(name))}`
  return MEASURES.find(([word]) => key.endsWith(`_${word}`))?.[1] ?? null
}

const MEASURES: [string, string][] = [
  ['trieu_dong', 'triệu đồng'],
  ['trd', 'triệu đồng'],
  ['ty_dong', 'tỷ đồng'],
  ['nghin_dong', 'nghìn đồng'],
  ['1_000_dong', 'nghìn đồng'],
  ['1000_dong', 'nghìn đồng'],
  ['dong', 'đồng'],
  ['vnd', 'đồng'],
  ['nguoi', 'người'],
  ['km2', 'km²'],
  ['ha', 'ha'],
  ['phan_tram', '%'],
]

/** Whether a column holds what points at a person, by its name or by what stands in it. */
export function isPersonal(name: string, values: unknown[]): boolean {
  if (PERSONAL.test(foldName(name).replace(/_/g, ''))) return true
  const texts = values.filter((value) => value !== null && value !== undefined && value !== '').map(String)
  return (
    texts.length > 0 &&
    texts.filter((text) => /^(\+84|0)[35789]\d{8}$|^\d{12}$|^[^\s@]+@[^\s@]+\.[a-z]+$/i.test(text.trim())).length >
      texts.length / 2
  )
}

const PERSONAL =
  /(hoten|hovaten|tennguoi|chuhoso|nguoinop|nguoigui|nguoiphananh|cccd|cmnd|dinhdanh|dienthoai|sdt|sodt|phone|email|ngaysinh|sotaikhoan|diachinha)/
