import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rowJudge, type WordedRule } from './judge-row.ts'
import { Rule } from './rule.ts'

const words = { fields: new Map(), form: null }
const worded = (rule: object): WordedRule => ({ rule: Rule.parse(rule), words })
const RULES = [
  worded({ id: 'has_unit', required: 'unit' }),
  worded({ id: 'few', range: { field: 'n', least: 0, most: 10 }, severity: 'warn' }),
  worded({ id: 'known', set: { field: 'kind', values: ['a', 'b'] }, severity: 'block' }),
  worded({ id: 'ordered', holds: 'n <= m', when: "kind == 'a'" }),
  worded({ id: 'fees', range: { field: 'fees.amount', least: 0 } }),
  worded({ id: 'of_form', form: 'x', required: 'm' }),
]
const idsOf = (rules: WordedRule[], record: Record<string, unknown>) => rowJudge(rules)(record, 0).map(({ rule }) => rule)

test('each kind of rule finds what it asks for, and what the record says instead', () => {
  expect(idsOf(RULES, { unit: '', n: 11, m: 3, kind: 'a', fees: [{ amount: 1 }, { amount: -1 }] })).toEqual([
    'has_unit',
    'few',
    'ordered',
    'fees',
  ])
  expect(idsOf(RULES, { unit: 'x', n: 3, kind: 'c', form: 'x' })).toEqual(['known', 'of_form'])
  const [finding] = rowJudge(RULES)({ unit: 'x', n: 11 }, 0)
  expect(finding).toMatchObject({ severity: 'warn', field: 'n', values: { n: 11 } })
})

test('what is found of a record is the same in whatever order rules are asked and records come', () => {
  const record = fc.record(
    {
      unit: fc.constantFrom('', 'x', null),
      n: fc.integer({ min: -5, max: 15 }),
      m: fc.integer({ min: -5, max: 15 }),
      kind: fc.constantFrom('a', 'b', 'c', null),
      form: fc.constantFrom('x', 'y'),
      fees: fc.array(fc.record({ amount: fc.integer({ min: -1, max: 3 }) }), { maxLength: 3 }),
    },
    { requiredKeys: [] },
  )
  const order = fc.shuffledSubarray(RULES, { minLength: RULES.length })
  fc.assert(
    fc.property(fc.array(record, { maxLength: 8 }), order, (records, rules) => {
      const [judge, other] = [rowJudge(RULES), rowJudge(rules)]
      const findings = records.map((each) => judge(each, 0).map(({ rule }) => rule))
      const backwards = records.toReversed().map((each) => other(each, 0).map(({ rule }) => rule))
      expect(backwards.toReversed().map((each) => each.sort())).toEqual(findings.map((each) => each.sort()))
    }),
  )
})

test('a rule asks exactly one thing; what a fact can’t do without is no mere warning', () => {
  expect(() => Rule.parse({ id: 'a' })).toThrow('exactly one of')
  expect(() => Rule.parse({ id: 'a', required: 'x', holds: 'x > 1' })).toThrow('exactly one of')
  expect(() => Rule.parse({ id: 'a', range: { field: 'x' } })).toThrow('least, most or both')
  expect(() => Rule.parse({ id: 'a', range: { field: 'x', least: 3, most: 2 } })).toThrow('the least is above the most')
  expect(() => Rule.parse({ id: 'a', holds: 'x >' })).toThrow('Condition')
  expect(() => Rule.parse({ id: 'a', needed: { vi: 'x', en: 'x' }, severity: 'warn' })).toThrow('held or blocked')
})
