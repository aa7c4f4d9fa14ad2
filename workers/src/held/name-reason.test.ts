import { expect, test } from 'vitest'
import { mapRecord } from '../mapping/map-record.ts'
import { Mapping } from '../mapping/mapping.ts'
import { withoutWord } from './name-reason.ts'

const problemOf = (mapping: object, value: Record<string, unknown>) => {
  const { problems } = mapRecord(Mapping.parse(mapping), value, { zone: 'Asia/Ho_Chi_Minh', receivedAt: new Date() })
  const [{ message = '', en = null, word = null } = {}] = problems ?? []
  return withoutWord({ message, en, word })
}

test('what is wrong with a column is said of every row alike, whatever stands in it', () => {
  const day = { ngay: { from: ['Ngày'], as: 'day' } }
  const [first, second] = ['hôm qua', 'thứ «hai»: sáng'].map((Ngày) => problemOf(day, { Ngày }))
  expect(first).toEqual(second)
  expect(first?.message).toMatch(/^Cột «Ngày»: không đọc được ngày này/)
  expect(first?.en).toMatch(/^Column «Ngày»: /)
})

test('so it is within a list, wherever in it', () => {
  const list = { fees: { each: 'phí', map: { amount: { from: ['tiền'], as: 'integer' } } } }
  const [first, second] = [[{ tiền: 'x' }], [{ tiền: 1 }, { tiền: 'y' }]].map((phí) => problemOf(list, { phí }))
  expect(first).toEqual(second)
  expect(first?.message).toMatch(/^«phí»: Cột «tiền»: /)
})

test('a reason that quotes no row stays as it is', () => {
  expect(problemOf({ a: { from: ['Mã'], required: true } }, {}).message).toMatch(/^Thiếu giá trị ở cột «Mã»/)
})
