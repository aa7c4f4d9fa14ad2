import type { TileOf } from '@ioc/server/contract'
import type { Tone } from '../../ui/Shape.tsx'

export type PlanRow = TileOf<'plan'>['rows'][number]

export const toneOf: Record<PlanRow['status'], Tone> = {
  late: 'critical',
  at_risk: 'watch',
  on_track: 'good',
  done: 'good',
  not_begun: 'not_yet_due',
  unmeasured: 'missing',
}

/** A row of several lines, and one of a single line, in rem. */
export const ROW_REM = 11.4
export const BRIEF_REM = 5.4
export const BRIEF_ROOMY_REM = 10.4

interface Board {
  measured: PlanRow[]
  unmeasured: PlanRow[]
  hidden: number
  /** There is room for two lines of every one nobody measures. */
  isRoomy: boolean
}

/**
 * What a space of so many rem has room for: the measured ones first, as the server orders them, then as many as fit of those
 * nobody measures. What is left out is counted.
 */
export function boardOf(rows: readonly PlanRow[], space: number): Board {
  const known = rows.filter(({ status }) => status !== 'unmeasured')
  const unknown = rows.filter(({ status }) => status === 'unmeasured')
  const measured = known.slice(0, Math.max(0, Math.floor(space / ROW_REM)))
  const left = space - measured.length * ROW_REM
  const unmeasured = unknown.slice(0, Math.max(0, Math.floor(left / BRIEF_REM)))
  const hidden = rows.length - measured.length - unmeasured.length
  return { measured, unmeasured, hidden, isRoomy: left >= unknown.length * BRIEF_ROOMY_REM }
}
