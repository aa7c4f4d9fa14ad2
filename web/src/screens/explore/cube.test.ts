import { expect, test } from 'vitest'
import { type Cube, within } from './cube.ts'
import { BY_NAME, byChange, bySlot, sorted } from './sort.ts'

const cell = (value: number | null) => ({
  value,
  state: 'ok' as const,
  provisional: false,
  estimate: false,
  simulated: false,
  level: null,
  before: null,
  quartiles: null,
})
const SLOTS = ['2026-01-01', '2026-02-01', '2026-03-01'].map((day) => `${day}T00:00:00.000Z`)
const cube = (slots: string[] | null, rows: Record<string, (number | null)[][]>): Cube => ({
  columns: ['a', 'b'].map((id) => ({ id }) as Cube['columns'][number]),
  slots,
  rows: Object.entries(rows).map(([name, cells]) => ({
    member: { key: name, name, part: false },
    cells: cells.map((column) => column.map(cell)),
  })),
  computedAt: null,
})
const names = ({ rows }: Cube) => rows.map(({ member }) => member.name)

test('rows come by the leading indicator, the largest first; by another, turned round, or by name where that is wanted', () => {
  const units = cube(null, { Ân: [[1], [9]], Bình: [[3], [null]], Đông: [[2], [4]], An: [[null], [5]] })
  expect(names(sorted(units, null, 'vi'))).toEqual(['Bình', 'Đông', 'Ân', 'An'])
  expect(names(sorted(units, '-a', 'vi'))).toEqual(['Ân', 'Đông', 'Bình', 'An'])
  expect(names(sorted(units, 'b', 'vi'))).toEqual(['Ân', 'An', 'Đông', 'Bình'])
  expect(names(sorted(units, '-b', 'vi'))).toEqual(['Đông', 'An', 'Ân', 'Bình'])
  expect(names(sorted(units, BY_NAME, 'vi'))).toEqual(['An', 'Ân', 'Bình', 'Đông'])
})

test('over time rows come by the mean of what they were, whatever is not told of them', () => {
  const units = cube(SLOTS, { few: [[1, 1, 9]], more: [[4, 4, null]], none: [[null, null, null]] })
  expect(names(sorted(units, null, 'vi'))).toEqual(['more', 'few', 'none'])
})

test('of a stretch of time only its slots are shown, in every column', () => {
  const units = cube(SLOTS, {
    one: [
      [1, 2, 3],
      [4, 5, 6],
    ],
  })
  const shown = within(units, { from: SLOTS[1] ?? '', to: SLOTS[2] ?? '' })
  expect(shown.slots).toEqual(SLOTS.slice(1))
  expect(shown.rows[0]?.cells.map((column) => column.map((each) => each?.value))).toEqual([
    [2, 3],
    [5, 6],
  ])
})

test('over time rows come by one time alone where its head was pressed', () => {
  const units = cube(SLOTS, { few: [[9, 1, 2]], more: [[1, 3, 9]], none: [[null, null, null]], some: [[5, null, 5]] })
  expect(names(sorted(units, bySlot(SLOTS[1] ?? ''), 'vi'))).toEqual(['more', 'few', 'some', 'none'])
  expect(names(sorted(units, `-${bySlot(SLOTS[1] ?? '')}`, 'vi'))).toEqual(['few', 'more', 'some', 'none'])
})

test('where nothing is there to compare with, rows come by what they are', () => {
  const units = cube(null, { few: [[1]], more: [[3]], none: [[null]], some: [[2]] })
  const column = { id: 'a', unitOfMeasurement: { id: 'dossier' } } as Cube['columns'][number]
  expect(names(sorted({ ...units, columns: [column] }, byChange('a'), 'vi'))).toEqual(['more', 'some', 'few', 'none'])
})
