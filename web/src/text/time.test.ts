import { expect, test } from 'vitest'
import { formatClock, formatDay, spanParts, weekdayOf } from './time.ts'

const zone = 'Asia/Ho_Chi_Minh'

test('the wall shows the time of the province wherever the screen stands', () => {
  expect(formatClock('2026-11-20T02:41:07Z', zone)).toBe('09:41:07')
  expect(formatDay('2026-11-19T17:00:00Z', zone)).toBe('20/11/2026')
  expect(weekdayOf('2026-11-19T17:00:00Z', zone, 'vi')).toBe('Thứ Sáu')
})

test('midnight reads 00, not 24', () => {
  expect(formatClock('2026-11-19T17:00:05Z', zone)).toBe('00:00:05')
})

test('a span is said in its largest whole unit', () => {
  expect(spanParts(59)).toEqual({ key: 'second', count: 59 })
  expect(spanParts(3_599)).toEqual({ key: 'minute', count: 59 })
  expect(spanParts(86_399)).toEqual({ key: 'hour', count: 23 })
  expect(spanParts(2 * 86_400 + 5)).toEqual({ key: 'day', count: 2 })
  expect(spanParts(729 * 86_400)).toEqual({ key: 'day', count: 729 })
  expect(spanParts(3_650 * 86_400)).toEqual({ key: 'year', count: 10 })
  expect(spanParts(-3)).toEqual({ key: 'second', count: 0 })
})
