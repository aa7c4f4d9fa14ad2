import { expect, test } from 'vitest'
import { segmentsOf } from './option.ts'

const cell = (value: number | null) => ({ value, state: 'ok' as const, estimate: false })
const title = { vi: 'a', en: 'a' }
const row = (key: string, ...values: number[]) => ({
  key,
  title,
  total: values.reduce((sum, value) => sum + value, 0),
  cells: values.map(cell),
})
const bands = ['under_5', '5_to_10', 'over_10'].map((indicator) => ({ indicator, title, total: cell(0) }))

test('a bar is made of its bands in their order, all bars on one scale, and the latest band is the lightest everywhere', () => {
  const rows = [row('a', 2, 0, 2), row('b', 8, 0, 0)]
  const drawn = rows.map((each) =>
    segmentsOf(each, { rows, bands }).map(({ indicator, part, shade }) => [indicator, part, shade]),
  )
  expect(drawn).toEqual([
    [
      ['under_5', 0.25, 2],
      ['over_10', 0.25, 0],
    ],
    [['under_5', 1, 2]],
  ])
})
