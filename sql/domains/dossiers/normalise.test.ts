import { expect, test } from 'vitest'
import normaliser, { Dossier } from './normalise.ts'

const context = { unit: () => 1, place: () => null, receivedAt: new Date('2026-11-01T00:00:00Z') }
const at = (text: string) => new Date(`${text}+07:00`)
const normalise = (over: object) =>
  normaliser.toFact(
    Dossier.parse({
      code: 'H31.17-261102-0001',
      unit: 'Phường Phố Hiến',
      status: 'returned',
      field: 'Đất đai',
      channel: 'online',
      received_at: at('2026-11-02T08:00'),
      due_at: at('2026-11-09T17:00'),
      finished_at: at('2026-11-06T10:00'),
      ...over,
    }),
    context,
  )
const outcome = (over: object) => {
  const result = normalise(over)
  return 'fact' in result ? result.fact.outcome : result.problems.map(({ code }) => code)
}

test('a dossier done the day before is early, on its day on time, an hour past its time late', () => {
  expect(outcome({ finished_at: at('2026-11-08T23:00') })).toBe('early')
  expect(outcome({ finished_at: at('2026-11-09T08:00') })).toBe('on_time')
  expect(outcome({ finished_at: at('2026-11-09T18:00') })).toBe('late')
})

test('a second request for supplements makes it late, whatever its dates (766, indicator 2.1)', () => {
  expect(outcome({ supplement_count: 1 })).toBe('early')
  expect(outcome({ supplement_count: 2 })).toBe('late')
})

test('what has no deadline is neither on time nor late, and what is open has no outcome', () => {
  expect(outcome({ due_at: null })).toBe('no_deadline')
  expect(outcome({ status: 'processing', finished_at: null })).toBeNull()
})

test('a dossier finished before it was received, done without a day, or received without one is held', () => {
  expect(outcome({ finished_at: at('2026-11-01T00:00') })).toEqual(['before_received'])
  expect(outcome({ finished_at: null })).toEqual(['required'])
  expect(outcome({ received_at: null, submitted_at: null })).toEqual(['required'])
})

test('without a version of its own a record is as new as the page it came in', () => {
  const result = normalise({})
  expect('fact' in result && result.fact.source_version).toBe(context.receivedAt.getTime())
})
