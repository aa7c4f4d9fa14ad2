import { expect, test } from 'vitest'
import { cleanText, foldName, quote } from './text.ts'

test('a name typed with loose marks is the same name', () => {
  expect(cleanText(' Hưng Yên '.normalize('NFD'))).toBe('Hưng Yên')
})

test('control characters do not reach the database', () => {
  expect(cleanText('a\u0000b\u0007\nc')).toBe('ab\nc')
})

test.each([
  ['Unique Key', 'unique_key'],
  ['unique_key', 'unique_key'],
  ['Mã hồ sơ', 'ma_ho_so'],
  ['ĐƠN VỊ (triệu đồng)', 'don_vi_trieu_dong'],
  ['  ', ''],
])('the column «%s» is %s', (heading, key) => expect(foldName(heading)).toBe(key))

test('a long value is cut before it is shown', () => {
  expect(quote('x'.repeat(500)).length).toBeLessThan(70)
})
