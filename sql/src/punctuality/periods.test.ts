import { expect, test } from 'vitest'
import { loadCalendar } from '../calendar/load.ts'
import { dueDay, periodsBefore } from './periods.ts'

test('the periods that are over, whatever their length, one after the other without a gap', () => {
  const at = new Date('2026-03-02T00:30:00+07:00')
  const of = (rhythm: Parameters<typeof periodsBefore>[1]) =>
    periodsBefore(at, rhythm, 2).map(({ from, last }) => `${from} ${last}`)
  expect(of('day')).toEqual(['2026-02-28 2026-02-28', '2026-03-01 2026-03-01'])
  expect(of('week')).toEqual(['2026-02-16 2026-02-22', '2026-02-23 2026-03-01'])
  expect(of('month')).toEqual(['2026-01-01 2026-01-31', '2026-02-01 2026-02-28'])
  expect(of('quarter')).toEqual(['2025-07-01 2025-09-30', '2025-10-01 2025-12-31'])
  expect(of('year')).toEqual(['2024-01-01 2024-12-31', '2025-01-01 2025-12-31'])
})

test('what falls due on a day off is due on the next working day, through Tết too', () => {
  const calendar = loadCalendar('hung-yen')
  expect(dueDay(calendar, '2026-06-30', 10)).toBe('2026-07-10')
  expect(dueDay(calendar, '2026-09-30', 10)).toBe('2026-10-12')
  expect(dueDay(calendar, '2026-02-10', 6)).toBe('2026-02-23')
})
