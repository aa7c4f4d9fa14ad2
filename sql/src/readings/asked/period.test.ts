import { expect, test } from 'vitest'
import { parsePeriod, spanOf, yearBefore } from './period.ts'

// 23:30 on 28 February 2026 in Vietnam.
const AT = new Date('2026-02-28T16:30:00Z')
const iso = (span: { from: Date; to: Date } | null) => (span ? [span.from.toISOString(), span.to.toISOString()] : [])

test('a day is the day in Vietnam, not in Greenwich', () => {
  expect(iso(spanOf('today', AT))).toEqual(['2026-02-27T17:00:00.000Z', '2026-02-28T17:00:00.000Z'])
  expect(iso(spanOf('today', new Date('2026-02-28T17:00:00Z')))).toEqual(['2026-02-28T17:00:00.000Z', '2026-03-01T17:00:00.000Z'])
})

test('a month and a year begin at midnight in Vietnam and run to the end of today', () => {
  expect(iso(spanOf('month', AT))).toEqual(['2026-01-31T17:00:00.000Z', '2026-02-28T17:00:00.000Z'])
  expect(iso(spanOf('year', AT))).toEqual(['2025-12-31T17:00:00.000Z', '2026-02-28T17:00:00.000Z'])
})

test('the last 24 hours are 24 whole hours, the one under way among them', () => {
  expect(iso(spanOf('last24h', AT))).toEqual(['2026-02-27T17:00:00.000Z', '2026-02-28T17:00:00.000Z'])
})

test('any number of hours can be asked for, the last of them the one under way', () => {
  expect(iso(parsePeriod('last3h', AT))).toEqual(['2026-02-28T14:00:00.000Z', '2026-02-28T17:00:00.000Z'])
  expect(iso(parsePeriod('last48h', AT))).toEqual(['2026-02-26T17:00:00.000Z', '2026-02-28T17:00:00.000Z'])
  expect(() => parsePeriod('last0h', AT)).toThrow('is no period')
})

test('seven days, a whole month, the quarter under way and twelve whole months', () => {
  expect(iso(spanOf('last7d', AT))).toEqual(['2026-02-21T17:00:00.000Z', '2026-02-28T17:00:00.000Z'])
  expect(iso(spanOf('last_month', AT))).toEqual(['2025-12-31T17:00:00.000Z', '2026-01-31T17:00:00.000Z'])
  expect(iso(spanOf('quarter', AT))).toEqual(['2025-12-31T17:00:00.000Z', '2026-02-28T17:00:00.000Z'])
  expect(iso(spanOf('quarter', new Date('2026-12-05T00:00:00Z')))[0]).toBe('2026-09-30T17:00:00.000Z')
  expect(iso(spanOf('last12m', AT))).toEqual(['2025-01-31T17:00:00.000Z', '2026-01-31T17:00:00.000Z'])
  expect(iso(spanOf('latest', AT))).toEqual(['2021-02-28T17:00:00.000Z', '2026-02-28T17:00:00.000Z'])
})

test('a figure of a year or a month is set against the same of the year before, one of a day against the days about it', () => {
  const slot = (from: string, to: string) => ({ from: new Date(`${from}T00:00:00+07:00`), to: new Date(`${to}T00:00:00+07:00`) })
  expect(iso(yearBefore('latest', slot('2025-01-01', '2026-01-01')))).toEqual(iso(slot('2024-01-01', '2025-01-01')))
  expect(iso(yearBefore('latest', slot('2026-10-01', '2026-11-01')))).toEqual(iso(slot('2025-10-01', '2025-11-01')))
  expect(iso(yearBefore('latest', slot('2026-10-31', '2026-11-01')))).toEqual(iso(slot('2025-10-01', '2025-11-01')))
})

test('the year before has the same days; the day after 28 February is 1 March in either', () => {
  expect(iso(yearBefore('month', spanOf('month', AT)))).toEqual(['2025-01-31T17:00:00.000Z', '2025-02-28T17:00:00.000Z'])
  const leapDay = { from: new Date('2024-02-28T17:00:00Z'), to: new Date('2024-02-29T17:00:00Z') }
  expect(iso(yearBefore('month', leapDay))).toEqual(['2023-02-27T17:00:00.000Z', '2023-02-28T17:00:00.000Z'])
})

test('a day under way is not compared with a whole one', () => {
  expect(yearBefore('today', spanOf('today', AT))).toBeNull()
})

test('what stands open now has no year before', () => {
  expect(yearBefore('now', spanOf('now', AT))).toBeNull()
})
