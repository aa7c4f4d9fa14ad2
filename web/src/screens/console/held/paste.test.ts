import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cellsIn, pasteAt } from './paste.ts'

test('a column copied from a spreadsheet is one cell a row', () => {
  expect(cellsIn('Xã A\r\nXã B\r\n')).toEqual([['Xã A'], ['Xã B']])
  expect(cellsIn('một ô')).toEqual([['một ô']])
  expect(cellsIn('"hai\ndòng"\t"nói ""vâng"""\n\n')).toEqual([['hai\ndòng', 'nói "vâng"'], ['']])
})

test('what a spreadsheet copies comes back cell by cell', () => {
  const quote = (cell: string) => (/["\t\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  const table = fc
    .integer({ min: 1, max: 4 })
    .chain((width) => fc.array(fc.array(fc.string(), { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }))
  fc.assert(
    fc.property(table, (rows) => {
      const copied = rows.map((cells) => `${cells.map(quote).join('\t')}\r\n`).join('')
      expect(cellsIn(copied)).toEqual(rows)
    }),
  )
})

test('pasting fills down and across from the cell, no further than there are rows and columns, and tells what is left', () => {
  expect(pasteAt('1\t2\n3\t4\n5\t6\n7\t8', { row: 8, column: 'b' }, [7, 8, 9], ['a', 'b', 'c'])).toEqual({
    edits: [
      { row: 8, column: 'b', text: '1' },
      { row: 8, column: 'c', text: '2' },
      { row: 9, column: 'b', text: '3' },
      { row: 9, column: 'c', text: '4' },
    ],
    left: { rows: 2, columns: 0 },
  })
  expect(pasteAt('1\t2\t3\n', { row: 7, column: 'b' }, [7], ['a', 'b']).left).toEqual({ rows: 0, columns: 2 })
})

test('a million lines pasted by mistake fill the rows there are, and the rest is told', () => {
  const text = '1\t2\n'.repeat(1_000_000)
  const { edits, left } = pasteAt(text, { row: 7, column: 'a' }, [7, 8], ['a'])
  expect(edits.map(({ row, text }) => [row, text])).toEqual([
    [7, '1'],
    [8, '1'],
  ])
  expect(left).toEqual({ rows: 999_998, columns: 1 })
})
