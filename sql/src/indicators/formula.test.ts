import { describe, expect, test } from 'vitest'
import { Measure } from '../pack/pack.ts'
import { compileFormula } from './formula.ts'

const measure = (id: string, unit: Measure['unit'] = 'dossier', dims: string[] = []) =>
  [id, Measure.parse({ id, title: { vi: id, en: id }, unit, units: 'sum', time: 'sum', grain: 'day', dims })] as const
const MEASURES = new Map([measure('a.received', 'dossier', ['channel']), measure('a.completed'), measure('a.money', 'dong')])
const compile = (text: string) => compileFormula(text, MEASURES)

test('a measure is itself', () => {
  const { terms, unit, evaluate } = compile('a.received')
  expect(terms).toHaveLength(1)
  expect(unit).toBe('dossier')
  expect(evaluate([7])).toBe(7)
})

test('a share of nothing is no number, and a share without a part is 0 %', () => {
  const { evaluate, unit } = compile("share(pick(a.received, channel, 'online'), a.received)")
  expect(unit).toBe('percent')
  expect(evaluate([3, 4])).toBe(75)
  expect(evaluate([null, 4])).toBe(0)
  expect(evaluate([3, 0])).toBeNull()
  expect(evaluate([3, null])).toBeNull()
})

test('the lack of a number stays one through every operation', () => {
  expect(compile('a.received - a.completed').evaluate([null, 2])).toBeNull()
  expect(compile('a.received * 2 + a.completed').evaluate([3, 1])).toBe(7)
  expect(compile('a.money / 1000000').evaluate([5_000_000])).toBe(5)
})

describe('a formula that does not hold together is refused with the reason', () => {
  test.each([
    ['a.recieved', 'there is no measure «a.recieved»'],
    ['a.received + a.money', '«+» mixes dossier and dong'],
    ['share(a.received, a.money)', 'share mixes dossier and dong'],
    ['a.received / a.completed', 'only a number other than 0 may divide; use share'],
    ['a.received / 0', 'only a number other than 0 may divide'],
    ['a.received * a.completed', '«*» needs a number on one side'],
    ["pick(a.received, colour, 'red')", 'has no dimension «colour» (channel)'],
    ['share(a.received)', '«share» with 1 arguments'],
    ['evil(a.received)', '«evil» with 1 arguments'],
    ['a.received > 3', '«>» is not part of the language'],
    ["'text'", 'stands where a number should'],
    ['a.received +', 'Formula «a.received +»'],
    ['a["received"]', 'there is no measure'],
    ['(() => 1)()', 'Formula'],
  ])('%s', (text, reason) => {
    expect(() => compile(text)).toThrow(reason)
  })
})
