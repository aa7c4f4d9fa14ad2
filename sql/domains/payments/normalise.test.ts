import { expect, test } from 'vitest'
import type { RecordContext } from '../../src/pack/normalise.ts'
import normaliser, { Payment } from './normalise.ts'

const context: RecordContext = {
  unit: (name) => (name === 'H31.05' ? 5 : null),
  place: () => null,
  receivedAt: new Date('2026-11-26T09:00:00+07:00'),
}
const at = (minute: number) => new Date(Date.parse('2026-11-20T09:00:00+07:00') + minute * 60_000)
const answer = (changes: object) =>
  normaliser.toFact(
    Payment.parse({
      code: 'TT1',
      unit: 'H31.05',
      channel: 'npsp',
      amount: '30000',
      dossier: 'H31.05-261120-000001',
      started_at: at(0),
      ...changes,
    }),
    context,
  )
const messages = (changes: object) => {
  const said = answer(changes)
  return 'problems' in said ? said.problems.map(({ message }) => message) : []
}

test('a payment under way has the steps it has taken and blanks for the others', () => {
  expect(answer({ authorised_at: at(1) })).toMatchObject({
    fact: {
      external_id: 'TT1',
      unit_id: 5,
      amount: '30000',
      dossier_code: 'H31.05-261120-000001',
      authorised_at: at(1),
      paid_at: null,
      failure: null,
    },
  })
})

test('a step without the one before it is held', () => {
  expect(messages({ paid_at: at(2) })).toEqual([expect.stringMatching(/đã thanh toán nhưng thiếu thời điểm xác thực\. Bổ sung/)])
})

test('no payment is paid and failed at once, or fails without a reason', () => {
  const paid = { authorised_at: at(1), paid_at: at(2) }
  expect(messages({ ...paid, failed_at: at(3), failure: 'timeout' })).toEqual([expect.stringMatching(/vừa có .* vừa có/)])
  expect(messages({ failed_at: at(3) })).toEqual([expect.stringMatching(/thiếu lý do/)])
  expect(messages({ refunded_at: at(3) })).toEqual([expect.stringMatching(/thiếu ngày yêu cầu hoàn trả/)])
})

test('an unknown beneficiary is named with what to do', () => {
  expect(messages({ unit: 'H31.99' })).toEqual([expect.stringMatching(/«H31.99»\. Sửa thành tên/)])
})
