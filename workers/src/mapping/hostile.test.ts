import { expect, test } from 'vitest'
import { globMatcher } from '../connectors/glob.ts'
import { mapRecord } from './map-record.ts'
import { Mapping } from './mapping.ts'

// Whatever a steward types where words have a meaning (names of files, of columns, of dates), and whatever a source sends there,
// it is looked at in time, runs nothing and reaches nothing.

const LONG = 20_000
const HOSTILE = [
  ...['*', '**/', '?', '{a,', '{', '}', '[', '(', '((a+)+)+', '(?=', '\\', '\\Q', '|', '^', '$', '.', '.*', 'a*', '*a'].map(
    (word) => word.repeat(Math.ceil(LONG / word.length)),
  ),
  ...[
    'd',
    'M',
    'y',
    'dd/',
    'EEEE',
    "'",
    'LLLL',
    'X',
    '0',
    '9',
    '1e',
    '-',
    '+',
    ',',
    '.1',
    '1.',
    '\u0660',
    '\ufeff',
    '\u202e',
    'ế',
  ].map((word) => word.repeat(Math.ceil(LONG / word.length))),
  '__proto__',
  '__proto__.polluted',
  'constructor.prototype.polluted',
  "constructor.constructor('return process')()",
  '#{process.exit(1)}',
  '{{7*7}}',
  '; drop table fact; --',
  "' or '1'='1",
  '../../../../etc/passwd',
  'a\0b',
  '\ud800',
]
const context = { zone: 'Asia/Ho_Chi_Minh', receivedAt: new Date() }

const PLACES: Record<string, (word: string) => unknown> = {
  'a pattern of file names': (word) => globMatcher(word.slice(0, 200))('bao-cao-thang-11.xlsx'),
  'the name of a file': (word) => globMatcher('{bao,cao}-*-*.{xls,xlsx}')(word.slice(0, 255)),
  'the name of a column': (word) => mapped({ x: { from: word } }, { a: { b: 'c' }, [word.slice(0, 50)]: '1' }),
  'a format of dates': (word) => mapped({ x: { from: 'a', as: 'day', format: word } }, { a: '2026-11-02' }),
  'a day': (word) => mapped({ x: { from: 'a', as: 'day', format: ['dd/MM/yyyy', 'iso'] } }, { a: word }),
  'a number': (word) => mapped({ x: { from: 'a', as: 'decimal', numbers: 'vi' } }, { a: word }),
  'a word looked up': (word) => mapped({ x: { from: 'a', values: { '*': 'y', [word]: 'z' } } }, { a: word }),
}

function mapped(map: object, record: Record<string, unknown>): unknown {
  const parsed = Mapping.safeParse(map)
  return parsed.success ? mapRecord(parsed.data, record, context) : 'refused'
}

test.each(Object.keys(PLACES))('%s', { timeout: 2_000 }, (place) => {
  for (const word of HOSTILE) expect(() => PLACES[place]?.(word), word.slice(0, 60)).not.toThrow()
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
})

test('they are more than two hundred in all', () => {
  expect(HOSTILE.length * Object.keys(PLACES).length).toBeGreaterThan(200)
})
