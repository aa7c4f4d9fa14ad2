import { expect, test } from 'vitest'
import type { RecordContext } from './normalise.ts'
import { defineReports } from './reports.ts'

const normaliser = defineReports({
  beds: {
    items: { beds: 'giường bệnh', occupied: 'giường đang dùng', men: 'nam', women: 'nữ', mean: 'ngày điều trị bình quân' },
    fractions: ['mean'],
  },
})
const receivedAt = new Date('2026-11-26T03:00:00Z')
const context: RecordContext = { unit: (name) => (name === 'H99.101' ? 7 : null), place: () => null, receivedAt }
const report = { unit: 'H99.101', form: 'beds', as_of: '2026-10-31', source: '', part: '' }
const read = (changes: Record<string, unknown>) => normaliser.toFact({ ...report, beds: 90, ...changes }, context)
const codes = (changes: Record<string, unknown>) => {
  const outcome = read(changes)
  return 'problems' in outcome ? outcome.problems.map(({ code }) => code) : []
}

test('a report is one fact of a unit, a form, a part and a period, with what it counts', () => {
  const updated_at = new Date('2026-11-03T08:00:00Z')
  expect(read({ occupied: '70', men: 30, women: 40, mean: 5.4, part: 'Khoa Nội', updated_at })).toEqual({
    fact: {
      external_id: '7|beds||Khoa Nội|2026-10-31',
      source_version: updated_at.getTime(),
      unit_id: 7,
      form: 'beds',
      as_of: '2026-10-31',
      source: '',
      part: 'Khoa Nội',
      figures: { beds: 90, occupied: 70, men: 30, women: 40, mean: 5.4 },
    },
  })
})

test('a blank stays blank: what is not reported is not 0', () => {
  const outcome = read({ occupied: null })
  expect('fact' in outcome && outcome.fact.figures).toEqual({ beds: 90 })
})

test.each([
  [{ unit: 'H99.999' }, 'unknown_unit'],
  [{ form: 'doctors' }, 'unknown_form'],
  [{ as_of: '2026-12-31' }, 'in_the_future'],
  [{ beds: -1 }, 'not_a_count'],
  [{ beds: 'nhiều' }, 'not_a_count'],
  [{ beds: 90.5 }, 'not_whole'],
  [{ beds: null }, 'no_figures'],
])('%o is held as %s', (changes, code) => {
  expect(codes(changes)).toEqual([code])
})

test('every fault of a report is named at once, in words about what it counts', () => {
  const outcome = read({ unit: 'H99.999', occupied: -3 })
  expect('problems' in outcome && outcome.problems.map(({ message }) => message)).toEqual([
    'Không nhận ra đơn vị «H99.999» tại ngày 31/10/2026. Sửa thành tên hoặc mã có trong danh mục đơn vị; nếu đã đúng, báo người quản trị thêm vào danh mục.',
    '«giường đang dùng» là «-3», không phải số đếm từ 0 trở lên. Nguồn cần gửi lại.',
  ])
})
