import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { seeingAll } from '../sight/sight.ts'
import type { SignedFigure } from './figures.ts'
import type { Round } from './round.ts'

/** A signing that locks its figures now. */
export interface InForce {
  round: string
  /** By its key. */
  unit: string
  every: Round['every']
  period: string
  by: string
  at: Date
  figures: SignedFigure[]
  sha256: string
}

/** Every one, the oldest period first; none in a database that has no tables yet. */
export async function signingsInForce(db: Db): Promise<InForce[]> {
  return seeingAll(async () => {
    const { rows: tables } = await sql<{ exists: boolean }>`select to_regclass('signoff_lock') is not null as exists`.execute(db)
    if (!tables[0]?.exists) return []
    const { rows } = await sql<InForce>`
      select action.round, unit.key as unit, every, action.period, by, at, figures, sha256
      from signoff_lock lock join signoff_action action on action.id = action_id join unit on unit.id = action.unit_id
      order by action.period, action.round, action.level desc, unit.key`.execute(db)
    return rows
  })
}

/** Those of `here` that are not in force `there`, as they were signed and by whom. */
export function missingFrom(there: readonly InForce[], here: readonly InForce[]): InForce[] {
  const known = new Set(there.map(nameOf))
  return here.filter((each) => !known.has(nameOf(each)))
}

const nameOf = ({ round, unit, period, at, sha256 }: InForce) => JSON.stringify([round, unit, period, at, sha256])
