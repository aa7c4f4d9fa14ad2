import fc from 'fast-check'
import { expect, test } from 'vitest'
import { follow } from '../mapping/pick.ts'
import { withEdits } from './edit.ts'

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
