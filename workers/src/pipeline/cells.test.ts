import { expect, test } from 'vitest'
import { Mapping } from '../mapping/mapping.ts'
import { cellCounter } from './cells.ts'

test('cells are what the mapping takes of a row; constants, lists, defaults and what other forms count are not asked for', () => {
  const mapping = Mapping.parse({
    unit: 'MaDonVi',
    form: { from: 'Nhom', required: true },
    source: { const: 'x' },
    part: { from: 'Phan', default: '' },
    papers: { each: 'Giay', map: { code: 'Ma' } },
    beds: { from: 'Giuong', as: 'integer' },
    cases: { from: 'Ca', as: 'integer' },
  })
  const count = cellCounter(mapping, { hospital: { beds: 'Giường' }, disease: { cases: 'Ca' } })
  const cells = { taken: 0, filled: 0 }
  count({ unit: 'a', form: 'hospital', source: 'x', part: '', beds: 0 }, cells)
  expect(cells).toEqual({ taken: 3, filled: 3 })
  count({ form: 'disease', source: 'x', part: '', beds: 4 }, cells)
  expect(cells).toEqual({ taken: 6, filled: 4 })
})
