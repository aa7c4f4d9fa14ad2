import { expect, test } from 'vitest'
import { BrokenRows } from './broken-rows.ts'

const rejected = (place: number, message: string) => ({
  status: 'rejected' as const,
  place,
  raw: '',
  reasons: [{ field: '', code: 'unreadable', message }],
})
const held = (place: number) => ({ ...rejected(place, 'x'), status: 'held' as const })
const placesIn = (lot: { held: { place: number }[] }) => lot.held.map(({ place }) => place)

test('of lines broken alike the first are kept, whatever number or word they name, and the others are counted', () => {
  const rows = new BrokenRows(2)
  const first = rows.keep({ held: [rejected(1, 'Có 3 ô.'), rejected(2, 'Có 4 ô.'), rejected(3, 'Có 5 ô.'), held(4)] })
  expect([placesIn(first), first.brokenAlike]).toEqual([[1, 2, 4], 1])
  const second = rows.keep({
    held: [rejected(5, 'Có 3 ô.'), rejected(6, 'Dấu «"» không đóng.'), rejected(7, 'Dấu «x» không đóng.')],
  })
  expect([placesIn(second), second.brokenAlike]).toEqual([[6, 7], 1])
  expect([rows.endPage(), rows.endPage()]).toEqual([2, 0])
})

test('lines broken each in a way of its own are kept no more than so many of them', () => {
  const rows = new BrokenRows(2)
  const lot = rows.keep({ held: Array.from({ length: 500 }, (_, n) => rejected(n, 'a'.repeat(n))) })
  expect(lot.held).toHaveLength(101)
  expect(lot.brokenAlike).toBe(399)
})
