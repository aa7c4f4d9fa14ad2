import { expect, test } from 'vitest'
import type { RecordContext } from '../../src/pack/normalise.ts'
import normaliser, { Certificate } from './normalise.ts'

const RECEIVED = new Date('2026-11-26T09:00:00+07:00')
const context: RecordContext = {
  unit: (name, on) => (name !== 'H31.05' ? null : on && on < new Date('2025-07-01') ? 7 : 5),
  place: () => null,
  receivedAt: RECEIVED,
}
const record = (changes: object = {}) =>
  Certificate.parse({
    serial: '540A',
    unit: 'H31.05',
    type: 'tls',
    issuer: 'CA',
    valid_from: new Date('2026-01-01T08:00:00+07:00'),
    expires_at: new Date('2026-12-31T00:00:00+07:00'),
    status: 'valid',
    ...changes,
  })
const problems = (changes: object) => {
  const answer = normaliser.toFact(record(changes), context)
  return 'problems' in answer ? answer.problems : []
}

test('a certificate belongs to the agency it was issued to, as it stood then', () => {
  expect(normaliser.toFact(record(), context)).toMatchObject({ fact: { external_id: '540A', unit_id: 5, ended_at: null } })
  const issued = { valid_from: new Date('2025-01-01T08:00:00+07:00') }
  expect(normaliser.toFact(record(issued), context)).toMatchObject({ fact: { unit_id: 7 } })
})

test('an unknown agency and an end without a day are held with what to do', () => {
  expect(problems({ unit: 'H31.99' })[0]?.message).toMatch(/«H31.99».*Sửa thành tên hoặc mã/)
  expect(problems({ status: 'replaced' })[0]?.message).toMatch(/thiếu ngày chấm dứt.*Bổ sung/)
})

test('the newer version wins by the source’s own time, by ours where it has none', () => {
  expect(normaliser.toFact(record(), context)).toMatchObject({ fact: { source_version: RECEIVED.getTime() } })
  const updated_at = new Date('2026-03-01T00:00:00Z')
  expect(normaliser.identify({ ...record({ updated_at }) }, context)).toEqual({
    external_id: '540A',
    source_version: updated_at.getTime(),
  })
  expect(normaliser.identify({ serial: 3 }, context)).toBeNull()
})
