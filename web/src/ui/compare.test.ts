import { expect, test } from 'vitest'
import { COUNT, DOSSIER, PERCENT } from '../text/units.fixture.ts'
import { changeOf } from './compare.ts'

test('percentages differ by points', () => {
  expect(changeOf({ value: 94.2, before: 96.3, unit: PERCENT, direction: 'up' })).toEqual({
    by: 'points',
    amount: expect.closeTo(2.1),
    way: 'down',
    better: false,
  })
})

test('amounts grow by percent, and whether that is good depends on the indicator', () => {
  expect(changeOf({ value: 120, before: 100, unit: DOSSIER, direction: 'down' })).toMatchObject({
    by: 'percent',
    amount: 20,
    better: false,
  })
  expect(changeOf({ value: 120, before: 100, unit: DOSSIER, direction: 'none' })?.better).toBeNull()
})

test('nothing is compared with what is not known, nor grows from nothing', () => {
  expect(changeOf({ value: null, before: 3, unit: COUNT, direction: 'up' })).toBeNull()
  expect(changeOf({ value: 3, before: null, unit: COUNT, direction: 'up' })).toBeNull()
  expect(changeOf({ value: 3, before: 0, unit: COUNT, direction: 'up' })).toBeNull()
})

test('a difference that would read 0,0 is none', () => {
  expect(changeOf({ value: 94.21, before: 94.2, unit: PERCENT, direction: 'up' })).toMatchObject({ way: 'same', better: null })
})
