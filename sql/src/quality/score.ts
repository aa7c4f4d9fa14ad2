/** So much of so much. `value` is the percentage, never rounded up; null where there was nothing of which to have a part. */
export interface Score {
  value: number | null
  good: number
  of: number
}

export function scoreOf(good: number, of: number): Score {
  return { value: of > 0 ? Math.floor((good * 1_000) / of) / 10 : null, good, of }
}
