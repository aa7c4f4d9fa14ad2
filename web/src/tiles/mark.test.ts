import { ReadingState } from '@ioc/server/contract'
import { expect, test } from 'vitest'
import { vi } from '../text/vi.ts'
import { markOf } from './mark.ts'

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
