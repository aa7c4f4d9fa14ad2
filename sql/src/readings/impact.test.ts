import { expect, test } from 'vitest'
import { periodLike } from './impact.ts'

test('a number is asked over days as long as its own period, and never a week’s over a year', () => {
  const like = (['today', 'last24h', 'last7d', 'month', 'last_month', 'quarter', 'year', 'last12m', 'latest'] as const).map(
    (own) => periodLike(own, '2026-03-02'),
  )
  expect(like).toEqual([
    '2026-03-02',
    '2026-03-02',
    '2026-02-24..2026-03-02',
    '2026-03',
    '2026-03',
    '2026-Q1',
    '2026',
    '2026',
    '2026',
  ])
})
