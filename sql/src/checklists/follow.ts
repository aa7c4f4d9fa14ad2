import { sql } from 'kysely'
import { SILENCED_BY } from '../alerts/find.ts'
import { inTransaction } from '../db.ts'
import type { EscalationPlan } from '../escalation/plan.ts'
import type { Checklist } from './checklist.ts'
import { beginOrJoin, fits, type Office, resume, startingAlerts } from './start.ts'

const BATCH = 500
const BEGINS = ['fired', 'returned', 'worsened', 'steadied', 'uninhibited']

/**
 * Follows what has happened to alerts: begins the checklists that are for one that fires or grows worse, joins it to one that runs, and goes on
 * with the one it had where it comes back. Every event is followed once, by whichever process: what it makes and how far
 * it got are one transaction. What is silenced, flaps or stands behind a dead source begins nothing. Answers how many events there were.
 */
export async function followIntoChecklists(
  office: Office,
  plan: EscalationPlan,
  checklists: Checklist[],
  at = new Date(),
): Promise<number> {
  return inTransaction(office.db, async (trx) => {
    const progress = await trx.selectFrom('checklist_progress').select('event').forUpdate().skipLocked().executeTakeFirst()
    if (!progress) return 0
    const { rows: events } = await sql<{ id: number; alert: number | null }>`
      select alert_event.id, case when kind = any(${BEGINS}::text[]) and status in ('firing', 'acknowledged') and not flapping and inhibited_by is null
                                       and ${SILENCED_BY} is null then alert.id end as alert
      from alert_event join alert on alert.id = alert_id where alert_event.id > ${progress.event} order by alert_event.id limit ${BATCH}`.execute(
      trx,
    )
    const last = events.at(-1)
    if (!last) return 0
    const here = { ...office, db: trx }
    const begun = new Set(events.flatMap(({ alert }) => alert ?? []))
    for (const alert of begun.size === 0 ? [] : await startingAlerts(trx, [...begun])) {
      const had = await checklistsOf(here, alert.id)
      for (const spec of checklists.filter((each) => fits(each, alert, office.province.unitId))) {
        const known = had.find(({ key }) => key === spec.id)
        if (!known) await beginOrJoin(here, plan, spec, alert, { at, by: null })
        // Who ended it by hand while the alert stood meant it; an alert that has come back since is another matter.
        else if (known.status === 'closed' && known.isBack)
          if (known.isAnotherRunning) await beginOrJoin(here, plan, spec, alert, { at, by: null })
          else await resume(here, plan, known.id, alert.id, at)
      }
    }
    await trx.updateTable('checklist_progress').set({ event: last.id }).execute()
    return events.length
  })
}

interface Had {
  id: number
  key: string
  status: 'running' | 'closed'
  /** The alert has fired since it was closed. */
  isBack: boolean
  /** One of the same kind, unit and owner runs. */
  isAnotherRunning: boolean
}

/** The newest checklist of each kind that an alert had. */
async function checklistsOf({ db }: Pick<Office, 'db'>, alert: number): Promise<Had[]> {
  const { rows } = await sql<Had>`
    select distinct on (key) checklist.id, key, checklist.status, coalesce(fired_at > (life->>'closedAt')::timestamptz, false) as "isBack",
           exists (select from checklist other where other.key = checklist.key and other.unit_id = checklist.unit_id and other.owner_id = checklist.owner_id and other.status = 'running') as "isAnotherRunning"
    from checklist_alert join checklist on checklist.id = checklist_id join alert on alert.id = alert_id
    where alert_id = ${alert} order by key, checklist.id desc`.execute(db)
  return rows
}
