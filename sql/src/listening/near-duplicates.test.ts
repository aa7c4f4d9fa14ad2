import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bandsOf } from './near-duplicates.ts'

const shared = (a: string, b: string) => bandsOf(a).filter((band) => bandsOf(b).includes(band)).length
const STORY =
  'Hưng Yên khởi công đường nối cao tốc Cầu Giẽ – Ninh Bình, tổng mức đầu tư hơn 1.200 tỷ đồng, dự kiến hoàn thành năm 2028'

test('the same text typed without accents or in capitals is the same text', () => {
  const plain = STORY.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').toUpperCase()
  expect(bandsOf(plain)).toEqual(bandsOf(STORY))
})

test('a reprint with a word more shares bands; another story shares none', () => {
  expect(shared(STORY, `Chính thức: ${STORY}`)).toBeGreaterThanOrEqual(3)
  expect(shared(STORY, 'Người dân xã Như Quỳnh phản ánh kênh tiêu bốc mùi hôi suốt nhiều tháng qua')).toBe(0)
})

test('any text at all has eight bands that PostgreSQL can store', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const bands = bandsOf(text)
      return bands.length === 8 && bands.every((band) => Number.isInteger(band) && band >= -(2 ** 31) && band < 2 ** 31)
    }),
  )
})
