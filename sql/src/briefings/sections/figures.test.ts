import { expect, test } from 'vitest'
import type { Reading } from '../../readings/read.ts'
import { beganAnew } from './figures.ts'

const count = { terms: [{ measure: { time: 'sum' } }], tree: { op: 'term' } }
const at = new Date('2026-11-30T20:00:00Z')
const month = (from: string, to: string) => ({ from: new Date(`${from}T17:00:00Z`), to: new Date(`${to}T17:00:00Z`) })
const [november, december] = [month('2026-10-31', '2026-11-30'), month('2026-11-30', '2026-12-31')]
const read = (asked: Reading['asked'], compiled: unknown = count) => ({ asked, definition: { compiled } }) as Reading

test('what adds up over a month is not set beside the report of the month before, where a month that is over is', () => {
  expect(beganAnew(read(december), read(november), at)).toBe(true)
  expect(beganAnew(read(december), read(december), at)).toBe(false)
  expect(beganAnew(read(november), read(month('2026-09-30', '2026-10-31')), at)).toBe(false)
})
