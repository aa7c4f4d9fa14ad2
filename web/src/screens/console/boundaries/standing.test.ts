import { expect, test } from 'vitest'
import { standingOf } from './standing.ts'

const set = (id: number, validFrom: string, loadedAt: string, withdrawnAt: string | null = null) => ({
  id,
  validFrom,
  loadedAt,
  withdrawnAt,
})

test('of one day the last loaded is in force, and what it replaced comes back when it is withdrawn', () => {
  const first = set(1, '2025-07-01', '2026-01-01T00:00:00Z')
  const second = set(2, '2025-07-01', '2026-02-01T00:00:00Z')
  const former = set(3, '1997-01-01', '2025-01-01T00:00:00Z')
  const all = [second, first, former]
  expect(all.map((each) => standingOf(each, all))).toEqual(['inForce', 'replaced', 'inForce'])
  const after = [{ ...second, withdrawnAt: '2026-03-01T00:00:00Z' }, first, former]
  expect(after.map((each) => standingOf(each, after))).toEqual(['withdrawn', 'inForce', 'inForce'])
})
