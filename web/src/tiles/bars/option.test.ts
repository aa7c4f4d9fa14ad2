import type { TileOf } from '@ioc/server/contract'
import { expect, test } from 'vitest'
import { ARTICLE } from '../../text/units.fixture.ts'
import { testTheme } from '../../theme/testing.ts'
import { barsOption, isUnfinished, stackColour } from './option.ts'

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
  total: 90,
  clocks: { from: computedAt, to: computedAt, sourceAsOf: null, receivedAt: null, computedAt },
  hours: ['2026-11-20T01:00:00Z', '2026-11-20T02:00:00Z'],
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

test('the hour we are in is drawn paler, since it is not over', () => {
  expect(bars.hours.map((hour) => isUnfinished(hour, computedAt))).toEqual([false, true])
})

test('a tone of voice has a colour of its own, and red is no one’s', () => {
  expect(['negative', 'positive', 'neutral'].map((tone) => stackColour(tone, 0, testTheme))).toEqual([
    'violet',
    'blue',
    testTheme.slate,
  ])
  expect(bars.stacks.map(({ key }, index) => stackColour(key, index, testTheme))).toEqual(['blue', 'green'])
})
