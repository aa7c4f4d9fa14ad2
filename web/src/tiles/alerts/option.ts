import type { TileOf } from '@ioc/server/contract'

type Alerts = TileOf<'alerts'>
export type AlertsRow = Alerts['rows'][number]

/** Seconds after which whoever asks the rules is no longer believed. */
const LATE_S = 600

/** No alert is no news where nobody asks. */
export function isEngineLate(engine: Alerts['engine']): engine is NonNullable<Alerts['engine']> {
  return engine !== null && (engine.askedAt === null || engine.lateBy > LATE_S)
}

/** The rows that so many lines have room for; where there are more, the last line says how many. */
export function rowsShown(rows: readonly AlertsRow[], lines: number): { rows: AlertsRow[]; rest: number } {
  if (rows.length <= lines) return { rows: [...rows], rest: 0 }
  const room = Math.max(0, lines - 1)
  return { rows: rows.slice(0, room), rest: rows.length - room }
}
