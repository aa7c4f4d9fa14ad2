import { expect, test } from 'vitest'
import { Allowance } from './allowance.ts'

const taken = (allowance: Allowance, times: number, now: number) =>
  Array.from({ length: times }, () => allowance.take(now)).filter(Boolean).length

test('a burst is allowed once, and then as many as time has brought', () => {
  const allowance = new Allowance(5, 2, 0)
  expect(taken(allowance, 100, 0)).toBe(5)
  expect(taken(allowance, 100, 400)).toBe(0)
  expect(taken(allowance, 100, 1_500)).toBe(3)
})

test('a long silence saves up no more than one burst', () => {
  const allowance = new Allowance(5, 2, 0)
  expect(taken(allowance, 100, 3_600_000)).toBe(5)
})
