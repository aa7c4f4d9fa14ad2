import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sentimentOf } from './sentiment.ts'

test.each([
  ['Cán bộ một cửa nhiệt tình, giải quyết nhanh gọn', 'positive'],
  ['Rác thải ùn ứ, mùi hôi nồng nặc, bà con bức xúc', 'negative'],
  ['Hội nghị diễn ra sáng nay tại hội trường', 'neutral'],
  // Negation, and what only looks like one.
  ['Đường này không đẹp', 'negative'],
  ['Thái độ phục vụ không được nhiệt tình', 'negative'],
  ['Không những nhanh mà còn chu đáo', 'positive'],
  // What is wished for is not there yet.
  ['Mong xã làm đường cho đẹp', 'negative'],
  ['Đề nghị giải quyết hồ sơ nhanh chóng hơn', 'negative'],
  // What follows «nhưng» counts for more.
  ['Đường đẹp nhưng bụi quá, rác nhiều', 'negative'],
  // Without marks, in teencode, drawn out, with emoji.
  ['can bo nhiet tinh, giai quyet nhanh gon', 'positive'],
  ['rac thai un u, boc mui, ba con buc xuc qua', 'negative'],
  ['cb làm việc ko tốt', 'negative'],
  ['dv ở đây good, thik lắm', 'positive'],
  ['đẹpppppp quá', 'positive'],
  ['Đường xã mình 😡', 'negative'],
  ['Làng mình ❤️', 'positive'],
])('«%s» is %s', (text, sentiment) => {
  expect(sentimentOf(text)).toBe(sentiment)
})

test('any text has a sentiment, however it is composed and cased', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(['negative', 'neutral', 'positive']).toContain(sentimentOf(text))
      expect(sentimentOf(text.normalize('NFD'))).toBe(sentimentOf(text.normalize('NFC')))
    }),
  )
  const text = 'Hoà nhã, chu đáo'
  expect(sentimentOf(text.toUpperCase())).toBe(sentimentOf(text))
})
