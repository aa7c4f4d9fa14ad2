import fc from 'fast-check'
import { expect, test } from 'vitest'
import { movementOf } from './movement.ts'

const largestFirst = (a: number, b: number) => b - a
const smallestFirst = (a: number, b: number) => a - b
const keyed = (values: number[]) => new Map(values.map((value, index) => [`unit ${index}`, value]))
const distinct = fc.uniqueArray(fc.integer(), { maxLength: 40 })

test('what moves up passes what moves down: the movements of any reordering sum to 0', () => {
  const reordered = distinct.chain((values) =>
    fc.tuple(fc.constant(values), fc.shuffledSubarray(values, { minLength: values.length })),
  )
  fc.assert(
    fc.property(reordered, fc.constantFrom(largestFirst, smallestFirst), ([then, now], order) => {
      const moved = [...movementOf(keyed(then), keyed(now), order).values()]
      expect(moved).toHaveLength(then.length)
      expect(moved.reduce((sum, each) => sum + each, 0)).toBe(0)
    }),
  )
})

test('an order that stayed moved nobody, whatever happened to the numbers and whoever is equal', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -9, max: 9 })), (values) => {
      const grown = keyed(values.map((value) => value * 3 + 1))
      expect(new Set(movementOf(keyed(values), grown, largestFirst).values())).toEqual(new Set(values.length > 0 ? [0] : []))
    }),
  )
})

test('up is towards the top of the list, and equals share a place', () => {
  const before = new Map([
    ['a', 9],
    ['b', 5],
    ['c', 5],
    ['d', 1],
  ])
  const now = new Map([
    ['a', 2],
    ['b', 5],
    ['c', 5],
    ['d', 7],
  ])
  expect([...movementOf(before, now, largestFirst)]).toEqual([
    ['a', -3],
    ['b', 0],
    ['c', 0],
    ['d', 3],
  ])
})

test('a newcomer pushes nobody down, and neither it nor who left has moved', () => {
  const before = new Map([
    ['a', 9],
    ['b', 5],
    ['left', 7],
  ])
  const now = new Map([
    ['new', 99],
    ['a', 9],
    ['b', 5],
  ])
  expect([...movementOf(before, now, largestFirst)]).toEqual([
    ['a', 0],
    ['b', 0],
  ])
})
