import type { TileState } from '@ioc/server/contract'
import { expect, test } from 'vitest'
import { mergeTile, watchOf } from './merge.ts'

const state = (version: number, count = version, node = 'one'): TileState => ({
  tile: 'press.newest',
  node,
  version,
  visitors: null,
  position: version,
  data: {
    id: 'press.newest',
    kind: 'stream',
    title: { vi: 'Tin mới', en: 'News' },
    state: 'ok',
    lateBy: 0,
    simulated: false,
    items: [
      { id: String(count), feed: 'press-sim', at: '2026-11-20T02:00:00Z', title: 'Tin', outlet: 'Báo Hưng Yên', copies: count },
    ],
  },
})

test('the first state of a tile is taken', () => {
  expect(mergeTile(undefined, state(1))).toEqual(state(1))
})

test('a newer state replaces the held one', () => {
  expect(mergeTile(state(1), state(4))).toEqual(state(4))
})

test('a state that was overtaken on the way is dropped', () => {
  const held = state(4)
  expect(mergeTile(held, state(3))).toBe(held)
})

test('the same version twice changes nothing, not even identity', () => {
  const held = state(4)
  expect(mergeTile(held, state(4, 9))).toBe(held)
})

test('any order of arrival ends at the newest state', () => {
  const arrivals = [3, 1, 5, 2, 4, 5].map((version) => state(version))
  expect(arrivals.reduce<TileState | undefined>(mergeTile, undefined)?.version).toBe(5)
})

test('what another server says is taken, be its version below the one held: they count by themselves', () => {
  const other = state(2, 7, 'other')
  expect(mergeTile(state(4), other)).toBe(other)
})

test('a watch names the version held of each tile, and 0 where there is none', () => {
  const held = new Map([['a', state(7)]])
  expect(watchOf('overview', ['a', 'b'], (tile) => held.get(tile))).toEqual({
    scene: 'overview',
    visitors: null,
    node: 'one',
    tiles: { a: 7, b: 0 },
  })
})

test('a watch names versions of one server only', () => {
  const held = new Map([
    ['a', state(7)],
    ['b', state(9, 9, 'other')],
    ['c', state(8)],
  ])
  expect(watchOf('overview', ['a', 'b', 'c'], (tile) => held.get(tile))).toMatchObject({
    node: 'one',
    tiles: { a: 7, b: 0, c: 8 },
  })
})
