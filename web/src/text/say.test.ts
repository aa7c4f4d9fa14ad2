import i18next from 'i18next'
import { beforeAll, expect, test } from 'vitest'
import { en } from './en.ts'
import { type Say, sayWith } from './say.ts'
import { vi } from './vi.ts'

let say: Say
let english: Say

beforeAll(async () => {
  await i18next.init({
    lng: 'vi',
    resources: { vi: { translation: vi }, en: { translation: en } },
    interpolation: { escapeValue: false },
  })
  say = sayWith(i18next.t, 'vi', 'Asia/Ho_Chi_Minh')
  english = sayWith(i18next.getFixedT('en'), 'en', 'Asia/Ho_Chi_Minh')
})

test('ages and spans are said in words', () => {
  expect(say.age(2)).toBe('vừa xong')
  expect(say.age(125)).toBe('2 phút trước')
  expect(say.t('tile.late', { span: say.span(2 * 86_400) })).toBe('nguồn trễ 2 ngày')
  expect([english.age(60), english.age(125)]).toEqual(['1 minute ago', '2 minutes ago'])
})

test('a number inside a sentence carries its unit, the percent sign after a thin space', () => {
  expect(say.whole(98, 'percent')).toBe('98\u202f%')
  expect(say.percent(0.916)).toBe('91,6\u202f%')
  expect(say.whole(45_072_000_000_000, 'dong')).toBe('45.072 tỷ đồng')
  expect(say.whole(3, 'count')).toBe('3')
})

test('a span of days does not name the day after its end', () => {
  expect(say.days('2026-11-15T17:00:00Z', '2026-11-22T17:00:00Z')).toBe('16/11 – 22/11')
})

test('a period is named as people name it', () => {
  expect(say.period('month', '2026-10-31T17:00:00Z')).toBe('Tháng 11')
  expect(english.period('month', '2026-10-31T17:00:00Z')).toBe('November')
  expect(say.period('today', '2026-11-21T17:00:00Z')).toBe('Hôm nay')
})
