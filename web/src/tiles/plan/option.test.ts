import { expect, test } from 'vitest'
import { BRIEF_REM, BRIEF_ROOMY_REM, boardOf, type PlanRow, ROW_REM } from './option.ts'

const row = (id: string, status: PlanRow['status']) => ({ id, status }) as PlanRow
const rows = [row('a', 'late'), row('b', 'on_track'), row('c', 'unmeasured'), row('d', 'unmeasured')]
const ids = (found: PlanRow[]) => found.map(({ id }) => id)

test('with room for all, all are shown, the unmeasured apart', () => {
  const { measured, unmeasured, hidden } = boardOf(rows, 100)
  expect([ids(measured), ids(unmeasured), hidden]).toEqual([['a', 'b'], ['c', 'd'], 0])
})

test('what is measured has room first, and what is left out is counted', () => {
  const { measured, unmeasured, hidden } = boardOf(rows, 2 * ROW_REM + BRIEF_REM)
  expect([ids(measured), ids(unmeasured), hidden]).toEqual([['a', 'b'], ['c'], 1])
  expect(boardOf(rows, ROW_REM).hidden).toBe(3)
  expect(boardOf(rows, 0).hidden).toBe(4)
})

test('the unmeasured take a second line only where all of them can', () => {
  expect(boardOf(rows, 2 * ROW_REM + 2 * BRIEF_ROOMY_REM).isRoomy).toBe(true)
  expect(boardOf(rows, 2 * ROW_REM + 2 * BRIEF_ROOMY_REM - 1).isRoomy).toBe(false)
})
