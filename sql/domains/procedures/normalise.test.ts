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

test('each decision is a record of its own, of the procedure without what a locality hangs on its code', () => {
  expect(fact({ code: '1.012753.000.00.00.H31' })).toMatchObject({ external_id: '1.012753|2026-11-20', procedure: '1.012753' })
  expect(normaliser.identify({ code: '1.012753', decided_on: '2025-01-02' }, context)?.external_id).toBe('1.012753|2025-01-02')
})

test('a term has its unit, working days where none is named; without a term neither', () => {
  expect(fact({ term: 1, term_unit: 'month' })).toMatchObject({ term: 1, term_unit: 'month' })
  expect(fact({ term: 5 })).toMatchObject({ term: 5, term_unit: 'working_day' })
  expect(fact({})).toMatchObject({ term: null, term_unit: null })
})

test('who may ask for it is citizens, organisations or both; unknown where nobody says', () => {
  const [citizen, organisation] = [{ subject: 'citizen' }, { subject: 'organisation' }]
  expect(fact({ subjects: [citizen, citizen] })).toMatchObject({ subject: 'citizen' })
  expect(fact({ subjects: [citizen, organisation] })).toMatchObject({ subject: 'both' })
  expect(fact({ subjects: [organisation] })).toMatchObject({ subject: 'organisation' })
  expect(fact({})).toMatchObject({ subject: null, yields_document: null })
})

test('a procedure of a unit nobody knows is held', () => {
  expect(fact({ unit: 'Atlantis' })).toEqual({ problems: ['unknown_unit'] })
})
