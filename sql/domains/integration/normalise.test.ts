import { expect, test } from 'vitest'
import type { Normalised, RecordContext } from '../../src/pack/normalise.ts'
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
  expect(messages(used({ unit: 'H31.99' }))).toEqual([expect.stringMatching(/«H31.99»\. Thêm tên/)])
})

test('a day of a system is known by the day and the system', () => {
  const watched = (up_minutes: number) =>
    uptime.toFact(Uptime.parse({ day: '2026-11-25', system: 'LLTP', unit: 'H31.05', watched_minutes: 60, up_minutes }), context)
  expect(watched(60)).toMatchObject({ fact: { external_id: '2026-11-25|LLTP', outages: 0 } })
})
