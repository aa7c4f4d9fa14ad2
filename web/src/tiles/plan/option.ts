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

/** A board of old figures alone is old; one of some says so at their rows. */
export function isAllStale(rows: readonly PlanRow[]): boolean {
  const measured = rows.filter(({ status }) => status !== 'unmeasured')
  return measured.length > 0 && measured.every(({ state }) => state === 'stale')
}

/** A row of several lines, and one of a single line, in rem. */
export const ROW_REM = 10.4
export const BRIEF_REM = 4.9
export const BRIEF_ROOMY_REM = 10.4

/** What nobody measures of one plan, below its name. */
interface Group {
  plan: PlanRow['plan']
  rows: PlanRow[]
}

interface Board {
  measured: PlanRow[]
  unmeasured: Group[]
  hidden: number
  /** There is room for two lines of every one nobody measures. */
  isRoomy: boolean
}

/**
 * What a space of so many rem has room for: the measured ones first, as the server orders them, then as many as fit of those
 * nobody measures, below them or in a column of their own. What is left out is counted.
 */
export function boardOf(rows: readonly PlanRow[], space: number, isApart = false): Board {
  const known = rows.filter(({ status }) => status !== 'unmeasured')
  const unknown = rows.filter(({ status }) => status === 'unmeasured')
  const measured = known.slice(0, Math.max(0, Math.floor(space / ROW_REM)))
  // Tenths of a rem add up to a hair more or less than they are.
  const left = space - (isApart ? 0 : measured.length * ROW_REM) + 0.01
  const unmeasured: Group[] = []
  let taken = 0
  for (const row of unknown) {
    const group = unmeasured.find(({ plan }) => plan.id === row.plan.id)
    taken += group ? BRIEF_REM : 2 * BRIEF_REM
    if (taken > left) break
    if (group) group.rows.push(row)
    else unmeasured.push({ plan: row.plan, rows: [row] })
  }
  const shown = unmeasured.flatMap((group) => group.rows).length
  const hidden = rows.length - measured.length - shown
  const roomy = unmeasured.length * BRIEF_REM + shown * BRIEF_ROOMY_REM
  return { measured, unmeasured, hidden, isRoomy: hidden === 0 && left >= roomy }
}
