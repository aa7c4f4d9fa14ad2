import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Mapping } from '../mapping/mapping.ts'
import { follow } from '../mapping/pick.ts'
import { besideIn, columnsOf, withEdits } from './edit.ts'

const name = fc.constantFrom('ma_ho_so', 'diaChi', 'xa', 'Ngày nhận', 'diaChi.xa', 'a.b.c')
const record = fc.letrec((tie) => ({
  record: fc.dictionary(name, fc.oneof({ depthSize: 'small' }, fc.string(), fc.integer(), tie('record')), { maxKeys: 4 }),
})).record as fc.Arbitrary<Record<string, unknown>>

test('an edit is read back where the mapping looks for it, and nothing else of the record changes', () => {
  fc.assert(
    fc.property(record, name, fc.string({ minLength: 1 }), (value, column, text) => {
      const before = structuredClone(value)
      const edited = withEdits(value, { [column]: text })
      expect(follow(edited, column)).toBe(text)
      expect(value).toEqual(before)
      expect(withEdits(edited, { [column]: text })).toEqual(edited)
    }),
  )
})

test('every column a field is made of may be mended: what it is taken from, joined with and measured by', () => {
  const map = Mapping.parse({
    at: { from: 'Ngày', join: { with: ['Giờ'] } },
    amount: { from: ['Số', 'Số cũ'], as: 'decimal', scale: { by: 'Đơn vị tính', units: { triệu: 1e6 } } },
    note: 'Ngày',
  })
  expect(columnsOf(map)).toEqual([
    { column: 'Ngày', fields: ['at', 'note'] },
    { column: 'Giờ', fields: ['at'] },
    { column: 'Số', fields: ['amount'] },
    { column: 'Số cũ', fields: ['amount'] },
    { column: 'Đơn vị tính', fields: ['amount'] },
  ])
})

test('what a row says beside the columns that are read tells which row of its file it is, and of whom says nothing', () => {
  const row = { stt: 'Tổng cộng', so_phieu: '', xa: { ten: 'x' }, noi_dung: '40 phiếu', dien_thoai: '0912345678', blank: ' ' }
  expect(besideIn(row, ['Số phiếu', 'xa.ten'])).toEqual(['Tổng cộng', '40 phiếu'])
})
