import { type Cell, ReadingState } from '@ioc/server/contract'
import { expect, test } from 'vitest'
import { vi } from '../text/vi.ts'
import { doubtsOf, legendOf, markOf } from './mark.ts'

test('a trusted number without thresholds needs no mark', () => {
  expect(markOf({ state: 'ok', level: null })).toBeNull()
})

test('a trusted number shows its level', () => {
  expect(markOf({ state: 'ok', level: 'critical' })).toEqual({ tone: 'critical', text: 'level.critical' })
  expect(markOf({ state: 'provisional', level: 'good' })?.text).toBe('level.good')
})

test('a stale number is stale before it is red', () => {
  expect(markOf({ state: 'stale', level: 'critical' })).toEqual({ tone: 'stale', text: 'state.stale' })
})

test('every state but a plain good one has a mark with a word', () => {
  for (const state of ReadingState.options.filter((option) => option !== 'ok')) {
    expect(markOf({ state, level: null })?.text, state).toBe(`state.${state}`)
    expect(vi.state[state]).not.toBe('')
  }
})

const cell = (value: number | null, state: Cell['state']): Cell => ({ value, state, estimate: false })

test('of numbers beside each other the doubtful ones are marked, and a doubt they all share is said once', () => {
  const mixed = [cell(3, 'ok'), cell(0, 'zero'), cell(2, 'provisional'), cell(1, 'stale')]
  expect(mixed.map(doubtsOf(mixed))).toEqual([null, null, 'provisional', 'stale'])
  const alike = [cell(3, 'provisional'), cell(0, 'provisional')]
  expect(alike.map(doubtsOf(alike))).toEqual([null, null])
})

test('in place of a number that is not there stands why, whatever its neighbours are in', () => {
  const none = [cell(null, 'suppressed'), cell(null, 'missing'), cell(4, 'ok')]
  expect(none.map(doubtsOf(none))).toEqual(['suppressed', 'missing', null])
})

test('the foot explains the marks that the head does not', () => {
  const cells = [cell(3, 'ok'), cell(2, 'provisional'), cell(1, 'stale'), cell(null, 'missing'), cell(null, 'suppressed')]
  expect(legendOf(cells, 'stale')).toEqual(['provisional', 'suppressed'])
})
