import { describe, expect, test } from 'vitest'
import delivery, { Delivery } from './normalise/delivery.ts'
import register, { Register } from './normalise/register.ts'
import workFile, { WorkFile } from './normalise/work_file.ts'

const context = { unit: () => 1, place: () => null, receivedAt: new Date('2026-11-30T00:00:00Z') }
const at = (text: string) => new Date(`${text}+07:00`)

describe('a delivery', () => {
  const normalise = (over: object, given: Parameters<typeof delivery.toFact>[1] = context) =>
    delivery.toFact(
      Delivery.parse({
        document_id: 'H31.05,2026/11/20,1/CV',
        unit: 'H31.101',
        sender: 'H31.05',
        sent_at: at('2026-11-20T08:00'),
        delivered_at: at('2026-11-20T08:01'),
        received_at: at('2026-11-20T09:00'),
        due_on: '2026-11-25',
        ...over,
      }),
      given,
    )
  const fact = (over: object) => {
    const result = normalise(over)
    if (!('fact' in result)) throw new Error(JSON.stringify(result.problems))
    return result.fact
  }

  test('is known by document and receiver', () => {
    expect(fact({}).external_id).toBe('H31.05,2026/11/20,1/CV→H31.101')
    expect(fact({ place: 2 }).first_receiver).toBe(false)
  })

  test('is in time to the end of the day it is due', () => {
    expect(fact({ completed_at: at('2026-11-24T10:00') }).outcome).toBe('early')
    expect(fact({ completed_at: at('2026-11-25T23:59') }).outcome).toBe('on_time')
    expect(fact({ completed_at: at('2026-11-26T00:00') }).outcome).toBe('late')
    expect(fact({ completed_at: at('2026-11-26T00:00'), due_on: null }).outcome).toBe('no_deadline')
  })

  test('refused, it is not done, whatever else is said of it', () => {
    expect(fact({ refused_at: at('2026-11-20T09:00'), completed_at: at('2026-11-21T09:00') })).toMatchObject({
      completed_at: null,
      sync_fault: 'after_refusal',
    })
  })

  test('two systems that disagree are found out', () => {
    expect(fact({ received_at: null, completed_at: at('2026-11-21T09:00') }).sync_fault).toBe('skipped_receipt')
    expect(fact({ received_at: at('2026-11-19T09:00') }).sync_fault).toBe('before_sending')
    expect(fact({ completed_at: at('2026-11-21T09:00') }).sync_fault).toBeNull()
  })

  test('what the receiver answers has come, be the exchange silent', () => {
    expect(fact({ delivered_at: null }).delivered_at).toEqual(at('2026-11-20T09:00'))
    expect(fact({ delivered_at: null, received_at: null })).toMatchObject({ delivered_at: null, answered_at: null })
  })

  test('an error counts only where an attempt failed', () => {
    expect(fact({ attempts: 2, failed_attempts: 2, error_code: '15' })).toMatchObject({ attempts: 2, error_code: '15' })
    expect(fact({ error_code: '0' }).error_code).toBeNull()
  })

  test('an unknown receiver is held with the cure, an unknown sender is somebody outside', () => {
    const outside = { ...context, unit: (name: string) => (name === 'H31.05' ? null : 1) }
    const from = normalise({}, outside)
    expect('fact' in from && from.fact.sender_unit_id).toBeNull()
    const to = normalise({}, { ...context, unit: () => null })
    expect('problems' in to && to.problems[0]?.message).toContain('«H31.101»')
  })
})

describe('a work file', () => {
  const normalise = (over: object) =>
    workFile.toFact(
      WorkFile.parse({
        code: 'a',
        unit: 'H31.05',
        mode: 'online',
        status: 'closed',
        opened_at: at('2026-11-02T08:00'),
        due_at: at('2026-11-09T17:00'),
        closed_at: at('2026-11-09T16:00'),
        ...over,
      }),
      context,
    )

  test('closed by its hour is in time, by another late; cancelled it is neither', () => {
    expect(normalise({})).toMatchObject({ fact: { outcome: 'on_time' } })
    expect(normalise({ closed_at: at('2026-11-09T17:01') })).toMatchObject({ fact: { outcome: 'late' } })
    expect(normalise({ status: 'cancelled' })).toMatchObject({ fact: { outcome: null, closed_at: null } })
  })

  test('closed without a day it is held', () => {
    expect(normalise({ closed_at: null })).toMatchObject({ problems: [{ code: 'required' }] })
  })
})

test('a register is known by agency and month, and replaces what was told of the month before', () => {
  const counts = { out_electronic: 3, out_both: 1, out_paper: 0, in_electronic: 5, in_paper: 1 }
  const tell = (updated: string) =>
    register.toFact(Register.parse({ unit: 'H31.05', month: '2026-11-01', ...counts, updated_at: at(updated) }), context)
  expect(tell('2026-11-20T18:00')).toMatchObject({ fact: { external_id: 'H31.05 2026-11', month: '2026-11-01', out_both: 1 } })
  expect(register.identify({ unit: 'H31.05', month: '2026-11-01' }, context)?.external_id).toBe('H31.05 2026-11')
})
