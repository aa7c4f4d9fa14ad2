import { BLANK, INVALID, isBlank, type Parsed } from './parsed.ts'
import { asIfUtc, instantIn, isOnCalendar, type WallTime, wallIn } from './zones.ts'

/**
 * What a feed may declare: `iso`, `rfc822`, `excel` (serial days), or a pattern of yyyy yy MM M dd d HH H hh h mm ss SSS
 * (or fff) a XXX, and KK for a period of reports in words («Quý I», «6 tháng»), which names its last month. Whether 3/4 is in March or in April is for the feed to declare, never for us to guess.
 */
export type DateFormat = string

/** Formats that can be read in one way only, so they need no declaring. */
export const UNMISTAKABLE: readonly DateFormat[] = ['iso', 'rfc822']

/** An instant; text that names no zone is in the feed's. */
export function parseInstant(value: string | number, formats: readonly DateFormat[], zone: string): Parsed<Date> {
  if (typeof value === 'string' && isBlank(value)) return BLANK
  const read = readMoment(value, formats)
  if (!read) return INVALID
  if (read.offset === undefined) return { ok: true, value: instantIn(zone, read.wall) }
  return { ok: true, value: new Date(asIfUtc(read.wall) - read.offset * 60_000) }
}

/** A calendar day as yyyy-mm-dd. An instant with its own offset falls on the day the feed's zone shows. */
export function parseDay(
  value: string | number,
  formats: readonly DateFormat[],
  zone: string,
  edge: 'first' | 'last' = 'first',
): Parsed<string> {
  if (typeof value === 'string' && isBlank(value)) return BLANK
  const read = readMoment(value, formats)
  if (!read) return INVALID
  if (read.offset !== undefined) {
    const at = new Date(asIfUtc(read.wall) - read.offset * 60_000)
    return { ok: true, value: dayOf(wallIn(zone, at)) }
  }
  return { ok: true, value: dayOf(edge === 'last' ? lastOf(read) : read.wall) }
}

/** The other way, for the parameters a source wants its dates in. */
export function formatInstant(at: Date, format: DateFormat, zone: string): string {
  if (format === 'iso') return at.toISOString()
  const wall = wallIn(zone, at)
  return format.replace(TOKEN, (token) => TOKENS[token]?.write?.(wall) ?? token)
}

/** A day as it is written in some format, to show whoever has to write one. */
export function exampleOf(format: DateFormat): string {
  if (format === 'iso') return '2026-12-31'
  if (format === 'rfc822') return 'Thu, 31 Dec 2026 08:05:00 +0700'
  if (format === 'excel') return '31/12/2026'
  return format.replace(TOKEN, (token) => TOKENS[token]?.write?.(EXAMPLE) ?? IN_WORDS[token] ?? token)
}

const EXAMPLE: WallTime = { year: 2026, month: 12, day: 31, hour: 8, minute: 5, second: 0, millisecond: 0 }
const IN_WORDS: Record<string, string> = { a: 'AM', KK: 'Quý IV', XXX: '+07:00' }

/** The day of a month that has none such, where a text names one: 31/02/2026. */
export function dayThatIsNot(text: string, formats: readonly DateFormat[]): Pick<WallTime, 'year' | 'month' | 'day'> | undefined {
  const dayFirst =
    formats.some((format) => /^d.*M.*yyyy/.test(format)) && /^\s*(?<day>\d{1,2})\D(?<month>\d{1,2})\D(?<year>\d{4})/
  const found = /^\s*(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})/.exec(text) ?? (dayFirst ? dayFirst.exec(text) : null)
  if (!found) return undefined
  const [year, month, day] = [Number(found.groups?.year), Number(found.groups?.month), Number(found.groups?.day)]
  const isMonth = month >= 1 && month <= 12
  return isMonth && day <= 31 && day > new Date(Date.UTC(year, month, 0)).getUTCDate() ? { year, month, day } : undefined
}

/** No day is written in more signs. */
const LONGEST_FORMAT = 60

export function isDateFormat(format: string): boolean {
  if (format.length > LONGEST_FORMAT) return false
  return ['iso', 'rfc822', 'excel'].includes(format) || (format.includes('yy') && !/[^\WT]/u.test(format.replace(TOKEN, '')))
}

