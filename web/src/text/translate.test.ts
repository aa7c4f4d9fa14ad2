import { expect, test } from 'vitest'
import { flat, translator } from './translate.ts'

const vi = flat({ tile: { late: 'trễ {{span}}', rows_one: '{{count}} dòng', rows_other: '{{count}} dòng' }, 'a.b': 'ngang' })
const en = flat({ tile: { rows_one: '{{count}} row', rows_other: '{{count}} rows' } })
const say = translator('en', en, vi)

test('a sentence is found by its whole name, however it was nested', () => {
  expect([...vi.keys()]).toEqual(['tile.late', 'tile.rows_one', 'tile.rows_other', 'a.b'])
})

test('one thing and several are told apart where the language does', () => {
  expect([say('tile.rows', { count: 1 }), say('tile.rows', { count: 2 })]).toEqual(['1 row', '2 rows'])
  expect([say('tile.rows', { count: '1' }), say('tile.rows', { count: '1,204' })]).toEqual(['1 row', '1,204 rows'])
  expect(translator('vi', vi)('tile.rows', { count: 1 })).toBe('1 dòng')
})

test('what English does not know is said in Vietnamese', () => {
  expect(say('tile.late', { span: '2 ngày' })).toBe('trễ 2 ngày')
})

test('of several names the first that there is speaks', () => {
  expect(say(['tile.nowhere', 'a.b'])).toBe('ngang')
})

test('what nobody knows says its name, or what was given for it', () => {
  expect(say('tile.nowhere')).toBe('tile.nowhere')
  expect(say('tile.nowhere', { defaultValue: 'BOM' })).toBe('BOM')
})

test('a hole is filled with what is given as it stands, be it a pattern of replacement', () => {
  expect(say('tile.late', { span: '$& $1 <b>' })).toBe('trễ $& $1 <b>')
})
