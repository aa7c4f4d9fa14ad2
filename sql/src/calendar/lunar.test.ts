import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayOf, startOfDay } from '../time/hanoi.ts'
import { DAY_MS, dayOfNumber, numberOfDay } from './day.ts'
import { lunarDate, lunarYearBefore, tetOf } from './lunar.ts'

const date = (text: string) => {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number)
  return { year, month, day }
}
const days = (from: string, to: string) => ({ from: startOfDay(from), to: startOfDay(to) })
const before = (from: string, to: string) => {
  const found = lunarYearBefore(days(from, to))
  return [dayOf(found.from), dayOf(found.to)]
}

test.each([
  ['2024-02-10', 'Giáp Thìn'],
  ['2025-01-29', 'Ất Tỵ'],
  ['2026-02-17', 'Bính Ngọ'],
  ['2027-02-06', 'Đinh Mùi'],
])('Tết falls on %s, the first day of %s', (day, year) => {
  expect(lunarDate(date(day))).toEqual({ day: 1, month: 1, leap: false, year })
  expect(tetOf(Number(day.slice(0, 4)))).toBe(day)
})

test('Tết 2007 and 2030 come a day before the Chinese new year', () => {
  expect(tetOf(2007)).toBe('2007-02-17')
  expect(tetOf(2030)).toBe('2030-02-02')
})

test('Tết is the first day of the first month in each of two hundred years, a leap eleventh month before it or not', () => {
  for (let year = 1900; year < 2100; year++) {
    expect(lunarDate(date(tetOf(year))), tetOf(year)).toMatchObject({ day: 1, month: 1, leap: false })
  }
  expect(tetOf(2034)).toBe('2034-02-19')
})

test('2025 has a leap sixth month', () => {
  expect(lunarDate(date('2025-07-24'))).toMatchObject({ day: 30, month: 6, leap: false })
  expect(lunarDate(date('2025-07-25'))).toMatchObject({ day: 1, month: 6, leap: true })
  expect(lunarDate(date('2025-08-23'))).toMatchObject({ day: 1, month: 7, leap: false })
})

test('it agrees with the Chinese calendar of Intl on all but a few months of thirty years', () => {
  const chinese = new Intl.DateTimeFormat('en-u-ca-chinese', { timeZone: 'UTC', day: 'numeric', month: 'numeric' })
  let differing = 0
  const from = numberOfDay('2010-01-01')
  for (let day = from; day < from + 30 * 365; day++) {
    const theirs = Number(chinese.formatToParts(new Date(day * DAY_MS)).find(({ type }) => type === 'day')?.value)
    if (lunarDate(date(dayOfNumber(day))).day !== theirs) differing += 1
  }
  expect(differing / (30 * 365)).toBeLessThan(0.06)
})

test.each([
  ['2025-01-29', '2025-02-03', '2024-02-10', '2024-02-15', 'the first five days of Tết'],
  ['2026-02-17', '2026-02-22', '2025-01-29', '2025-02-03', 'the same over a leap month, which makes it 384 days'],
  ['2026-02-10', '2026-02-25', '2025-01-22', '2025-02-06', 'a week on either side of Tết'],
  ['2027-01-30', '2027-02-06', '2026-02-10', '2026-02-17', 'the week before Tết with the week before Tết'],
  ['2027-02-20', '2027-02-21', '2026-03-03', '2026-03-04', 'the fifteenth of the first month'],
  ['2025-10-06', '2025-10-07', '2024-09-17', '2024-09-18', 'mid-autumn, counted back from the Tết that follows it'],
])('%s to %s is compared with %s to %s: %s', (from, to, fromBefore, toBefore) => {
  expect(before(from, to)).toEqual([fromBefore, toBefore])
})

test('the anniversary of the Hùng kings comes out within a day of itself in any of these years', () => {
  const kings = ['2024-04-18', '2025-04-07', '2026-04-26', '2027-04-16']
  for (const [index, day] of kings.slice(1).entries()) {
    const [found] = before(day, dayOfNumber(numberOfDay(day) + 1)) as [string, string]
    expect(Math.abs(numberOfDay(found) - numberOfDay(kings[index] as string)), day).toBeLessThanOrEqual(1)
  }
})

test('a span keeps its length, its time of day and its distance from Tết, 354 to 385 days earlier', () => {
  const instant = fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(instant, fc.integer({ min: 0, max: 400 * DAY_MS }), (from, length) => {
      const to = new Date(from.getTime() + length)
      const found = lunarYearBefore({ from, to })
      expect(found.to.getTime() - found.from.getTime()).toBe(length)
      const days = (from.getTime() - found.from.getTime()) / DAY_MS
      expect([353, 354, 355, 383, 384, 385]).toContain(days)
    }),
  )
})
