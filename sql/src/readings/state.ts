import type { Levels } from '../pack/pack.ts'

export type ReadingState = 'ok' | 'zero' | 'missing' | 'not_yet_due' | 'provisional' | 'stale' | 'suppressed' | 'withdrawn'
export type Level = 'good' | 'watch' | 'warn' | 'critical'

/** What is known of a number, besides itself. */
export interface Circumstances {
  value: number | null
  /** Its source took it back, or its definition no longer holds. */
  withdrawn?: boolean
  /** Too few cases to be shown without pointing at someone. */
  suppressed?: boolean
  /** Its source has not broken its word yet: the figure is due later. */
  notYetDue?: boolean
  /** Where there is no value: nothing happened that it could be a part of. */
  nothing?: boolean
  /** It is a part of what did happen: none of it is a number like any other. */
  isPart?: boolean
  /** Seconds its source is past its promise. */
  lateBy: number
  /** Not called final, or more of it may still be on its way. */
  provisional: boolean
}

/** The one place that says how far a number may be trusted. */
export function stateOf(circumstances: Circumstances): ReadingState {
  const { value, withdrawn, suppressed, notYetDue, nothing, isPart, lateBy, provisional } = circumstances
  if (withdrawn) return 'withdrawn'
  if (suppressed) return 'suppressed'
  if (value === null && notYetDue) return 'not_yet_due'
  if (value === null) return nothing && lateBy === 0 && !provisional ? 'zero' : 'missing'
  if (lateBy > 0) return 'stale'
  if (provisional) return 'provisional'
  return value === 0 && !isPart ? 'zero' : 'ok'
}

/** Numbers beside each other are as doubtful as the most doubtful of them; where none is told, they lack for what all of them do. */
export function stateOfAll(told: readonly { value: number | null; state: ReadingState }[]): ReadingState {
  const [why, ...others] = new Set(told.map(({ state }) => state))
  const states = new Set(told.flatMap(({ value, state }) => (value === null ? [] : [state])))
  if (states.size === 0) return why !== undefined && others.length === 0 ? why : 'missing'
  return (['stale', 'provisional', 'ok'] as const).find((state) => states.has(state)) ?? 'zero'
}

/** A value against its thresholds: the severest one it has passed. */
export function levelOf(value: number | null, levels: Levels, direction: 'up' | 'down' | 'none'): Level | null {
  if (value === null || direction === 'none' || Object.keys(levels).length === 0) return null
  const past = (threshold: number | undefined) =>
    threshold !== undefined && (direction === 'up' ? value < threshold : value > threshold)
  if (past(levels.critical)) return 'critical'
  if (past(levels.warn)) return 'warn'
  return past(levels.watch) ? 'watch' : 'good'
}

/** A count so small that it could point at someone. */
export function isTooSmall({ smallest }: { smallest?: number | undefined }, value: number | null): boolean {
  return smallest !== undefined && value !== null && value > 0 && value < smallest
}
