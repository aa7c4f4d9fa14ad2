import { expect, test } from 'vitest'
import type { Normalised, RecordContext } from '../../src/pack/normalise.ts'
import endpoint, { Endpoint } from './normalise/endpoint.ts'
import meeting, { Meeting } from './normalise/meeting.ts'

const context = {
  unit: (name: string) => (name === 'H31.01' ? 1 : null),
  place: () => null,
  receivedAt: new Date('2026-11-26T09:00:00+07:00'),
} as unknown as RecordContext
const at = (hour: number) => new Date(Date.parse('2026-11-25T00:00:00+07:00') + hour * 3_600_000)
const messages = (answer: Normalised) => ('problems' in answer ? answer.problems.map(({ message }) => message) : [])
const met = (changes: object) =>
  meeting.toFact(
    Meeting.parse({
      code: 'HOP1',
      unit: 'H31.01',
      level: 'province',
      status: 'held',
      starts_at: at(8),
      ended_at: at(10),
      endpoints_invited: 105,
      endpoints_joined: 104,
      ...changes,
    }),
    context,
  )

test('a meeting held has an end', () => {
  expect(met({})).toMatchObject({ fact: { external_id: 'HOP1', unit_id: 1, endpoints_joined: 104, participants: 0 } })
  expect(messages(met({ ended_at: null }))).toEqual([expect.stringMatching(/thiếu giờ kết thúc\. Bổ sung/)])
  expect(met({ status: 'planned', ended_at: null })).toHaveProperty('fact')
})

test('a room taken away stays and counts for nothing', () => {
  const room = (changes: object) =>
    endpoint.toFact(Endpoint.parse({ code: 'DC1', unit: 'H31.01', state: 'up', since: at(0), ...changes }), context)
  expect(room({})).toMatchObject({ fact: { deleted: false, state: 'up' } })
  expect(room({ removed: true })).toMatchObject({ fact: { deleted: true } })
  expect(messages(room({ unit: 'đâu đó' }))).toEqual([expect.stringMatching(/«đâu đó»\. Sửa thành tên/)])
})
