import { expect, test } from 'vitest'
import { clockApart } from './database.ts'

test.each([
  [0, 'ok'],
  [-1_900, 'ok'],
  [5_000, 'to do'],
  [-5_000, 'to do'],
  [20_000, 'wrong'],
  [-3_600_000, 'wrong'],
])('clocks %d ms apart are %s', (ms, state) => {
  expect(clockApart(ms)).toMatchObject({ state })
})

test('which of the two is ahead is told', () => {
  expect([clockApart(5_000).says, clockApart(-5_000).says]).toEqual([
    'The database’s clock is 5.0 s ahead of this machine’s.',
    'The database’s clock is 5.0 s behind this machine’s.',
  ])
})
