import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parsePeriod, type Span } from './period.ts'
import { previousSpan, toldOf } from './previous.ts'

const AT = new Date('2026-11-20T05:00:00Z')
const HOUR_MS = 3_600_000
const said = ({ from, to }: Span) => [from, to].map((at) => new Date(at.getTime() + 7 * HOUR_MS).toISOString().slice(0, 10))
const before = (period: string, grain: 'day' | 'month' | 'year' = 'day') => said(previousSpan(parsePeriod(period, AT), grain))

test('before a month stands the month before, before a quarter the quarter, before a year the year', () => {
  expect(before('2026-03')).toEqual(['2026-02-01', '2026-03-01'])
  expect(before('2026-Q1')).toEqual(['2025-10-01', '2026-01-01'])
  expect(before('2025')).toEqual(['2024-01-01', '2025-01-01'])
})

test('before other days stand as many days, and before what is told by the month as many months, the one under way among them', () => {
  expect(before('2026-03-10..2026-03-20')).toEqual(['2026-02-27', '2026-03-10'])
  expect(before('2025-07-01..2026-11-20')).toEqual(['2024-02-09', '2025-07-01'])
  expect(before('2025-07-01..2026-11-20', 'month')).toEqual(['2024-02-01', '2025-07-01'])
})

const day = fc
  .integer({ min: 0, max: 4_000 })
  .map((days) => new Date(Date.parse('2020-01-01T00:00:00+07:00') + days * 24 * HOUR_MS))

test('whatever stretch is asked, the one before ends where it begins and is as long, and so does the one before that', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 900 }), (from, days) => {
      const span = { from, to: new Date(from.getTime() + days * 24 * HOUR_MS) }
      const one = previousSpan(span, 'day')
      const other = previousSpan(one, 'day')
      expect(one.to).toEqual(span.from)
      expect(other.to).toEqual(one.from)
      const isMonths = [span.from, span.to].every((at) => said({ from: at, to: at })[0]?.endsWith('-01'))
      const length = ({ from, to }: Span) => (isMonths ? months(to) - months(from) : to.getTime() - from.getTime())
      expect(length(one)).toBe(length(span))
    }),
  )
})

const months = (at: Date) => {
  const [year, month] = (said({ from: at, to: at })[0] as string).split('-').map(Number) as [number, number]
  return 12 * year + month
}

test('of a stretch whose beginning nobody told of, what is compared begins with the first whole month that was told, if there is one', () => {
  const earlier = parsePeriod('2024-02-09..2025-06-30', AT)
  const toldFrom = (day: string) => said(toldOf(earlier, new Date(`${day}T09:00:00+07:00`)))
  expect(said(toldOf(earlier, null))).toEqual(said(earlier))
  expect(toldFrom('2023-01-01')).toEqual(said(earlier))
  expect(toldFrom('2024-11-03')).toEqual(['2024-12-01', '2025-07-01'])
  expect(toldFrom('2025-05-30')).toEqual(['2025-06-01', '2025-07-01'])
  expect(toldFrom('2025-06-02')).toEqual(said(earlier))
})
