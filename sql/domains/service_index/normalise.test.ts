import { expect, test } from 'vitest'
import normaliser, { Edition } from './normalise.ts'

const UNITS: Record<string, number> = { 'hung-yen': 7, 'Hưng Yên': 7 }
const context = {
  unit: (name: string) => UNITS[name] ?? null,
  place: () => null,
  receivedAt: new Date('2026-11-05T09:00:00+07:00'),
}
const edition = (points: Record<string, number>, over: object = {}) =>
  normaliser.toFact(
    Edition.parse({
      unit: 'hung-yen',
      month: '2026-10-01',
      standings: Object.entries(points).map(([place, each]) => ({ place, points: each })),
      ...over,
    }),
    context,
  )
const factOf = (result: ReturnType<typeof edition>) => ('fact' in result ? result.fact : null)
const codes = (result: ReturnType<typeof edition>) => ('problems' in result ? result.problems.map(({ code }) => code) : [])

test('a place is told from the points, with who stands next above, next below and first', () => {
  const fact = factOf(edition({ 'Bắc Ninh': 90.1, 'Hưng Yên': 88.4, 'Ninh Bình': 88.9, Huế: 80 }))
  expect(fact).toMatchObject({
    edition: '2026-10-01',
    unit_id: 7,
    score: 88.4,
    rank: 3,
    ranked: 4,
    above: 88.9,
    below: 80,
    first: 90.1,
  })
  expect(fact?.standings).toMatchObject({ Huế: 80 })
})

test('equals share a place, the first has none above and the last none below', () => {
  expect(factOf(edition({ 'Hưng Yên': 90, Huế: 90, 'Cà Mau': 70 }))).toMatchObject({ rank: 1, above: null, below: 70 })
  expect(factOf(edition({ 'Hưng Yên': 60, Huế: 90 }))).toMatchObject({ rank: 2, above: 90, below: null })
})

test('a ranking without the province, with it twice or cut short is held: a place in it would be wrong', () => {
  expect(codes(edition({ Huế: 90 }))).toEqual(['not_listed'])
  expect(codes(edition({ 'Hưng Yên': 90, 'hung-yen': 80 }))).toEqual(['listed_twice'])
  expect(codes(edition({ 'Hưng Yên': 90, Huế: 80 }, { ranked: 34 }))).toEqual(['cut_short'])
  expect(codes(edition({ 'Hưng Yên': 90 }, { unit: 'hung-ha' }))).toEqual(['unknown_unit'])
})
