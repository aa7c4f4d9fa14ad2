import type { TileData } from '@ioc/server/contract'
import { expect, test } from 'vitest'
import { subjectsOf } from './subjects.ts'

const title = { vi: 'Ô', en: 'Tile' }
const reading = (indicator: string) => ({ indicator, title })
// Only what names an indicator matters here.
const tile = (data: unknown) => subjectsOf(data as TileData).map(({ indicator, period }) => [indicator, period])

test('every indicator a tile shows can be asked about, the one of its big figure first', () => {
  expect(tile({ kind: 'stat', title, reading: reading('a.b') })).toEqual([['a.b', undefined]])
  expect(tile({ kind: 'progress', title, actual: reading('a.done'), plan: reading('a.plan') })).toEqual([
    ['a.done', undefined],
    ['a.plan', undefined],
  ])
  expect(tile({ kind: 'trend', title, series: [reading('a.in'), reading('a.out')] })).toHaveLength(2)
  expect(tile({ kind: 'communes', title, indicator: 'a.b' })).toEqual([['a.b', undefined]])
})

test('a measure is asked about over the tile’s own period, however many hours that is', () => {
  expect(tile({ kind: 'ranking', title, measure: 'a.b', period: 'last24h' })).toEqual([['a.b', 'last24h']])
  expect(tile({ kind: 'bars', title, measure: 'a.b', hours: Array(36).fill('') })).toEqual([['a.b', 'last36h']])
  expect(tile({ kind: 'spike', title, measure: 'a.b', hours: 3 })).toEqual([['a.b', 'last3h']])
  expect(tile({ kind: 'mentions', title, measure: 'a.b', issues: [] })).toEqual([['a.b', 'last24h']])
})

test('parts of an indicator are asked about by their whole, other indicators beside them each by itself', () => {
  const rows = [
    { title, question: { indicator: 'a.b', unit: 'xa-ae' } },
    { title, question: null },
    { title, question: { indicator: 'a.published' } },
  ]
  expect(tile({ kind: 'comparison', title, whole: 'a.b', rows })).toEqual([
    ['a.b', undefined],
    ['a.published', undefined],
  ])
  expect(tile({ kind: 'comparison', title, whole: null, rows: [{ title, question: { indicator: 'a.c' } }] })).toEqual([
    ['a.c', undefined],
  ])
})

test('a list of news or sources has no figure to ask about', () => {
  expect(tile({ kind: 'stream', title })).toEqual([])
  expect(tile({ kind: 'feeds', title })).toEqual([])
})
