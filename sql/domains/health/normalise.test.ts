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

test('a week of diseases is one fact of its commune, and a disease nobody told of is not a disease nobody had', () => {
  expect(told('diseases', { dengue: 3, flu: 0 })).toMatchObject({
    fact: { external_id: '7|diseases|||2026-11-22', form: 'diseases', figures: { dengue: 3, flu: 0 } },
  })
  expect(Object.keys(figures('diseases', { dengue: 3, flu: 0, measles: null }) as object)).toEqual(['dengue', 'flu'])
})

test('each facility of a unit is a fact of its own', () => {
  expect(told('facility_day', { beds: 300, inpatients: 280 }, { part: 'Bệnh viện A' })).toMatchObject({
    fact: { part: 'Bệnh viện A', external_id: '7|facility_day||Bệnh viện A|2026-11-22' },
  })
  // More inpatients than beds happens.
  expect(figures('facility_day', { beds: 300, inpatients: 340 })).toEqual({ beds: 300, inpatients: 340 })
})

test('a commune nobody knows and a week that is not over are held', () => {
  expect(figures('diseases', { flu: 1 }, { unit: 'Xã Không Có' })).toEqual(['unit'])
  expect(figures('diseases', { flu: 1 }, { as_of: '2026-11-29' })).toEqual(['as_of'])
})
