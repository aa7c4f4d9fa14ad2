import { expect, test } from 'vitest'
import { type AlertsRow, isEngineLate, rowsShown } from './option.ts'

const rows = (count: number) => Array.from({ length: count }, (_, n) => ({ subject: { id: `${n}` } }) as AlertsRow)

test('where not all have a line, the last line says how many more there are', () => {
  expect(rowsShown(rows(4), 4)).toMatchObject({ rest: 0 })
  const cut = rowsShown(rows(9), 4)
  expect([cut.rows.length, cut.rest]).toEqual([3, 6])
  expect(rowsShown(rows(2), 0)).toEqual({ rows: [], rest: 2 })
})

test('whoever asks the rules is believed for some minutes, and of the past nobody is asked', () => {
  const engine = { askedAt: '2026-11-28T00:00:00Z', watches: 1, failing: 0, lateBy: 10 }
  expect(isEngineLate(engine)).toBe(false)
  expect(isEngineLate({ ...engine, lateBy: 601 })).toBe(true)
  expect(isEngineLate({ ...engine, askedAt: null })).toBe(true)
  expect(isEngineLate(null)).toBe(false)
})
