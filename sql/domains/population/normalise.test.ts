import { expect, test } from 'vitest'
import normaliser from './normalise.ts'

const context = {
  unit: (name: string) => (name === '11953' ? 7 : null),
  place: () => null,
  receivedAt: new Date('2026-11-10T00:00:00Z'),
} as unknown as Parameters<typeof normaliser.toFact>[1]

// One record as the platform gives it, mapped: a commune’s civil registration of October.
const OCTOBER = {
  unit: '11953',
  form: 'events',
  as_of: '2026-10-31',
  source: 'police',
  part: '',
  updated_at: new Date('2026-11-03T02:00:00Z'),
  births: 41,
  births_male: 22,
  births_female: 19,
  births_linked: 36,
  births_linked_in_time: 34,
  deaths: 20,
}
const told = (over: object = {}) => normaliser.toFact({ ...OCTOBER, ...over }, context)
const troubles = (over: object) => {
  const result = told(over)
  return 'problems' in result ? result.problems.map(({ field, message }) => `${field}: ${message}`) : []
}

test('a month’s registration is one fact of its commune, form, day and source, and counts no person twice', () => {
  expect(told()).toMatchObject({
    fact: {
      external_id: '7|events|police||2026-10-31',
      unit_id: 7,
      figures: { births: 41, births_linked: 36, births_linked_in_time: 34, deaths: 20 },
    },
  })
  expect(normaliser.identify(OCTOBER, context)?.external_id).toBe('7|events|police||2026-10-31')
})

test('a month that is not over, an unknown commune and an unknown form are held', () => {
  expect(troubles({ as_of: '2026-11-30' })).toHaveLength(1)
  expect(troubles({ unit: 'Xã Không Có' })).toEqual([expect.stringContaining('unit')])
  expect(troubles({ form: 'horoscope' })).toHaveLength(1)
})

test('what is blank stays blank: a month without divorces told says nothing of divorces', () => {
  const result = told({ divorces: null })
  expect('fact' in result && Object.keys(result.fact.figures as object)).not.toContain('divorces')
})
