import type { Operator } from './plan.ts'

export interface Goal {
  operator: Operator
  value: number
}

/** Whether a value is what the clause asks for. */
export function isReached(actual: number, { operator, value }: Goal): boolean {
  switch (operator) {
    case '≥':
      return actual >= value
    case '>':
      return actual > value
    case '≤':
      return actual <= value
    case '<':
      return actual < value
    case '=':
      return actual === value
  }
}

/** Whether more is better, so that a shortfall means «not yet». */
export function isUpward({ operator }: Goal): boolean {
  return operator !== '≤' && operator !== '<'
}

/** How much of the way is done, 0 to 1: from the baseline where one is known, else of the goal itself. */
export function shareDone(actual: number, goal: Goal, baseline: number | null): number {
  if (isReached(actual, goal)) return 1
  if (baseline !== null && baseline !== goal.value) return within((actual - baseline) / (goal.value - baseline))
  if (isUpward(goal)) return goal.value > 0 ? within(actual / goal.value) : 0
  return actual > 0 ? within(goal.value / actual) : 0
}

function within(share: number): number {
  return Math.min(1, Math.max(0, share))
}

const DAYS_A_MONTH = 365.25 / 12

/** What every day and every month must bring from here; null where nothing is left to do or no time to do it in. */
export function neededRate(actual: number, goal: Goal, daysLeft: number): { perDay: number; perMonth: number } | null {
  if (isReached(actual, goal) || daysLeft <= 0) return null
  const perDay = (goal.value - actual) / daysLeft
  return { perDay, perMonth: perDay * DAYS_A_MONTH }
}
