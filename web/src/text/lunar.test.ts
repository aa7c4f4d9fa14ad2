import { expect, test } from 'vitest'
import { lunarDate } from './lunar.ts'

const date = (text: string) => {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number)
  return { year, month, day }
}

test.each([
  ['2024-02-10', 'Giáp Thìn'],
  ['2025-01-29', 'Ất Tỵ'],
  ['2026-02-17', 'Bính Ngọ'],
  ['2027-02-06', 'Đinh Mùi'],
])('Tết falls on %s, the first day of %s', (day, year) => {
  expect(lunarDate(date(day))).toEqual({ day: 1, month: 1, leap: false, year })
})

test('Tết 2007 and 2030 come a day before the Chinese new year', () => {
  expect(lunarDate(date('2007-02-17'))).toMatchObject({ day: 1, month: 1 })
  expect(lunarDate(date('2030-02-02'))).toMatchObject({ day: 1, month: 1 })
})

test('2025 has a leap sixth month', () => {
  expect(lunarDate(date('2025-07-24'))).toMatchObject({ day: 30, month: 6, leap: false })
  expect(lunarDate(date('2025-07-25'))).toMatchObject({ day: 1, month: 6, leap: true })
  expect(lunarDate(date('2025-08-23'))).toMatchObject({ day: 1, month: 7, leap: false })
})

test('it agrees with the Chinese calendar of Intl on all but a few months of thirty years', () => {
  const chinese = new Intl.DateTimeFormat('en-u-ca-chinese', { timeZone: 'UTC', day: 'numeric', month: 'numeric' })
  let differing = 0
  const from = Date.UTC(2010, 0, 1) / 86_400_000
  for (let day = from; day < from + 30 * 365; day++) {
    const at = new Date(day * 86_400_000)
    const ours = lunarDate({ day: at.getUTCDate(), month: at.getUTCMonth() + 1, year: at.getUTCFullYear() })
    const theirs = Number(chinese.formatToParts(at).find(({ type }) => type === 'day')?.value)
    if (ours.day !== theirs) differing += 1
  }
  expect(differing / (30 * 365)).toBeLessThan(0.06)
})
