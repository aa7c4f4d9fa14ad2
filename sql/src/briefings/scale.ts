import type { UnitOfMeasurement } from '../pack/units-of-measurement.ts'

/** In what a number is written: divided by so much, with so many decimals. */
export interface Scale {
  by: number
  word: string
  decimals: number
}

/** Money is written in tỷ đồng, as offices do; all else as it is counted. */
export function scaleOf({ id, vi }: UnitOfMeasurement, decimals = 0): Scale {
  return id === 'dong' ? { by: 1e9, word: 'tỷ đồng', decimals: 1 } : { by: 1, word: vi, decimals }
}
