import { sql } from 'kysely'
import type { Db } from '../db.ts'

interface StepTaken {
  at: Date
  role: string
  unit: string | null
  told: number
}

export interface Ascent {
  steps: StepTaken[]
  /** When the next is told if nobody sees to it; null where there is none, or it has ended. */
  nextAt: Date | null
}

/** Whom an alert looked for since it last began to, and when the next is looked for. */
export async function ascentOf(db: Db, alert: number): Promise<Ascent> {
  const latest = await db
    .selectFrom('escalation')
    .select(['id', 'due_at'])
    .where('alert_id', '=', alert)
    .orderBy('id', 'desc')
    .executeTakeFirst()
  if (!latest) return { steps: [], nextAt: null }
  const { rows } = await sql<StepTaken>`
    select at, role, unit.name as unit, told from escalation_step left join unit on unit.id = unit_id
    where escalation_id = ${latest.id} order by step`.execute(db)
  return { steps: rows, nextAt: latest.due_at }
}
