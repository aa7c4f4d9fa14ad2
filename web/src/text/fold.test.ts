import { expect, test } from 'vitest'
import { isFound, keyOf } from './fold.ts'

test('a tile is found without marks, by any of its words in any order', () => {
  expect(isFound('Tuổi hồ sơ đang xử lý', 'ho so')).toBe(true)
  expect(isFound('Tuổi hồ sơ đang xử lý', '  xu  dang ')).toBe(true)
  expect(isFound('Tuổi hồ sơ đang xử lý', 'hồ sơ'.normalize('NFD'))).toBe(true)
  expect(isFound('Tuổi hồ sơ đang xử lý', 'ngan sach')).toBe(false)
  expect(isFound('Đúng hạn', '')).toBe(true)
})

test('a name makes a key that nobody has', () => {
  expect(keyOf('Phòng họp tầng 2', [])).toBe('phong-hop-tang-2')
  expect(keyOf('Phòng họp', ['phong-hop', 'phong-hop-2'])).toBe('phong-hop-3')
  expect(keyOf('!!!', [])).toBe('canh')
})
