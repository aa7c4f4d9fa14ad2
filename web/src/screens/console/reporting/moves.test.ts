import { expect, test } from 'vitest'
import { cellAfter, type Move } from './moves.ts'

const list = (...ids: string[]) => ids.map((id) => ({ id }))
const SECTIONS = [
  { id: 'a', rows: list('r1', 'r2'), columns: list('c1', 'c2', 'c3') },
  { id: 'b', rows: list('r1'), columns: list('c1') },
]
const go = (from: string, ...moves: Move[]) => moves.reduce((cell, move) => cellAfter(SECTIONS, cell, move), from)

test('enter goes down each column, then on to the next, and through the whole form', () => {
  const seen = ['a.r1.c1']
  for (let next = go('a.r1.c1', 'on'); !seen.includes(next); next = go(next, 'on')) seen.push(next)
  expect(seen).toEqual(['a.r1.c1', 'a.r2.c1', 'a.r1.c2', 'a.r2.c2', 'a.r1.c3', 'a.r2.c3', 'b.r1.c1'])
  for (const [place, cell] of seen.entries()) if (place > 0) expect(go(cell, 'back')).toBe(seen[place - 1])
})

test('arrows stay on the sheet, and go from table to table', () => {
  expect(go('a.r1.c1', 'left', 'up')).toBe('a.r1.c1')
  expect(go('a.r1.c2', 'right', 'right')).toBe('a.r1.c3')
  expect(go('a.r2.c3', 'down')).toBe('b.r1.c1')
  expect(go('b.r1.c1', 'down')).toBe('b.r1.c1')
  expect(go('b.r1.c1', 'up')).toBe('a.r2.c1')
})
