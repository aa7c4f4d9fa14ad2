export interface BarShape {
  /** How much of the bar is filled, where the elapsed time stands on it, and where the plan is met: parts of its length. */
  fill: number
  tick: number
  full: number
}

/** A bar as long as the plan, or as what was reached once that is more. */
export function barShape(share: number | null, elapsed: number): BarShape {
  const length = Math.max(1, share ?? 0)
  const part = (value: number) => Math.min(1, Math.max(0, value / length))
  return { fill: part(share ?? 0), tick: part(elapsed), full: 1 / length }
}
