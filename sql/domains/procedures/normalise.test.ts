import { expect, test } from 'vitest'
import { loadCalendar } from '../../src/calendar/load.ts'
import normaliser, { ProcedureListing } from './normalise.ts'

const context = {
  unit: (name: string) => (name === 'Tỉnh Hưng Yên' ? 1 : null),
  place: () => null,
  receivedAt: new Date('2026-11-01T00:00:00Z'),
  calendar: loadCalendar('hung-yen'),
}
const normalise = (over: object) =>
  normaliser.toFact(
    ProcedureListing.parse({
      code: '1.012753',
      unit: 'Tỉnh Hưng Yên',
      decided_on: '2026-11-20',
      effective_on: '2026-12-01',
      published_on: '2026-11-23',
      complete: true,
      online: 'full',
      has_fee: true,
      payable_online: true,
      online_dossiers: 3,
      ...over,
    }),
    context,
  )
const fact = (over: object): Record<string, unknown> => {
  const result = normalise(over)
  return 'fact' in result ? result.fact : { problems: result.problems.map(({ code }) => code) }
}

test('it is announced in time five working days before it holds, the day of culture not counted among them', () => {
  // 20 November 2026 is a Friday, the 24th is off: the fifth working day is the 30th.
  expect(fact({ effective_on: '2026-11-30' })).toMatchObject({ announced: 'in_time' })
  expect(fact({ effective_on: '2026-11-29' })).toMatchObject({ announced: 'late' })
  expect(fact({ effective_on: null })).toMatchObject({ announced: 'undated' })
})

test('it is to be published within five working days of its decision', () => {
  expect(fact({ published_on: null })).toMatchObject({ publish_by: '2026-11-30', published_on: null })
})

test('a fee either can be paid online or cannot; without a fee nothing is missing', () => {
  expect(fact({}).payment).toBe('online')
  expect(fact({ payable_online: false }).payment).toBe('missing')
  expect(fact({ has_fee: false, payable_online: false }).payment).toBe('free')
})

test('a procedure of a unit nobody knows is held', () => {
  expect(fact({ unit: 'Atlantis' })).toEqual({ problems: ['unknown_unit'] })
})
