import { sql } from 'kysely'
import type { Db } from '../db.ts'

/** How whoever asks the rules is doing. */
export interface EngineHealth {
  /** When a rule was asked last; null where none ever was. */
  askedAt: Date | null
  watches: number
  /** Rules that can’t be asked. */
  failing: number
  /** Seconds the most overdue has waited to be asked; 0 where none waits. */
  lateBy: number
}

export async function engineHealth(db: Db): Promise<EngineHealth> {
  const { rows } = await sql<EngineHealth>`
    select max(asked_at) as "askedAt", count(*)::float8 as watches, (count(*) filter (where failures > 0))::float8 as failing,
           greatest(0, coalesce(extract(epoch from clock_timestamp() - min(due_at)), 0))::float8 as "lateBy" from alert_watch`.execute(
    db,
  )
  return rows[0] as EngineHealth
}
