import type { TileOf } from '@ioc/server/contract'
import { expect, test } from 'vitest'
import { ARTICLE } from '../../text/units.fixture.ts'
import { testTheme } from '../../theme/testing.ts'
import { spikeOption } from './option.ts'

const cell = (value: number | null) => ({
  value,
  state: value === null ? ('missing' as const) : ('ok' as const),
  estimate: false,
})
const computedAt = '2026-11-20T02:40:00Z'
const spike: TileOf<'spike'> = {
  id: 'press.spike',
  kind: 'spike',
  measure: 'press.mentions',
  title: { vi: 'Mức nhắc đến', en: 'Mentions' },
  unit: ARTICLE,
  state: 'ok',
  lateBy: 0,
  simulated: false,
  clocks: { from: computedAt, to: computedAt, sourceAsOf: null, receivedAt: null, computedAt },
  level: 'critical',
  hours: 1,
  observed: cell(40),
  usual: { expected: 9, z: 8, samples: 8 },
  needed: 4,
  known: 8,
  series: [
    { at: '2026-11-20T01:00:00Z', observed: cell(10), expected: 12 },
    { at: '2026-11-20T02:00:00Z', observed: cell(40), expected: 9 },
  ],
  reasons: [],
  story: null,
  responsible: [],
}
const words = { number: String, hour: (at: number | string) => `${String(at).slice(11, 13)}h` }

function drawn(tile: TileOf<'spike'>) {
  const [bars, line] = [spikeOption(tile, testTheme, words).series ?? []].flat()
  return { bars: bars?.data, line: line?.data }
}

test('the hours watched stand out, in red only when they are past a threshold', () => {
  expect(drawn(spike).bars).toEqual([
    { value: 10, itemStyle: { opacity: 0.45 } },
    { value: 40, itemStyle: { opacity: 1, color: 'red' } },
  ])
  expect(drawn({ ...spike, level: 'good' }).bars).toEqual([
    { value: 10, itemStyle: { opacity: 0.45 } },
    { value: 40, itemStyle: { opacity: 1 } },
  ])
})

test('an hour nobody told of is a gap', () => {
  expect(drawn({ ...spike, series: spike.series.map((hour) => ({ ...hour, observed: cell(null) })) }).bars).toMatchObject([
    { value: '-' },
    { value: '-' },
  ])
})

test('what is usual is a line, broken where nobody knows', () => {
  expect(drawn(spike).line).toEqual([12, 9])
  expect(drawn({ ...spike, series: spike.series.map((hour) => ({ ...hour, expected: null })) }).line).toEqual([null, null])
})
