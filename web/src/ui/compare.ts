import type { Reading } from '@ioc/server/contract'

export interface Change {
  /** Percentages differ by points; everything else by percent. */
  by: 'points' | 'percent'
  amount: number
  way: 'up' | 'down' | 'same'
  better: boolean | null
}

/** Against the same span of the year before. Null where one of the two is not known, or nothing was there to grow from. */
export function changeOf({
  value,
  before,
  unit,
  direction,
}: Pick<Reading, 'value' | 'before' | 'unit' | 'direction'>): Change | null {
  if (value === null || before === null) return null
  const by = unit.id === 'percent' || unit.id === 'ratio' ? 'points' : 'percent'
  if (by === 'percent' && before === 0) return null
  const amount =
    by === 'points' ? (value - before) * (unit.id === 'ratio' ? 100 : 1) : ((value - before) / Math.abs(before)) * 100
  // Less than a twentieth reads as 0,0.
  const way = Math.abs(amount) < 0.05 ? 'same' : amount > 0 ? 'up' : 'down'
  return { by, amount: Math.abs(amount), way, better: way === 'same' || direction === 'none' ? null : way === direction }
}
