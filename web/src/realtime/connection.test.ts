import { expect, test } from 'vitest'
import { connectionOf, frozenSince, type Line } from './connection.ts'

const line = (over: Partial<Line> = {}): Line => ({
  connected: true,
  openedAt: 0,
  disconnectedAt: null,
  lastPulseAt: 10_000,
  ...over,
})

test('a line with a recent pulse is live and says how old the pulse is', () => {
  expect(connectionOf(line(), 13_500)).toEqual({ kind: 'live', pulseAge: 3_500 })
})

test('before the first pulse the wall is connecting', () => {
  expect(connectionOf(line({ lastPulseAt: null }), 2_000)).toEqual({ kind: 'connecting' })
  expect(connectionOf(line({ connected: false, lastPulseAt: null }), 2_000)).toEqual({ kind: 'connecting' })
})

test('a line that goes to another server is not cut for that moment', () => {
  const going = line({ connected: false, disconnectedAt: 12_000 })
  expect(connectionOf(going, 13_500)).toEqual({ kind: 'live', pulseAge: 3_500 })
  expect(connectionOf(going, 13_501).kind).toBe('reconnecting')
  expect(connectionOf(line({ connected: false, disconnectedAt: 25_000 }), 25_001).kind).toBe('reconnecting')
})

test('a cut line says since when', () => {
  const cut = line({ connected: false, disconnectedAt: 12_000 })
  expect(connectionOf(cut, 14_000)).toEqual({ kind: 'reconnecting', since: 12_000, frozen: false })
  expect(frozenSince(cut, 14_000)).toBeNull()
})

test('a socket that claims to be connected but has been silent for 15 seconds is frozen since its last pulse', () => {
  expect(connectionOf(line(), 25_000).kind).toBe('live')
  expect(connectionOf(line(), 25_001)).toEqual({ kind: 'frozen', since: 10_000 })
  expect(frozenSince(line(), 25_001)).toBe(10_000)
})

test('figures are declared frozen while reconnecting takes long, too', () => {
  expect(frozenSince(line({ connected: false, disconnectedAt: 12_000 }), 26_000)).toBe(10_000)
})

test('a wall that never heard a pulse does not stay connecting for ever', () => {
  expect(frozenSince(line({ connected: false, lastPulseAt: null }), 16_000)).toBe(0)
})
