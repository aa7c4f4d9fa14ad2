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
  /** Seconds its source is past its promise. */
  lateBy: number
  /** Not called final, or more of it may still be on its way. */
  provisional: boolean
}

/** The one place that says how far a number may be trusted. */
export function stateOf({ value, withdrawn, suppressed, notYetDue, lateBy, provisional }: Circumstances): ReadingState {
  if (withdrawn) return 'withdrawn'
  if (suppressed) return 'suppressed'
  if (value === null) return notYetDue ? 'not_yet_due' : 'missing'
  if (lateBy > 0) return 'stale'
  if (provisional) return 'provisional'
  return value === 0 ? 'zero' : 'ok'
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
