import { describe, expect, test } from 'vitest'
import { loadCalendar } from '../../src/calendar/load.ts'
import normaliser, { Report } from './normalise.ts'

const calendar = loadCalendar('an-hoa')
const context = { unit: () => 1, place: () => null, receivedAt: new Date('2026-11-01T00:00:00Z'), calendar }
const at = (text: string) => new Date(`${text}+07:00`)
const normalise = (over: object, given = context as Parameters<typeof normaliser.toFact>[1]) =>
  normaliser.toFact(
    Report.parse({
      code: 'PAHT.20261102.0009',
      unit: 'Phường Phố Hiến',
      source: 'zalo',
      category: 'sanitation',
      status: 'in_progress',
      received_at: at('2026-11-02T08:30'),
      ...over,
    }),
    given,
  )
const fact = (over: object) => {
  const result = normalise(over)
  if (!('fact' in result)) throw new Error(JSON.stringify(result.problems))
  return result.fact
}
const problems = (over: object) => {
  const result = normalise(over)
  return 'problems' in result ? result.problems.map(({ field, code }) => `${field} ${code}`) : []
}
const completed = (moment: string, over = {}) => fact({ status: 'completed', completed_at: at(moment), ...over })

describe('deadlines by source', () => {
  test('a field report is due in seven days and soon due after five, weekends or not', () => {
    expect(fact({})).toMatchObject({ due_at: at('2026-11-09T08:30'), near_at: at('2026-11-07T08:30') })
  })

  test('a petition of the portal is due in fifteen working days: past two weekends and the day off of 24 November', () => {
    expect(fact({ source: 'portal' })).toMatchObject({ due_at: at('2026-11-23T08:30'), near_at: at('2026-11-18T08:30') })
    expect(fact({ source: 'portal', received_at: at('2026-11-04T08:30') }).due_at).toEqual(at('2026-11-26T08:30'))
  })

  test('the deadline the source keeps stands, and the warning keeps its distance to it', () => {
    expect(fact({ due_at: at('2026-11-12T08:30') })).toMatchObject({
      due_at: at('2026-11-12T08:30'),
      near_at: at('2026-11-10T08:30'),
    })
  })

  test('what fits no rule has no deadline', () => {
    expect(fact({ source: 'nyc311' })).toMatchObject({ due_at: null, near_at: null, steps: [] })
    expect(completed('2026-11-20T08:30', { source: 'nyc311' }).outcome).toBe('no_deadline')
  })
})

test('done the day before is early, in the last minute on time, a minute later late', () => {
  expect(completed('2026-11-08T23:00').outcome).toBe('early')
  expect(completed('2026-11-09T08:30').outcome).toBe('on_time')
  expect(completed('2026-11-09T08:31').outcome).toBe('late')
  expect(fact({}).outcome).toBeNull()
})

test('sub-deadlines: a field report is taken on within a day, a petition within two working days and answered within two', () => {
  expect(fact({ accepted_at: at('2026-11-03T08:30') }).steps).toEqual(['accept:in_time'])
  expect(fact({ accepted_at: at('2026-11-03T08:31') }).steps).toEqual(['accept:late'])
  const petition = {
    source: 'portal',
    received_at: at('2026-11-06T08:00'),
    accepted_at: at('2026-11-10T08:00'),
    asked_at: at('2026-11-16T08:00'),
    published_at: at('2026-11-20T09:00'),
  }
  expect(completed('2026-11-18T09:00', petition).steps).toEqual(['accept:in_time', 'ask:late', 'publish:in_time'])
})

test('a petition is refused within two working days, or late', () => {
  const refused = (moment: string) =>
    fact({
      source: 'portal',
      status: 'rejected',
      public_reason: 'Không thuộc thẩm quyền.',
      received_at: at('2026-11-06T08:00'),
      refused_at: at(moment),
    })
  expect(refused('2026-11-10T07:30').steps).toEqual(['refuse:in_time'])
  expect(refused('2026-11-11T08:00').steps).toEqual(['refuse:late'])
  expect(fact({ source: 'portal', refused_at: at('2026-11-20T08:00') })).toMatchObject({ refused_at: null, steps: [] })
})

test('a refusal without a public reason and a duplicate of nothing are held', () => {
  expect(problems({ status: 'rejected' })).toEqual(['public_reason required'])
  expect(problems({ status: 'rejected', public_reason: 'Không thuộc thẩm quyền.' })).toEqual([])
  expect(problems({ status: 'duplicate' })).toEqual(['duplicate_of required'])
  expect(problems({ status: 'completed' })).toEqual(['completed_at required'])
})

test('an unknown commune is named with the cure', () => {
  const result = normalise({ unit: 'H31.101.99' }, { ...context, unit: () => null })
  expect('problems' in result && result.problems[0]?.message).toContain('«H31.101.99»')
})

test('opened again, a report is open: the day it was once done does not stand', () => {
  expect(fact({ completed_at: at('2026-11-04T08:00'), reopened: 1 })).toMatchObject({ completed_at: null, outcome: null })
})

test('neither a reason nor any other text of a person is kept', () => {
  const kept = fact({ status: 'rejected', public_reason: 'Ông A không có nhà' })
  expect(JSON.stringify(kept)).not.toMatch(/Ông A/)
})
