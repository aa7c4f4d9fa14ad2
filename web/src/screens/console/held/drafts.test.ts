import { expect, test } from 'vitest'
import { withCells, withSeen } from './drafts.ts'

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

test('what was seen of a row stays what it was when its typing began, and goes with its draft', () => {
  const editOf = (edits: Record<number, number>) => (row: number) => edits[row]
  const seen = withSeen({}, { 1: { a: 'x' } }, editOf({ 1: 0, 2: 3 }))
  expect(seen).toEqual({ 1: 0 })
  const more = withSeen(seen, { 1: { a: 'xy' }, 2: { a: 'z' } }, editOf({ 1: 1, 2: 3 }))
  expect(more).toEqual({ 1: 0, 2: 3 })
  expect(withSeen(more, { 2: { a: 'z' } }, editOf({ 1: 1, 2: 4 }))).toEqual({ 2: 3 })
})
