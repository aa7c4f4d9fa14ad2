import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decimalOf, parseDecimal } from './numbers.ts'

const value = (text: string, style?: 'vi' | 'en') => {
  const parsed = parseDecimal(text, style)
  return parsed.ok ? parsed.value : parsed.reason
}

describe('a number as people write it', () => {
  test.each([
    ['1.234.567,8', '1234567.8'],
    ['1,234,567.8', '1234567.8'],
    ['1 234 567,8', '1234567.8'],
    ['1\u00a0234\u00a0567', '1234567'],
    ['1.234.567', '1234567'],
    ['12,5', '12.5'],
    ['3.359,80', '3359.8'],
    ['0.123', '0.123'],
    ['40.764056288051485', '40.764056288051485'],
    ['1234.567', '1234.567'],
    ['(1.234.567)', '-1234567'],
    ['-5', '-5'],
    ['−5', '-5'],
    ['007', '7'],
    ['-0', '0'],
  ])('%s is %s', (text, expected) => expect(value(text)).toBe(expected))

  test.each(['', ' ', '-', '–', '...', '…', '\u00a0'])('«%s» is a blank, not zero', (text) => expect(value(text)).toBeNull())

  test.each(['1.234', '1,234', '417,663', '2.514.8', '65,610,2', '1.020.44', '1.234.56,7', '12.34.567'])(
    '%s is ambiguous, never a guess',
    (text) => expect(value(text)).toBe('ambiguous'),
  )

  test('a style settles what a bare separator means', () => {
    expect(value('1.234', 'vi')).toBe('1234')
    expect(value('1.234', 'en')).toBe('1.234')
    expect(value('1,234', 'vi')).toBe('1.234')
    expect(value('417,663', 'vi')).toBe('417.663')
  })

  test('a style does not mend misprints', () => {
    expect(value('2.514.8', 'vi')).toBe('ambiguous')
    expect(value('65,610,2', 'vi')).toBe('ambiguous')
    expect(value('40.76', 'vi')).toBe('ambiguous')
  })

  test.each(['12 tỷ', '5%', '1e5', '(5', '--5', '(-5)', 'abc', '1.2.3,4,5x'])('%s is no number', (text) =>
    expect(value(text)).toBe('invalid'),
  )

  test('what is printed the Vietnamese way is read back', () => {
    const vietnamese = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 6 })
    fc.assert(
      fc.property(
        fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 }),
        fc.integer({ min: 0, max: 999_999 }),
        (whole, micro) => {
          const number = Number(`${whole}.${String(micro).padStart(6, '0')}`)
          expect(Number(value(vietnamese.format(number), 'vi'))).toBeCloseTo(number, 6)
        },
      ),
    )
  })
})

describe('a double as a plain decimal', () => {
  test.each([
    [1e21, '1000000000000000000000'],
    [1.5e-7, '0.00000015'],
    [-2.5e-7, '-0.00000025'],
    [1.25e22, '12500000000000000000000'],
    [1737992.6117309998, '1737992.6117309998'],
    [-0, '0'],
  ])('%d is %s', (number, expected) => expect(decimalOf(number)).toBe(expected))

  test('it has no exponent and means the same number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        const decimal = decimalOf(number) ?? ''
        expect(decimal).toMatch(/^-?\d+(\.\d+)?$/)
        expect(Number(decimal)).toBe(number === 0 ? 0 : number)
      }),
    )
  })

  test('infinity is not a figure', () => expect(decimalOf(Number.POSITIVE_INFINITY)).toBeNull())
})
