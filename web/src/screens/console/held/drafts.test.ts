import { expect, test } from 'vitest'
import { withCells } from './drafts.ts'

const said = (row: number, column: string) => `${row}${column}`

test('an edit back to what the cell says is no edit, and a row without edits is no draft', () => {
  const drafts = withCells(
    {},
    [
      { row: 1, column: 'a', text: 'x' },
      { row: 1, column: 'b', text: 'y' },
    ],
    said,
  )
  expect(drafts).toEqual({ 1: { a: 'x', b: 'y' } })
  const less = withCells(drafts, [{ row: 1, column: 'a', text: '1a' }], said)
  expect(less).toEqual({ 1: { b: 'y' } })
  expect(withCells(less, [{ row: 1, column: 'b', text: '1b' }], said)).toEqual({})
})
