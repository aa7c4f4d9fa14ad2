import { expect, test } from 'vitest'
import { named } from './form-fields.ts'

test('a field of a form is called by its label without accents, and no two are called alike', () => {
  const titles = ['Số thu', 'Đơn vị', 'SỐ THU', 'số-thu 2', '1. Ngày nộp', '', '%']
  expect(
    named(
      titles.map((title) => ({ name: 'x', title })),
      false,
    ).map(({ name }) => name),
  ).toEqual(['so_thu', 'don_vi', 'so_thu_2', 'so_thu_2_2', 'ngay_nop', 'cot_6', 'cot_7'])
})

test('once columns are matched by its name a field keeps it, whatever it is called from now on', () => {
  const fields = [
    { name: 'so_thu', title: 'Số đã thu' },
    { name: '', title: 'Số thu' },
  ]
  expect(named(fields, true).map(({ name }) => name)).toEqual(['so_thu', 'so_thu_2'])
})
