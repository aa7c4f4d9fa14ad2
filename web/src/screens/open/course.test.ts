import type { OpenRow } from '@ioc/server/contract'
import { expect, test } from 'vitest'
import { newestTold, slotsOf, wholeLastTold } from './course.ts'

const row = (from: string, value: number | null) => ({ from, value }) as OpenRow

test('on the first day of a month the month before is shown, and where nothing was ever told the newest', () => {
  const rows = [row('2026-10-01', 3), row('2026-11-01', 4), row('2026-12-01', null), row('2026-11-01', null)]
  expect(newestTold(slotsOf(rows), rows)).toBe('2026-11-01')
  const untold = rows.map(({ from }) => row(from, null))
  expect(newestTold(slotsOf(untold), untold)).toBe('2026-12-01')
  expect(newestTold([], [])).toBe('')
})

test('beside a month that has nothing yet stands what the whole was told of last, not one of its units', () => {
  const of = (unit: string, from: string, value: number | null) => ({ ...row(from, value), unit })
  const rows = [
    of('tinh', '2026-10-01', 3),
    of('tinh', '2026-12-01', null),
    of('tinh', '2026-11-01', 5),
    of('xa', '2026-12-01', 1),
  ]
  const now = { unit: { key: 'tinh' } }
  expect(wholeLastTold({ now, rows })).toEqual({ from: '2026-11-01', value: 5 })
  expect(wholeLastTold({ now, rows: rows.filter(({ value }) => value === null) })).toBeUndefined()
})
