import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Mapping } from '../mapping/mapping.ts'
import { type Columns, columnChanges, fieldsGone, PageColumns, withPage } from './columns.ts'

/** A page of the rows told, each by its columns. */
function pageOf(...rows: string[][]) {
  const page = new PageColumns()
  for (const row of rows) page.add(Object.fromEntries(row.map((column) => [column, ''])))
  return page
}
const after = (...pages: string[][]) => ({
  pages: pages.length,
  columns: pages.reduce((known, page) => withPage(known, pageOf(page)), [] as Columns),
})
const usual = [
  ['Mã', 'Tên', 'Số'],
  ['Mã', 'Tên', 'Số'],
  ['Mã', 'Tên', 'Số', 'Ghi chú'],
]

test('a column nobody has seen and one that was always there are told; one that comes and goes is not', () => {
  expect(columnChanges(after(...usual), pageOf(['Mã', 'Số', 'Số liệu mới']))).toEqual([
    { code: 'columns_new', columns: ['Số liệu mới'] },
    { code: 'columns_gone', columns: ['Tên'] },
  ])
  expect(columnChanges(after(...usual), pageOf(['Mã', 'Tên', 'Số']))).toEqual([])
})

test('two pages say nothing of what is usual', () => {
  expect(columnChanges(after(...usual.slice(0, 2)), pageOf(['Khác']))).toEqual([])
})

test('a page like one before it changes nothing that is told', () => {
  const page = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', '__proto__', 'constructor'), { minLength: 1 })
  fc.assert(
    fc.property(fc.array(page, { minLength: 3, maxLength: 8 }), (pages) => {
      const told = columnChanges(after(...pages), pageOf(pages[0] as string[]))
      expect(told.filter(({ code }) => code === 'columns_new')).toEqual([])
      expect(told.flatMap(({ columns }) => columns)).toEqual([])
    }),
  )
})

test('a field whose every column is gone from a page of some rows is told; one with another column left, and one row, are not', () => {
  const mapping = Mapping.parse({ code: 'Mã', title: { from: ['Tên', 'Ghi chú'] }, amount: 'Số', kind: { const: 'x' } })
  const gone = (columns: string[], rows = 5) =>
    fieldsGone(after(...usual), { columns: pageOf(columns), rows }, mapping).map(({ field }) => field)
  expect(gone(['Mã', 'Số', 'Tên gọi'])).toEqual(['title'])
  expect(gone(['Mã', 'Số', 'Ghi chú'])).toEqual([])
  expect(gone(['Mã'], 4)).toEqual([])
  expect(gone([])).toEqual(['code', 'title', 'amount'])
})

test('a column that only some rows of a page have may be in none of the next: records of several forms come in any order', () => {
  const mapping = Mapping.parse({ code: 'Mã', beds: 'Giường', people: 'Dân số' })
  const known = [1, 2, 3].reduce((columns) => withPage(columns, pageOf(['Mã', 'Giường'], ['Mã', 'Dân số'])), [] as Columns)
  const next = pageOf(['Mã', 'Giường'])
  expect(fieldsGone({ pages: 3, columns: known }, { columns: next, rows: 500 }, mapping)).toEqual([])
  expect(columnChanges({ pages: 3, columns: known }, next)).toEqual([])
  expect(fieldsGone({ pages: 3, columns: known }, { columns: pageOf(['Giường']), rows: 500 }, mapping)).toMatchObject([
    { code: 'gone', field: 'code' },
  ])
})
