import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isTrue, parseCondition } from './condition.ts'

const NOW = Date.parse('2026-11-26T12:00:00+07:00')
const holds = (text: string, record: Record<string, unknown>) => isTrue(parseCondition(text), record, NOW)
const at = (text: string) => new Date(`${text}+07:00`)

test('times, days and numbers are compared each by what they mean', () => {
  expect(holds('a >= b', { a: at('2026-11-02T08:00'), b: at('2026-11-01T08:00') })).toBe(true)
  expect(holds('a <= b', { a: at('2026-11-02T08:00'), b: '2026-11-02' })).toBe(false)
  expect(holds('a <= now + days(1)', { a: at('2026-11-27T11:00') })).toBe(true)
  expect(holds('a + b == c', { a: 0.1, b: '0.2', c: 0.3 })).toBe(true)
  expect(holds('a * 60 > b', { a: '10', b: 599 })).toBe(true)
  expect(holds("a == 'x' || a == 'y'", { a: 'y' })).toBe(true)
  expect(holds('a == true', { a: false })).toBe(false)
})

test('what is blank is neither true nor false, unless the other side decides', () => {
  expect(holds('a >= b', { a: 1 })).toBeNull()
  expect(holds('a + b == c', { a: 1, b: null, c: 1 })).toBeNull()
  expect(holds('a >= 1 || b >= 1', { a: 1 })).toBe(true)
  expect(holds('a >= 1 && b >= 1', { a: 0 })).toBe(false)
  expect(holds('a >= 1 && b >= 1', { a: 1 })).toBeNull()
  expect(holds('blank(a)', { a: '' })).toBe(true)
})

test('what can’t be compared is neither', () => {
  expect(holds('a > b', { a: 'x', b: 1 })).toBeNull()
  expect(holds('a > b', { a: [1], b: {} })).toBeNull()
})

describe('a condition that does not hold together is refused with the reason', () => {
  test.each([
    ['a +', 'Condition «a +»'],
    ['a', 'neither true nor false'],
    ['a + 1', 'neither true nor false'],
    ['a > 1 > 2', '«>» stands between two values'],
    ['a && b > 1', '«&&» stands between two comparisons'],
    ['process.exit(1) == 1', 'may be called'],
    ['evil(a) == 1', 'only blank(field) and days(30) may be called'],
    ['a / 2 == 1', '«/» is not part of the language'],
    [`${'('.repeat(1_000)}a == 1`, 'Condition «((('],
    [`a == 1${' && a == 1'.repeat(50_000)}`, 'longer than 2000 letters'],
    ['a == null', 'neither a number, a word in quotes'],
    ['[a] == 1', '«ArrayExpression» is not part of the language'],
  ])('%s', (text, why) => {
    expect(() => parseCondition(text)).toThrow(why)
  })
})

test('any record of anything is judged without a fault, and a condition and its opposite never agree', () => {
  const value = fc.oneof(fc.anything(), fc.date(), fc.double(), fc.string())
  fc.assert(
    fc.property(value, value, (a, b) => {
      const record = { a, b }
      const [less, not] = [holds('a < b', record), holds('a >= b', record)]
      expect(less === null).toBe(not === null)
      if (less !== null && !Number.isNaN(a) && !Number.isNaN(b)) expect(less).not.toBe(not)
    }),
  )
})