interface Moment {
  wall: WallTime
  /** Minutes ahead of UTC, where the text says so. */
  offset?: number | undefined
  /** The finest thing the text names, for the last day of a year or a month. */
  grain?: 'year' | 'month' | undefined
}

function readMoment(value: string | number, formats: readonly DateFormat[]): Moment | null {
  for (const format of formats) {
    // A spreadsheet keeps a year as a number; any other number is a day only where the format says so.
    const isText = typeof value === 'string' || format === 'yyyy'
    const moment = format === 'excel' ? readSerial(value) : isText ? readText(String(value).trim(), format) : null
    if (moment) return moment
  }
  return null
}

function readText(text: string, format: DateFormat): Moment | null {
  if (format === 'iso') return readIso(text)
  if (format === 'rfc822') return readRfc822(text)
  const pattern = patterns.get(format) ?? compile(format)
  const found = pattern.regex.exec(text)
  if (!found) return null
  const draft: Draft = { ...START }
  for (const [index, token] of pattern.tokens.entries()) Object.assign(draft, TOKENS[token]?.read(found[index + 1] ?? ''))
  const { offset, afternoon, ...wall } = draft
  if (afternoon !== undefined) wall.hour = (wall.hour % 12) + (afternoon ? 12 : 0)
  return finish(wall, offset, pattern.grain)
}

function readIso(text: string): Moment | null {
  const found = ISO.exec(text)
  if (!found) return null
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = found
  const wall = {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    millisecond: fraction === '' ? 0 : Number(fraction.slice(0, 3).padEnd(3, '0')),
  }
  return finish(wall, zone ? offsetOf(zone) : undefined)
}

function readRfc822(text: string): Moment | null {
  const found = RFC822.exec(text)
  if (!found) return null
  const [, day, name = '', year = '', hour, minute, second = '0', zone] = found
  const month = MONTHS.indexOf(name.toLowerCase()) + 1
  if (month === 0) return null
  const offset = zone ? (NAMED_ZONES[zone.toUpperCase()] ?? (/^[+-]/.test(zone) ? offsetOf(zone) : undefined)) : undefined
  if (zone && offset === undefined) return null
  const wall = {
    year: year.length === 2 ? twoDigitYear(Number(year)) : Number(year),
    month,
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    millisecond: 0,
  }
  return finish(wall, offset)
}

/** Excel counts days from the last day of 1899 and believes in 29 February 1900, so days before March 1900 are refused. */
function readSerial(value: string | number): Moment | null {
  const serial = typeof value === 'number' ? value : /^\d{1,6}(\.\d+)?$/.test(value.trim()) ? Number(value) : Number.NaN
  if (!(serial >= 61 && serial < 2_958_466)) return null
  const at = new Date(Date.UTC(1899, 11, 30) + Math.round(serial * 86_400) * 1000)
  return { wall: wallIn('UTC', at) }
}

interface Draft extends WallTime {
  offset?: number
  afternoon?: boolean
}

const START: Draft = { year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0, millisecond: 0 }

/** Years a real record may be of; 0001-01-01 is how some systems write «no date». */
const [FIRST_YEAR, LAST_YEAR] = [1000, 9998]

function finish(wall: WallTime, offset: number | undefined, grain?: Moment['grain']): Moment | null {
  if (wall.year < FIRST_YEAR || wall.year > LAST_YEAR || !isOnCalendar(wall)) return null
  return { wall, offset, grain }
}

function lastOf({ wall, grain }: Moment): WallTime {
  if (grain === 'year') return { ...wall, month: 12, day: 31 }
  if (grain === 'month') return { ...wall, day: new Date(Date.UTC(wall.year, wall.month, 0)).getUTCDate() }
  return wall
}

