import { expect, test } from 'vitest'
import { en } from './en.ts'
import { sayWith } from './say.ts'
import { flat, translator } from './translate.ts'
import { COUNT, DONG, DOSSIER, PERCENT, RANK } from './units.fixture.ts'
import { vi } from './vi.ts'

const say = sayWith(translator('vi', flat(vi)), 'vi', 'Asia/Ho_Chi_Minh')
const english = sayWith(translator('en', flat(en)), 'en', 'Asia/Ho_Chi_Minh')

const days = (first: string, last: string) => ({
  from: new Date(`${first}T00:00:00+07:00`).toISOString(),
  to: new Date(Date.parse(`${last}T00:00:00+07:00`) + 86_400_000).toISOString(),
  computedAt: '2026-11-26T12:00:00Z',
})

test('ages and spans are said in words', () => {
  expect(say.age(2)).toBe('vừa xong')
  expect(say.age(125)).toBe('2 phút trước')
  expect(say.t('tile.late', { span: say.span(2 * 86_400) })).toBe('nguồn trễ 2 ngày')
  expect([english.age(60), english.age(125)]).toEqual(['1 minute ago', '2 minutes ago'])
})

test('a number inside a sentence carries its unit, the percent sign after a thin space', () => {
  expect(say.whole(98, PERCENT)).toBe('98\u202f%')
  expect(say.percent(0.916)).toBe('91,6\u202f%')
  expect(say.whole(45_072_000_000_000, DONG)).toBe('45.072 tỷ đồng')
  expect(say.whole(3, COUNT)).toBe('3')
  expect(say.whole(3, RANK)).toBe('hạng 3')
  expect([say.whole(7, DOSSIER), english.whole(7, DOSSIER)]).toEqual(['7 hồ sơ', '7 dossiers'])
})

test('a span of days does not name the day after its end', () => {
  expect(say.days('2026-11-15T17:00:00Z', '2026-11-22T17:00:00Z')).toBe('16/11 – 22/11')
})

test('a period is named as people name it', () => {
  const november = days('2026-11-01', '2026-11-26')
  expect(say.period('month', november)).toBe('Tháng 11')
  expect(english.period('month', november)).toBe('November')
  expect(say.period('today', days('2026-11-22', '2026-11-22'))).toBe('Hôm nay')
  expect(say.period('last_month', days('2026-10-01', '2026-10-31'))).toBe('Tháng 10')
  expect(say.period('quarter', days('2026-10-01', '2026-11-26'))).toBe('Quý IV/2026')
  const year = days('2025-11-01', '2026-10-31')
  expect([say.period('last12m', year), say.until('last12m', year)]).toEqual(['12 tháng qua', 'đến hết 10/2026'])
  expect(say.until('month', november)).toBe(false)
})

test('a newest figure is named by what it is a figure of', () => {
  expect(say.period('latest', days('2025-01-01', '2025-12-31'))).toBe('Năm 2025')
  expect(say.period('latest', days('2026-10-01', '2026-10-31'))).toBe('Tháng 10/2026')
  expect(say.period('latest', days('2026-02-01', '2026-02-28'))).toBe('Tháng 2/2026')
  expect(say.period('latest', days('2026-10-31', '2026-10-31'))).toBe('Ngày 31/10')
  expect(say.period('latest', days('2025-10-31', '2025-10-31'))).toBe('31/10/2025')
  expect(say.period('latest', days('2021-11-27', '2026-11-26'))).toBe('Số mới nhất')
})
