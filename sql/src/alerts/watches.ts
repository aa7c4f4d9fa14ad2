import { sql } from 'kysely'
import { type Db, inBriefTransaction } from '../db.ts'
import type { Watch } from './ask.ts'
import { watchesOf } from './find-out.ts'
import type { AlertRule } from './rule.ts'
import { listAlertRules } from './rules.ts'
import type { House } from './sight.ts'
import { takeTurn } from './store.ts'
import { numberOf } from './subject.ts'

export interface KnownWatch extends Watch {
  is: AlertRule['when']['is']
}

/**
 * Makes the watches what the rules say now, and answers them. Of a rule or a watch that is gone the open alerts end, with that as
 * the reason: nobody looks at them any more.
 */
export async function syncWatches(house: House): Promise<KnownWatch[]> {
  return inBriefTransaction(house.db, async (trx) => {
    await takeTurn(trx)
    const rules = (await listAlertRules(trx)).filter(({ off }) => !off)
    const watches = rules.flatMap((rule) =>
      watchesOf(rule, house).map((subject) => ({ rule: rule.id, subject, is: rule.when.is })),
    )
    const wanted = JSON.stringify(watches)
    await sql`
      insert into alert_watch (rule, subject) select rule, subject from jsonb_to_recordset(${wanted}::jsonb) as wanted (rule text, subject text)
      on conflict do nothing`.execute(trx)
    await sql`
      delete from alert_watch where not exists (
        select from jsonb_to_recordset(${wanted}::jsonb) as wanted (rule text, subject text)
        where wanted.rule = alert_watch.rule and wanted.subject = alert_watch.subject)`.execute(trx)
    await sql`
      with retired as (
        update alert set status = 'resolved', resolved_at = clock_timestamp(), acknowledged = null, inhibited_by = null
        where status <> 'resolved' and not exists (
          select from alert_watch where alert_watch.rule = alert.rule
            and (alert_watch.subject = alert.watch or (alert.watch = 'rule' and alert.subject = 'rule:' || alert_watch.subject)))
        returning id, level
      )
      insert into alert_event (alert_id, at, kind, level, quiet) select id, clock_timestamp(), 'retired', level, true from retired`.execute(
      trx,
    )
    return watches
  })
}

/** Those of which the clock says that it is time, the longest overdue first. */
export async function dueWatches(db: Db): Promise<Watch[]> {
  return db
    .selectFrom('alert_watch')
    .select(['rule', 'subject'])
    .where('due_at', '<=', sql<Date>`clock_timestamp()`)
    .orderBy('due_at')
    .execute()
}

/**
 * Those of which something else may be found now that some domains have moved. Sources, plans and whole days are asked by the clock;
 * an absent number ends with news, and begins with the clock.
 */
export async function watchesMovedBy(
  { db, registry }: House,
  watches: KnownWatch[],
  domains: ReadonlySet<string>,
): Promise<KnownWatch[]> {
  if (domains.size === 0) return []
  const open = await db.selectFrom('alert').select(['rule', 'watch']).distinct().where('status', '<>', 'resolved').execute()
  const isOpen = new Set(open.map(({ rule, watch }) => `${rule} ${watch}`))
  return watches.filter(({ rule, subject, is }) => {
    const asks = is === 'threshold' || is === 'change' || (is === 'absence' && isOpen.has(`${rule} ${subject}`))
    const indicator = numberOf(registry, subject)
    return asks && (indicator?.domains.some((domain) => domains.has(domain)) ?? false)
  })
}
