import { expect, test } from 'vitest'
import normaliser from './normalise.ts'

const context = {
  unit: (name: string) => (name === '11953' ? 7 : null),
  place: () => null,
  receivedAt: new Date('2026-11-25T00:00:00Z'),
} as unknown as Parameters<typeof normaliser.toFact>[1]
const told = (form: string, figures: object, over: object = {}) =>
  normaliser.toFact({ unit: '11953', form, as_of: '2026-11-22', source: '', part: '', ...figures, ...over }, context)
const figures = (...given: Parameters<typeof told>) => {
  const result = told(...given)
  return 'fact' in result ? result.fact.figures : result.problems.map(({ field }) => field)
}

test('each level of schooling of a unit is a fact of its own', () => {
  expect(told('schools', { schools: 3, pupils: 1_200 }, { part: 'primary' })).toMatchObject({
    fact: { external_id: '7|schools||primary|2026-11-22', part: 'primary', figures: { schools: 3, pupils: 1_200 } },
  })
})

test('the sum of marks may be a fraction, a number of pupils may not', () => {
  expect(figures('graduation', { candidates: 2, graduated: 2, papers: 8, marks: 57.25 })).toMatchObject({ marks: 57.25 })
  expect(figures('schools', { pupils: 1_200.5 })).toEqual(['pupils'])
})
