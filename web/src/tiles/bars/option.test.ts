import type { TileOf } from '@ioc/server/contract'
import { expect, test } from 'vitest'
import { ARTICLE } from '../../text/units.fixture.ts'
import { testTheme } from '../../theme/testing.ts'
import { barsOption, fillOf, stackColour } from './option.ts'

const computedAt = '2026-11-20T02:40:00Z'
const bars: TileOf<'bars'> = {
  id: 'press.hours',
  kind: 'bars',
  measure: 'press.mentions',
  title: { vi: 'Báo chí 24 giờ', en: 'Press, 24 hours' },
  unit: ARTICLE,
  state: 'ok',
  lateBy: 0,
  simulated: false,
  total: { value: 90, state: 'ok', estimate: false },
  clocks: { from: computedAt, to: computedAt, sourceAsOf: null, receivedAt: null, computedAt },
  hours: [
    { at: '2026-11-20T01:00:00Z', value: 70, state: 'ok', estimate: false },
    { at: '2026-11-20T02:00:00Z', value: 20, state: 'provisional', estimate: false },
  ],
  stacks: [
    { key: 'local', title: { vi: 'Báo tỉnh', en: 'Local' }, values: [30, 10] },
    { key: 'central', title: { vi: 'Báo trung ương', en: 'National' }, values: [40, 10] },
  ],
}
const words = { number: String, hour: (at: number | string) => `${String(at).slice(11, 13)}h` }

test('bars of an hour stand on each other, on an axis that starts at zero and holds the highest', () => {
  const { series, yAxis } = barsOption(bars, testTheme, words)
  expect([series ?? []].flat().map(({ stack }) => stack)).toEqual(['all', 'all'])
  expect(yAxis).toMatchObject({ min: 0, max: 75, interval: 25 })
})

const drawn = (tile: TileOf<'bars'>) => [barsOption(tile, testTheme, words).series ?? []].flat().map(({ data }) => data)

test('an hour of which more may come is drawn paler, and one nobody told of is a gap', () => {
  expect(drawn(bars)[0]).toEqual([
    { value: 30, itemStyle: { opacity: 1 } },
    { value: 10, itemStyle: { opacity: 0.5 } },
  ])
  const untold = { ...bars, stacks: bars.stacks.map((stack) => ({ ...stack, values: [null, 10] })) }
  expect(drawn(untold)[0]).toMatchObject([{ value: '-' }, { value: 10 }])
})

test('a tone of voice has a colour of its own, and red is no one’s', () => {
  expect(['negative', 'positive', 'neutral'].map((tone) => stackColour(tone, 0, testTheme))).toEqual([
    'violet',
    'blue',
    testTheme.slate,
  ])
  expect(bars.stacks.map(({ key }, index) => stackColour(key, index, testTheme))).toEqual(['blue', 'green'])
})

test('stacks on each other are told apart without their colours: full, hollow, dashed', () => {
  const [full, hollow] = [barsOption(bars, testTheme, words).series ?? []].flat().map(({ itemStyle }) => itemStyle)
  expect(full).toEqual({ color: 'blue' })
  expect(hollow).toMatchObject({ color: testTheme.panel, borderColor: 'green', borderType: 'solid' })
  expect(new Set([0, 1, 2].map(fillOf)).size).toBe(3)
})
