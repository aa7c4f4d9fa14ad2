import type { Forecast, NoForecast } from './forecast.ts'

export type ClauseStatus = 'done' | 'on_track' | 'at_risk' | 'late' | 'not_begun' | 'unmeasured'

export interface Standing {
  /** The value is what the clause asks for. */
  reached: boolean
  /** What was reached cannot be lost again: a sum that only grows. */
  isFinal: boolean
  /** Whether the day it is due has passed; null where there is none. */
  isOver: boolean | null
  /** How much of the way is done, and how much of the time has passed, 0 to 1. */
  done: number
  elapsed: number | null
  forecast: Forecast | NoForecast | null
}

/** A measured clause in one word. A mark without a day is kept or it is not, and
 * may be kept no longer; before its day, a clause is as likely as its forecast. */
export function statusOf({ reached, isFinal, isOver, done, elapsed, forecast }: Standing): ClauseStatus {
  if (isOver) return reached ? 'done' : 'late'
  if (reached && isFinal) return 'done'
  if (elapsed === 0) return 'not_begun'
  const guess = forecast !== null && typeof forecast === 'object' ? forecast : null
  if (isOver === null) return !reached ? 'late' : guess && !guess.reaches ? 'at_risk' : 'on_track'
  if (guess) return guess.reaches ? 'on_track' : 'at_risk'
  return reached || (elapsed !== null && done >= elapsed) ? 'on_track' : 'at_risk'
}