function dayOf({ year, month, day }: WallTime): string {
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`
}

interface Token {
  width: string
  read(text: string): Partial<Draft>
  write?(wall: WallTime): string
}

const TOKENS: Record<string, Token> = {
  yyyy: number('year', 4),
  yy: {
    width: '(\\d{2})',
    read: (text) => ({ year: twoDigitYear(Number(text)) }),
    write: ({ year }) => pad(year % 100, 2),
  },
  MM: number('month', 2),
  M: number('month', 1),
  dd: number('day', 2),
  d: number('day', 1),
  HH: number('hour', 2),
  H: number('hour', 1),
  hh: number('hour', 2),
  h: number('hour', 1),
  mm: number('minute', 2),
  m: number('minute', 1),
  ss: number('second', 2),
  s: number('second', 1),
  SSS: number('millisecond', 3),
  fff: number('millisecond', 3),
  a: { width: '([AaPp]\\.?[Mm]\\.?|SA|CH)', read: (text) => ({ afternoon: /^(p|CH)/i.test(text) }) },
  KK: {
    width: '([Qq]uý (?:IV|I{1,3}|[1-4])|QUÝ (?:IV|I{1,3}|[1-4])|0?[369] tháng(?: đầu năm)?|[Cc]ả năm|[Nn]ăm)',
    read: (text) => ({ month: lastMonthOf(text) }),
  },
  XXX: { width: '(Z|[+-]\\d{2}:?\\d{2})', read: (text) => ({ offset: offsetOf(text) }) },
}

function number(field: keyof WallTime, digits: number): Token {
  return {
    width: digits === 1 ? '(\\d{1,2})' : `(\\d{${digits}})`,
    read: (text) => ({ [field]: Number(text) }),
    write: (wall) => pad(wall[field], digits),
  }
}

interface Pattern {
  regex: RegExp
  tokens: string[]
  grain?: 'year' | 'month'
}

function compile(format: DateFormat): Pattern {
  const tokens: string[] = []
  const pieces = format.split(TOKEN_SPLIT).filter((piece) => piece !== '')
  const source = pieces.map((piece, index) => {
    const token = TOKENS[piece]
    if (!token) return piece === ' ' ? '\\s+' : piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    tokens.push(piece)
    // «1/7/2025» is written under dd/MM/yyyy everywhere; only digits that touch need their exact width.
    const touches = TOKENS[pieces[index - 1] ?? ''] || TOKENS[pieces[index + 1] ?? '']
    return !touches && token.width === '(\\d{2})' && piece !== 'yy' ? '(\\d{1,2})' : token.width
  })
  const names = new Set(tokens.map((token) => token.charAt(0)))
  const grain = names.has('d') ? undefined : names.has('M') || names.has('K') ? 'month' : 'year'
  const pattern = { regex: new RegExp(`^${source.join('')}$`), tokens, ...(grain && { grain }) } satisfies Pattern
  patterns.set(format, pattern)
  return pattern
}

/** The month a period of reports ends in. */
function lastMonthOf(period: string): number {
  const months = /^0?([369]) /.exec(period)?.[1]
  if (months) return Number(months)
  const quarter = /^quý (.+)$/i.exec(period)?.[1]
  return quarter ? 3 * (Number(quarter) || ['I', 'II', 'III', 'IV'].indexOf(quarter) + 1) : 12
}

function offsetOf(zone: string): number {
  if (/^z$/i.test(zone)) return 0
  const digits = zone.replace(/\D/g, '').padEnd(4, '0')
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2, 4))
  return zone.startsWith('-') ? -minutes : minutes
}

function twoDigitYear(year: number): number {
  return year < 70 ? 2000 + year : 1900 + year
}

function pad(number: number, width: number): string {
  return String(number).padStart(width, '0')
}

const patterns = new Map<DateFormat, Pattern>()
const TOKEN = /yyyy|yy|MM|M|dd|d|HH|H|hh|h|mm|m|ss|s|SSS|fff|a|KK|XXX/g
const TOKEN_SPLIT = /(yyyy|yy|MM|M|dd|d|HH|H|hh|h|mm|m|ss|s|SSS|fff|a|KK|XXX)/
const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|z|[+-]\d{2}(?::?\d{2})?)?)?$/
const RFC822 =
  /^(?:[A-Za-z]{3,9},?\s+)?(\d{1,2})\s+([A-Za-z]{3})[a-z]*\.?\s+(\d{4}|\d{2})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([+-]\d{2}:?\d{2}|[A-Za-z]{1,4})?$/
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const NAMED_ZONES: Record<string, number> = {
  Z: 0,
  UT: 0,
  UTC: 0,
  GMT: 0,
  ICT: 420,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
}
