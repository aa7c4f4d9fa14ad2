import { expect, test } from 'vitest'
import normaliser from './index_score.ts'

const context = { unit: (name: string) => (name === 'Hưng Yên' ? 1 : null), place: () => null, receivedAt: new Date(0) }
const result = (over: object) =>
  normaliser.toFact(
    { unit: 'Hưng Yên', item: 'pci', as_of: '2025-12-31', score: 68.1, scale: 100, rank: 11, ranked: 34, ...over },
    context,
  )
const problems = (over: object) => {
  const found = result(over)
  return 'problems' in found ? found.problems.map(({ field, code }) => [field, code]) : []
}

test('a result keeps its place with how many there were', () => {
  expect(result({})).toMatchObject({
    fact: { external_id: '1|pci|2025', item: 'pci', edition: 2025, score: 68.1, scale: 100, rank: 11, ranked: 34 },
  })
})

test('an index without places is a score alone', () => {
  expect(result({ item: 'papi', score: 43, scale: null, rank: null, ranked: null })).toMatchObject({ fact: { rank: null } })
})

test('a place without a score is a place alone; neither is nothing', () => {
  expect(result({ item: 'papi', score: null, scale: null, rank: 10, ranked: 63 })).toMatchObject({
    fact: { score: null, rank: 10, ranked: 63 },
  })
  expect(problems({ score: null, rank: null, ranked: null })).toEqual([['score', 'neither']])
})

test('a place that does not say among how many is held', () => {
  expect(problems({ ranked: null })).toEqual([['ranked', 'rank_of_what']])
})

test('an index of 0 that is the sum of blanks is held; a part may be 0', () => {
  expect(problems({ score: 0 })).toEqual([['score', 'sum_of_nothing']])
  expect(problems({ item: 'pci/labour', score: 0 })).toEqual([])
})

test('everything wrong is said at once, with the names nobody knows', () => {
  expect(problems({ unit: 'Atlantis', item: 'abc' })).toEqual([
    ['item', 'unknown_item'],
    ['unit', 'unknown_unit'],
  ])
})
