import { AMBIGUOUS, BLANK, INVALID, isBlank, type Parsed } from './parsed.ts'

/** Which sign the source puts before decimals: `vi` writes 1.234.567,8 and `en` writes 1,234,567.8. */
export type NumberStyle = 'vi' | 'en'

/**
 * A number as people write it, to a plain decimal string. «1.234» is a thousand to one reader and one and a bit to
 * another, so without a style it is ambiguous; groups that are not threes («2.514.8», «1.020.44») always are.
 */
export function parseDecimal(text: string, style?: NumberStyle): Parsed<string> {
  if (isBlank(text)) return BLANK
  const written = SIGNED.exec(text.trim())
  if (!written) return INVALID
  const [, open, minus, body = '', close] = written
  if (Boolean(open) !== Boolean(close) || (open && minus)) return INVALID
  const parsed = parseUnsigned(body.replace(GROUP_SPACE, '$1'), style)
  const negative = open !== '' || minus === '-' || minus === '−'
  return parsed.ok && parsed.value && negative ? { ok: true, value: negate(parsed.value) } : parsed
}

/** A decimal string without an exponent, for numbers that come as numbers. A double has at most 17 significant digits. */
export function decimalOf(number: number): string | null {
  if (!Number.isFinite(number)) return null
  const [mantissa = '', exponent] = String(number).split('e')
  if (exponent === undefined) return mantissa === '-0' ? '0' : mantissa
  const negative = mantissa.startsWith('-')
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.')
  const point = whole.length + Number(exponent)
  const digits = whole + fraction
  const plain =
    point <= 0
      ? `0.${'0'.repeat(-point)}${digits}`
      : digits.length <= point
        ? digits.padEnd(point, '0')
        : `${digits.slice(0, point)}.${digits.slice(point)}`
  return negative ? `-${plain}` : plain
}

function parseUnsigned(body: string, style: NumberStyle | undefined): Parsed<string> {
  if (!/^\d[\d.,]*$|^[.,]\d+$/.test(body)) return INVALID
  if (/^\d+$/.test(body)) return plain(body, '')
  if (style === 'vi') return split(body, '.', ',')
  if (style === 'en') return split(body, ',', '.')
  const vi = split(body, '.', ',')
  const en = split(body, ',', '.')
  if (!vi.ok || !en.ok) return vi.ok ? vi : en
  return vi.value === en.value ? vi : AMBIGUOUS
}

/** Reads with a given grouping and decimal sign; anything but groups of three is a misprint nobody can mend for the source. */
function split(body: string, group: string, decimal: string): Parsed<string> {
  const [whole = '', fraction, ...more] = body.split(decimal)
  if (more.length > 0 || fraction?.includes(group)) return AMBIGUOUS
  const groups = whole.split(group)
  const [first = '', ...rest] = groups
  const grouped = rest.length === 0 || (/^[1-9]\d{0,2}$/.test(first) && rest.every((digits) => digits.length === 3))
  if (!grouped || fraction === '') return AMBIGUOUS
  return plain(groups.join(''), fraction ?? '')
}

function plain(whole: string, fraction: string): Parsed<string> {
  const head = whole.replace(/^0+(?=\d)/, '') || '0'
  const tail = fraction.replace(/0+$/, '')
  return { ok: true, value: tail ? `${head}.${tail}` : head }
}

function negate(value: string): string {
  return value === '0' ? value : `-${value}`
}

const SIGNED = /^(\(?)\s*([-−+]?)\s*([\d.,\s\u00a0\u202f]+?)\s*(\)?)$/
const GROUP_SPACE = /(\d)[\s\u00a0\u202f](?=\d{3}(?!\d))/g
