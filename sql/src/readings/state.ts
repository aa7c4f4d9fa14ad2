import type { Levels } from '../pack/pack.ts'

export type ReadingState = 'ok' | 'zero' | 'missing' | 'not_yet_due' | 'provisional' | 'stale' | 'suppressed' | 'withdrawn'
export type Level = 'good' | 'watch' | 'warn' | 'critical'

/** The one place that says how far a number may be trusted. */
export function stateOf({
  value,
  provisional,
  lateBy,
}: {
  value: number | null
  provisional: boolean
  lateBy: number
}): ReadingState {
  if (value === null) return 'missing'
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
