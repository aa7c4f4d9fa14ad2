import { expect, test } from 'vitest'
import { driftOf } from './compare.ts'
import { Sample } from './profile.ts'

const mapping = { outlet: { from: ['bao'], as: 'text' as const, required: false } } as never
const at = new Date('2026-11-27T00:00:00Z')

/** So many rows, each of one of the outlets in turn. */
function page(...outlets: string[]) {
  const sample = new Sample(mapping)
  for (let n = 0; n < 60; n++) sample.add({ outlet: outlets[n % outlets.length] }, at)
  return { ...sample.profile({ rows: 60, held: 0 }), pages: 3 }
}

test('days that would be near with day and month exchanged are told of who tells of near days, and not where old ones were asked for', () => {
  const days = { day: { from: ['ngay'], as: 'day' as const, required: false } } as never
  const told = new Date('2026-11-06T00:00:00Z')
  const pageOf = (day: string) => {
    const sample = new Sample(days)
    for (let n = 0; n < 60; n++) sample.add({ day }, told)
    return { ...sample.profile({ rows: 60, held: 0 }), pages: 3 }
  }
  const exchanged = pageOf('2026-05-11')
  expect(driftOf(pageOf('2026-11-05'), exchanged, days)).toMatchObject([{ code: 'exchanged', field: 'day' }])
  expect(driftOf(pageOf('2026-11-05'), exchanged, days, true)).toEqual([])
  expect(driftOf(pageOf('2026-06-20'), exchanged, days)).toEqual([])
})

test('a page of one new outlet means what those before it meant; one of nothing but new words may not', () => {
  const known = page('Báo Hưng Yên', 'Nhân Dân')
  expect(driftOf(known, page('Điện báo Sông Luộc'), mapping)).toEqual([])
  expect(driftOf(known, page('Nhân Dân', 'Điện báo Sông Luộc'), mapping)).toEqual([])
  expect(driftOf(known, page('x', 'y'), mapping)).toMatchObject([{ code: 'words', field: 'outlet' }])
})

test('far more rows than ever are unlike all before, and not where a person asked for old days', () => {
  const known = { ...page('Nhân Dân', 'Báo Hưng Yên'), largest: 1 }
  const many = { ...page('Nhân Dân', 'Báo Hưng Yên'), rows: 2_000 }
  expect(driftOf(known, many, mapping)).toMatchObject([{ code: 'rows' }])
  expect(driftOf(known, many, mapping, true)).toEqual([])
})
