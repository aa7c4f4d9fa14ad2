import { sql } from 'kysely'
import { SILENCED_BY } from '../alerts/find.ts'
import type { Severity } from '../alerts/rule.ts'
import type { Db } from '../db.ts'

/** What screens look at besides what they show. */
export interface Alarms {
  /** Of what is open and disturbs somebody: how many of a level in a domain. */
  open: { domain: string | null; level: Severity; count: number }[]
  /** When the latest alert became critical that nobody has seen to yet; null where none is. */
  criticalSince: Date | null
}

/** What a dead source explains or somebody has silenced brings no scene. */
export async function openAlarms(db: Db): Promise<Alarms> {
  const open = await sql<Alarms['open'][number]>`
    select domain, level, count(*) as count from alert
    where status in ('firing', 'acknowledged') and inhibited_by is null and ${SILENCED_BY} is null
    group by domain, level order by domain, level`.execute(db)
  const { rows } = await sql<{ at: Date | null }>`
    select max(told.at) as at from alert
    cross join lateral (
      select at from alert_event where alert_id = alert.id and level = 'critical' and kind in ('fired', 'worsened', 'returned') order by id desc limit 1
    ) told
    where status = 'firing' and alert.level = 'critical' and inhibited_by is null and ${SILENCED_BY} is null`.execute(db)
  return { open: open.rows, criticalSince: rows[0]?.at ?? null }
}
