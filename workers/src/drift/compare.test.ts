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

test('a page of one new outlet means what those before it meant; one of nothing but new words may not', () => {
  const known = page('Báo Hưng Yên', 'Nhân Dân')
  expect(driftOf(known, page('Điện báo Sông Luộc'), mapping)).toEqual([])
  expect(driftOf(known, page('Nhân Dân', 'Điện báo Sông Luộc'), mapping)).toEqual([])
  expect(driftOf(known, page('x', 'y'), mapping)).toMatchObject([{ code: 'words', field: 'outlet' }])
})
