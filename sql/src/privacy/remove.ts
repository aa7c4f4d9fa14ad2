import { sql } from 'kysely'
import { tellAudit } from '../audit/tell.ts'
import { type Db, inTransaction } from '../db.ts'
import { currentProvince } from '../province/find.ts'
import { REMOVALS } from './removals.ts'
import type { RetentionRule } from './retention.ts'

const DAY_MS = 86_400_000
const AT_ONCE = 1_000
/** How often workers look. */
export const REMOVE_EVERY_MS = 3_600_000

export interface RetentionRun {
  ranAt: Date
  /** By that run, and by all there were. */
  removed: number
  removedInAll: number
}

/** Removes what the register says is kept for so many days, once these are over; the audit is told by the very transaction that does it. */
export async function removeWhatIsOver(db: Db, now = new Date()): Promise<Record<RetentionRule, number>> {
  const { retention } = await currentProvince(db)
  const removed: [string, number][] = []
  for (const rule of Object.keys(REMOVALS) as RetentionRule[])
    removed.push([rule, await removeBy(db, rule, retention[rule], now, AT_ONCE)])
  return Object.fromEntries(removed) as Record<RetentionRule, number>
}

async function removeBy(db: Db, rule: RetentionRule, days: number, now: Date, most: number): Promise<number> {
  const before = new Date(now.getTime() - days * DAY_MS)
  for (let all = 0; ; ) {
    const removed = await inTransaction(db, async (trx) => {
      // One process after the other, or both would tell of one run.
      await sql`select pg_advisory_xact_lock(hashtext('retention'), hashtext(${rule}))`.execute(trx)
      const rows = await REMOVALS[rule].remove(trx, before, most)
      await sql`
        insert into retention_run as known (rule, ran_at, removed, removed_in_all) values (${rule}, ${now}, ${rows}, ${rows})
        on conflict (rule) do update set ran_at = excluded.ran_at, removed_in_all = known.removed_in_all + excluded.removed,
          removed = case when known.ran_at = excluded.ran_at then known.removed else 0 end + excluded.removed`.execute(trx)
      if (rows > 0)
        await tellAudit(trx, {
          action: 'removed',
          entity: 'retention',
          id: rule,
          detail: { rows, days, before: before.toISOString() },
        })
      return rows
    })
    all += removed
    if (removed < most) return all
  }
}

/** When each rule looked last; one that never did is not among them. */
export async function retentionRuns(db: Db): Promise<Partial<Record<RetentionRule, RetentionRun>>> {
  const { rows } = await sql<RetentionRun & { rule: RetentionRule }>`
    select rule, ran_at as "ranAt", removed, removed_in_all as "removedInAll" from retention_run`.execute(db)
  return Object.fromEntries(rows.map(({ rule, ...run }) => [rule, run]))
}
