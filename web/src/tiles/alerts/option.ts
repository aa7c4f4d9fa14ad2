import type { TileOf } from '@ioc/server/contract'

type Alerts = TileOf<'alerts'>
export type AlertsRow = Alerts['rows'][number]

/** Seconds after which whoever asks the rules is no longer believed. */
const LATE_S = 600

/** No alert is no news where nobody asks. */
export function isEngineLate(engine: Alerts['engine']): engine is NonNullable<Alerts['engine']> {
  return engine !== null && (engine.askedAt === null || engine.lateBy > LATE_S)
}
