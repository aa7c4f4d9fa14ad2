import { expect, test } from 'vitest'
import { readDay, sayDay } from './day.ts'

test('a day is written day first and read back the same, however it is parted', () => {
  expect(sayDay('2026-10-01')).toBe('01/10/2026')
  for (const text of ['01/10/2026', '1/10/2026', ' 1-10-2026 ', '1.10.26', '01102026', '1 10 2026', '2026-10-01'])
    expect(readDay(text), text).toBe('2026-10-01')
})

test('what is no day of the calendar is refused, not guessed', () => {
  for (const text of ['', 'hôm qua', '31/02/2026', '13/13/2026', '2026-13-01', '10/2026', '1/10/202', '29/02/2025'])
    expect(readDay(text), text).toBeNull()
})
