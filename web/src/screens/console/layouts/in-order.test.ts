import { expect, test } from 'vitest'
import { inOrder } from './in-order.ts'

const scene = (id: string, vi: string) => ({ id, lastSpec: { title: { vi, en: id } } })
const scenes = [
  scene('alerts', 'Cảnh báo'),
  scene('desks', 'Đô thị'),
  scene('map', 'Bản đồ'),
  scene('overview', 'Toàn cảnh'),
  scene('press', 'Dân cư'),
]
const names = (playlists: Parameters<typeof inOrder>[1]) => inOrder(scenes, playlists, 'vi').map(({ id }) => id)

test('scenes that are played come first, in the order they are played', () => {
  const day = { spec: { scenes: [{ scene: 'overview' }, { scene: 'alerts' }, { scene: 'overview' }] } }
  expect(names([day])).toEqual(['overview', 'alerts', 'map', 'press', 'desks'])
})

test('the others follow by their Vietnamese names: D stands before Đ', () => {
  expect(names([{ spec: null }])).toEqual(['map', 'alerts', 'press', 'desks', 'overview'])
})
