import type { Playlist } from '@ioc/server/contract'
import { expect, test } from 'vitest'
import { dayLine, midnightOf } from './day-line.ts'

const zone = 'Asia/Ho_Chi_Minh'
const midnight = Date.parse('2026-11-27T17:00:00Z')
const quiet = { open: [], criticalSince: null }
const day: Playlist = {
  id: 'day',
  title: { vi: 'Vòng', en: 'Round' },
  scenes: [
    { scene: 'overview', for: 60 },
    { scene: 'alerts', for: 30, whileOpen: { level: 'warn' } },
    { scene: 'health', for: 30, hours: ['07:00', '18:00'] },
  ],
  night: { hours: ['22:00', '05:30'], dim: 0.4 },
}

test('the line of a day says when each scene takes its turns, and for how long in all', () => {
  const { scenes, dark } = dayLine(day, quiet, midnight, zone)
  expect(scenes.map(({ scene, during }) => ({ scene, during }))).toEqual([
    { scene: 'overview', during: [{ from: 0, to: 1_440 }] },
    { scene: 'health', during: [{ from: 420, to: 1_080 }] },
  ])
  expect(scenes.reduce((sum, { seconds }) => sum + seconds, 0)).toBe(86_400)
  expect(scenes.map(({ seconds }) => Math.round(seconds / 60))).toEqual([1_220, 220])
  expect(dark).toEqual([
    { from: 0, to: 330 },
    { from: 1_320, to: 1_440 },
  ])
})

test('while an alert is open its scene has its turns too', () => {
  const { scenes } = dayLine(day, { open: [{ domain: null, level: 'critical', count: 1 }], criticalSince: null }, midnight, zone)
  expect(scenes.map(({ scene }) => scene)).toEqual(['overview', 'alerts', 'health'])
})

test('midnight is that of the province', () => {
  expect(midnightOf(midnight, zone)).toBe(midnight)
  expect(midnightOf(midnight + 86_399_999, zone)).toBe(midnight)
})
