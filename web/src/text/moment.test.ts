import { expect, test } from 'vitest'
import { formatMoment, parseMoment } from './moment.ts'

const HANOI = 'Asia/Ho_Chi_Minh'

test('a moment is written as people write it and read back the same', () => {
  const at = Date.parse('2026-10-01T01:05:00Z')
  expect(formatMoment(at, HANOI)).toBe('08:05 01/10/2026')
  expect(parseMoment('08:05 01/10/2026', HANOI)).toBe(at)
  expect(parseMoment(' 8h05 1-10-2026 ', HANOI)).toBe(at)
})

test('a day alone means its last minute', () => {
  expect(parseMoment('30/06/2025', HANOI)).toBe(Date.parse('2025-06-30T16:59:00Z'))
})

test('what is no moment is refused, not guessed', () => {
  for (const text of ['', 'hôm qua', '2026-10-01', '25:00 01/10/2026', '08:00 31/02/2026', '08:00 10/2026'])
    expect(parseMoment(text, HANOI)).toBeNull()
})

test('a zone whose clocks change is followed', () => {
  expect(parseMoment('12:00 29/03/2026', 'Europe/Berlin')).toBe(Date.parse('2026-03-29T10:00:00Z'))
  expect(parseMoment('02:30 29/03/2026', 'Europe/Berlin')).toBeNull()
})
