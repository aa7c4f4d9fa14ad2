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

/** What stands in for a count too small to be shown. */
const few = (smallest: number) => `< ${smallest}`

/** A record with every count in it that is too small to be shown written as «< 5», whatever field it stands in. */
export function hideSmall(value: unknown, smallest: number): unknown {
  if (Array.isArray(value)) return value.map((each) => hideSmall(each, smallest))
  if (typeof value === 'object' && value !== null && !(value instanceof Date))
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, hideSmall(each, smallest)]))
  const count = typeof value === 'string' && /^\s*\d+([.,]0+)?\s*$/.test(value) ? Number.parseInt(value, 10) : value
  return typeof count === 'number' && isTooSmall({ smallest }, count) ? few(smallest) : value
}

/** A count so small that it could point at someone. */
export function isTooSmall({ smallest }: { smallest?: number | undefined }, value: number | null): boolean {
  return smallest !== undefined && value !== null && value > 0 && value < smallest
}

/**
 * Of counts that make up one whole, by key, those of which none may be told alone: the small ones, and with them as many more, the
 * least first, as it takes for what is left of the whole without the others to tell none of them.
 */
export function coveredAmong(counts: ReadonlyMap<string, number>, smallest: number | undefined): Set<string> {
  const covered = new Set<string>()
  let sum = 0
  const leastFirst = [...counts].filter(([, value]) => value !== 0).sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1))
  for (const [key, value] of leastFirst) {
    const tellsNone = covered.size === 0 || (covered.size > 1 && sum >= (smallest ?? 0))
    if (tellsNone && !isTooSmall({ smallest }, value)) break
    covered.add(key)
    sum += value
  }
  return covered
}
