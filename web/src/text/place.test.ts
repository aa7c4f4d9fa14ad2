import { expect, test } from 'vitest'
import { sayPage, sayPlace } from './place.ts'

test('where a record stands is said in the language of the screen', () => {
  expect(['dòng 12', 'Tháng 11!R45'].map((at) => sayPlace(at, 'vi'))).toEqual(['dòng 12', 'Tháng 11, dòng 45'])
  expect(['dòng 12', 'phần tử 371', 'trang «2010», dòng 4', 'B10', 'M09+!R33'].map((at) => sayPlace(at, 'en'))).toEqual([
    'row 12',
    'item 371',
    'sheet «2010», row 4',
    'B10',
    'M09+, row 33',
  ])
})

test('an address is read without its escapes, and a file’s name as it is', () => {
  expect(sayPage('https://a.vn/x?tu=2026-10-30T16%3A59%3A59&ten=x%C3%A3')).toBe('https://a.vn/x?tu=2026-10-30T16:59:59&ten=xã')
  expect(['https://a.vn/100%', 'báo cáo%20.xlsx'].map(sayPage)).toEqual(['https://a.vn/100%', 'báo cáo%20.xlsx'])
})
