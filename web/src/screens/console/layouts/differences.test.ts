import type { Playlist, SceneFile } from '@ioc/server/contract'
import { expect, test } from 'vitest'
import { playlistDifferences, sceneDifferences } from './differences.ts'

const title = { vi: 'Ngân sách', en: 'Budget' }
const [a, b, c] = ['a', 'b', 'c'].map((tile, at) => ({ tile, column: 1 + 4 * at, row: 1, width: 4, height: 12 })) as [
  SceneFile['places'][number],
  SceneFile['places'][number],
  SceneFile['places'][number],
]
const scene: SceneFile = { id: 's', title, columns: 12, rows: 12, places: [a, b, c], strip: null }

test('two tiles that changed places are told once, together', () => {
  const after = { ...scene, places: [{ ...b, tile: 'a' }, { ...a, tile: 'b' }, c] }
  expect(sceneDifferences(scene, after)).toEqual([{ is: 'swapped', tile: 'a', other: 'b' }])
  expect(sceneDifferences(scene, { ...scene, places: [c, a, b] })).toEqual([])
})

test('what came, went, moved, grew or is called otherwise is told by name', () => {
  const lower = { ...b, row: 7, height: 6 }
  const after: SceneFile = {
    ...scene,
    ...{ title: { ...title, vi: 'Thu chi' }, columns: 16, strip: 'n' },
    places: [{ ...a, column: 13 }, lower, { ...c, tile: 'd' }],
  }
  expect(sceneDifferences(scene, after)).toEqual([
    { is: 'title', from: 'Ngân sách', to: 'Thu chi' },
    { is: 'grid', from: '12 × 12', to: '16 × 12' },
    { is: 'added', tile: 'd' },
    { is: 'removed', tile: 'c' },
    { is: 'moved', tile: 'a', from: a, to: { ...a, column: 13 } },
    { is: 'resized', tile: 'b', from: b, to: lower },
    { is: 'strip', from: null, to: 'n' },
  ])
})

test('of a playlist the order, each turn, the alarm and the night are told', () => {
  const day: Playlist = {
    id: 'day',
    title,
    scenes: [
      { scene: 'overview', for: 90 },
      { scene: 'press', for: 45 },
      { scene: 'health', for: 45 },
    ],
  }
  expect(playlistDifferences(day, { ...day, scenes: [...day.scenes].reverse() })).toEqual([{ is: 'order' }])
  const after: Playlist = {
    ...day,
    scenes: [
      { for: 60, scene: 'overview' },
      { scene: 'health', for: 45 },
      { scene: 'overview', for: 90 },
    ],
    night: { hours: ['22:00', '05:00'], dim: 0.4 },
  }
  expect(playlistDifferences(day, after)).toEqual([
    { is: 'entry', scene: 'overview', from: day.scenes[0], to: after.scenes[0] },
    { is: 'added', scene: 'overview' },
    { is: 'removed', scene: 'press' },
    { is: 'night', from: undefined, to: after.night },
  ])
})
