import { describe, expect, test } from 'vitest'
import type { Normalised, RecordContext } from '../../src/pack/normalise.ts'
import agency, { Agency } from './normalise/agency.ts'
import uptime, { Uptime } from './normalise/uptime.ts'
import use, { Use } from './normalise/use.ts'

const context = {
  unit: (name: string) => (name === 'H31.05' ? 5 : null),
  place: () => null,
  receivedAt: new Date('2026-11-26T09:00:00+07:00'),
} as unknown as RecordContext
const messages = (answer: Normalised) => ('problems' in answer ? answer.problems.map(({ message }) => message) : [])
const used = (changes: object) =>
  use.toFact(
    Use.parse({ day: '2026-11-25', system: 'CSDL đất đai', unit: 'H31.05', consumer: 'Sở Tài chính', calls: 10, ...changes }),
    context,
  )

test('one agency’s day with one system is one fact, told again as the day goes on', () => {
  expect(used({ timed_out: 1, ms_100: 9 })).toMatchObject({
    fact: { external_id: '2026-11-25|CSDL đất đai|Sở Tài chính', unit_id: 5, calls: 10, timed_out: 1, quota: null },
  })
})

test('calls of agencies nobody knows are held with what to do', () => {
  expect(messages(used({ unit: 'H31.99' }))).toEqual([expect.stringMatching(/«H31.99»\. Sửa thành tên/)])
})

test('a day of a system is known by the day and the system', () => {
  const watched = (up_minutes: number) =>
    uptime.toFact(Uptime.parse({ day: '2026-11-25', system: 'LLTP', unit: 'H31.05', watched_minutes: 60, up_minutes }), context)
  expect(watched(60)).toMatchObject({ fact: { external_id: '2026-11-25|LLTP', outages: 0 } })
})

describe('an agency of the shared catalogue', () => {
  const listed = (changes: object) =>
    agency.toFact(Agency.parse({ keeper: 'H31', code: 'H31.05', name: 'Sở Tài chính', ...changes }), {
      ...context,
      unit: (name: string) => ({ H31: 1, 'H31.05': 5, 'Sở Tài chính': 5, 'Sở Y tế': 6 })[name] ?? null,
    } as unknown as RecordContext)

  test('that we know by code and name proposes nothing', () => {
    expect(listed({})).toMatchObject({ fact: { external_id: 'H31.05', unit_id: 5, standing: 'same', proposal: null } })
  })

  test('that differs is of the unit it means, and says what to add', () => {
    const code = listed({ code: 'H31.05.00' })
    expect(code).toMatchObject({ fact: { unit_id: 5, standing: 'new_code', proposal: expect.stringMatching(/mã «H31.05.00»/) } })
    const name = listed({ name: 'Sở Tài chính - Kế hoạch' })
    expect(name).toMatchObject({ fact: { unit_id: 5, standing: 'new_name', proposal: expect.stringMatching(/Thêm tên/) } })
    expect(listed({ name: 'Sở Y tế' })).toMatchObject({ fact: { unit_id: 5, standing: 'at_odds' } })
  })

  test('that nobody knows is told of where the catalogue is kept, as a unit to add', () => {
    const unknown = listed({ code: 'H31.99', name: 'Trung tâm Tin học' })
    expect(unknown).toMatchObject({ fact: { unit_id: 1, standing: 'unknown', proposal: expect.stringMatching(/Thêm đơn vị/) } })
  })
})
