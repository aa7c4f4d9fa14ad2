import { expect, test } from 'vitest'
import { type Feed, feedRows, isTroubled, restOf } from './option.ts'

const feed = (id: string, state: Feed['state']): Feed => ({
  id,
  title: { vi: id, en: id },
  owner: 'Sở Tài chính',
  state,
  simulated: false,
  lastContactAt: null,
  lastChangeAt: null,
  promiseSeconds: 3_600,
  read: 0,
  held: 0,
  error: null,
})
const ids = (feeds: Feed[]) => feeds.map(({ id }) => id)

test('failing sources come first, then late ones, then the rest', () => {
  expect(ids(feedRows([feed('a', 'ok'), feed('b', 'late'), feed('c', 'failing'), feed('d', 'waiting')], 9))).toEqual([
    'c',
    'b',
    'd',
    'a',
  ])
})

test('a source that starts a run keeps its row', () => {
  expect(ids(feedRows([feed('a', 'ok'), feed('b', 'running'), feed('c', 'ok')], 9))).toEqual(['a', 'b', 'c'])
})

test('what does not fit is the quiet end of the list', () => {
  expect(ids(feedRows([feed('a', 'ok'), feed('b', 'failing')], 1))).toEqual(['b'])
})

test('what the rows leave out is counted, and called on time only where all of it is', () => {
  const many = [feed('a', 'ok'), feed('b', 'failing'), feed('c', 'late'), feed('d', 'ok'), feed('e', 'ok')]
  expect(restOf(many, feedRows(many, 2))).toEqual({ count: 3, isQuiet: true })
  expect(restOf(many, feedRows(many, 1))).toEqual({ count: 4, isQuiet: false })
  expect(restOf(many, many)).toEqual({ count: 0, isQuiet: true })
})

test('waiting for a first run is not trouble', () => {
  expect([feed('a', 'waiting'), feed('b', 'late'), feed('c', 'failing')].map(isTroubled)).toEqual([false, true, true])
})
