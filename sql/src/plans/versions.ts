import { sql } from 'kysely'
import { z } from 'zod'
import { type Db, inTransaction } from '../db.ts'
import { sha256 } from '../indicators/certification.ts'
import { Plan } from './plan.ts'

// A plan changed today changes nothing of what was promised until then: every version is kept for good.

const Spec = z.object({ plans: z.array(Plan) })

export interface PlansThen {
  plans: Plan[]
  sha256: string
}

/** Keeps the province's plans, where they are not the ones kept last. */
export async function recordPlans(db: Db, plans: Plan[]): Promise<void> {
  const spec = JSON.stringify({ plans })
  const hash = sha256(spec)
  await inTransaction(db, async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext('plan_version'))`.execute(trx)
    await sql`
      insert into plan_version (spec, sha256) select ${spec}::jsonb, ${hash}
      where ${hash} is distinct from (select sha256 from plan_version order by id desc limit 1)`.execute(trx)
  })
}

/**
 * The plans known at an instant, or the newest. Before the first were kept, those, unless definitions were kept already: then
 * there were none. Null where none ever were.
 */
export async function plansAsOf(db: Db, asOf: Date | null): Promise<PlansThen | null> {
  const { rows } = await sql<{ id: number; sha256: string }>`
    select id, sha256 from plan_version
    where ${asOf}::timestamptz is null or recorded_at <= ${asOf}
      or (id = (select min(id) from plan_version)
        and not exists (select from definition_version where recorded_at <= ${asOf}))
    order by id desc limit 1`.execute(db)
  const [version] = rows
  if (!version) return null
  let plans = read.get(version.sha256)
  if (!plans) {
    const { spec } = await db.selectFrom('plan_version').select('spec').where('id', '=', version.id).executeTakeFirstOrThrow()
    plans = Spec.parse(spec).plans
    read.set(version.sha256, plans)
  }
  return { plans, sha256: version.sha256 }
}

/** By fingerprint, since that is the same in any database. */
const read = new Map<string, Plan[]>()
