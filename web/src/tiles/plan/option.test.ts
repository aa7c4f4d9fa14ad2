import { expect, test } from 'vitest'
import { BRIEF_REM, BRIEF_ROOMY_REM, boardOf, type PlanRow, ROW_REM } from './option.ts'

const row = (id: string, status: PlanRow['status'], plan = 'plan') => ({ id, status, plan: { id: plan } }) as PlanRow
const rows = [row('a', 'late'), row('b', 'on_track'), row('c', 'unmeasured'), row('d', 'unmeasured')]
const ids = (found: PlanRow[]) => found.map(({ id }) => id)
const groups = (found: ReturnType<typeof boardOf>['unmeasured']) => found.map(({ plan, rows }) => [plan.id, ...ids(rows)])

test('with room for all, all are shown, the unmeasured apart', () => {
  const { measured, unmeasured, hidden } = boardOf(rows, 100)
  expect([ids(measured), groups(unmeasured), hidden]).toEqual([['a', 'b'], [['plan', 'c', 'd']], 0])
})

test('what is measured has room first, and what is left out is counted', () => {
  const { measured, unmeasured, hidden } = boardOf(rows, 2 * ROW_REM + 2 * BRIEF_REM)
  expect([ids(measured), groups(unmeasured), hidden]).toEqual([['a', 'b'], [['plan', 'c']], 1])
  expect(boardOf(rows, ROW_REM).hidden).toBe(3)
  expect(boardOf(rows, 0).hidden).toBe(4)
})

test('on a wall of double width what nobody measures has a column and the height of it', () => {
  expect(boardOf(rows, 2 * ROW_REM).hidden).toBe(2)
  expect(boardOf(rows, 3 * BRIEF_REM, true)).toMatchObject({ measured: [{ id: 'a' }], hidden: 1 })
  expect(groups(boardOf(rows, 3 * BRIEF_REM, true).unmeasured)).toEqual([['plan', 'c', 'd']])
})

test('the unmeasured take a second line only where all of them can', () => {
  const needed = 2 * ROW_REM + BRIEF_REM + 2 * BRIEF_ROOMY_REM
  expect(boardOf(rows, needed).isRoomy).toBe(true)
  expect(boardOf(rows, needed - 1).isRoomy).toBe(false)
})

test('each plan is named once, above what nobody measures of it', () => {
  const two = [...rows, row('e', 'unmeasured', 'other')]
  expect(groups(boardOf(two, 100).unmeasured)).toEqual([
    ['plan', 'c', 'd'],
    ['other', 'e'],
  ])
  // Where there is room for the name and for nothing below it, neither is shown.
  expect(boardOf(two, 2 * ROW_REM + 4 * BRIEF_REM)).toMatchObject({ hidden: 1, unmeasured: [{ plan: { id: 'plan' } }] })
})
