import { expect, test } from 'vitest'
import { funnelRows } from './option.ts'

type Step = Parameters<typeof funnelRows>[0][number]

/** Steps as the server sends them, of which the picture needs the counts and the shares. */
function steps(...values: (number | null)[]): Step[] {
  const share = (part: number | null, whole: number | null | undefined) => (part === null || !whole ? null : part / whole)
  return values.map((value, place) => ({
    reading: { value } as Step['reading'],
    amount: null,
    ofFirst: share(value, values[0]),
    ofPrevious: place === 0 ? null : share(value, values[place - 1]),
  }))
}

test('every bar is measured by the first step, with the step before it behind', () => {
  const rows = funnelRows(steps(200, 150, 30))
  expect(rows.map(({ part }) => part)).toEqual([1, 0.75, 0.15])
  expect(rows.map(({ before }) => before)).toEqual([0, 1, 0.75])
  expect(rows.map(({ lost }) => lost)).toEqual([null, 50, 120])
})

test('the step that loses the largest share is marked, and none where nothing is lost', () => {
  expect(funnelRows(steps(200, 150, 30)).map(({ isWorst }) => isWorst)).toEqual([false, false, true])
  expect(funnelRows(steps(5, 5, 5)).some(({ isWorst }) => isWorst)).toBe(false)
})

test('no number draws no bar, and nothing started draws none at all', () => {
  expect(funnelRows(steps(200, null)).map(({ part, lost }) => [part, lost])).toEqual([
    [1, null],
    [0, null],
  ])
  for (const nothing of [steps(0, 0), steps(null, null)])
    expect(funnelRows(nothing).map(({ part, before }) => [part, before])).toEqual([
      [0, 0],
      [0, 0],
    ])
})
