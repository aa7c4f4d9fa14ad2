import { sql } from 'kysely'
import { takeTurn } from '../alerts/store.ts'
import { leftUndone } from '../checklists/life.ts'
import * as checklists from '../checklists/store.ts'
import type { Db } from '../db.ts'
import * as directives from '../directives/store.ts'

const WHY = 'Kết thúc diễn tập'

/**
 * Ends all that an exercise made and puts it away: its alerts are over and of no watch any more, so that no later exercise takes them for its own;
 * nobody is told further; orders are taken back and checklists closed. Nothing is deleted.
 */
export async function putAway(trx: Db, id: number, at: Date): Promise<void> {
  // Who is in the middle of asking a rule finds, when it is their turn, that its alerts are of no watch and none can be made.
  await takeTurn(trx)
  // Before the rows they lead to, as whoever follows takes them.
  await sql`select from escalation_progress for update`.execute(trx)
  await sql`select from checklist_progress for update`.execute(trx)
  await sql`
    with retired as (
      update alert set status = 'resolved', resolved_at = ${at}, acknowledged = null, inhibited_by = null
      where exercise_id = ${id} and status <> 'resolved' returning id, level
    )
    insert into alert_event (alert_id, at, kind, level, quiet) select id, ${at}::timestamptz, 'retired', level, true from retired`.execute(
    trx,
  )
  await sql`update alert set watch = watch || ${` #${id}`} where exercise_id = ${id}`.execute(trx)
  await sql`update alert_silence set ended_at = ${at}, ended_by = ${WHY} where ended_at is null`.execute(trx)
  await sql`update escalation set ended_at = ${at}, ended_by = 'retired', due_at = null where ended_at is null`.execute(trx)
  await sql`update notification set dropped = 'over' where message_id is null and dropped is null`.execute(trx)
  await sql`update message set status = 'dead', settled_at = ${at} where exercise_id = ${id} and status = 'waiting'`.execute(trx)
  await sql`update escalation_progress set event = coalesce((select max(id) from alert_event), 0)`.execute(trx)
  await sql`update checklist_progress set event = coalesce((select max(id) from alert_event), 0)`.execute(trx)
  await takeBackOrders(trx, id, at)
  await closeChecklists(trx, id, at)
}

async function takeBackOrders(trx: Db, id: number, at: Date): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    select id from directive where exercise_id = ${id} and status <> 'withdrawn' order by id`.execute(trx)
  for (const each of rows) {
    const directive = await directives.lockDirective(trx, each.id)
    const isOpen = directive.life.status === 'issued' || directive.life.status === 'accepted'
    const over = isOpen ? [{ kind: 'withdrawn' as const, at: at.toISOString(), by: WHY, why: WHY }] : []
    // One that was closed is not watched for a relapse either.
    await directives.keepEvents(trx, directive, over, { explainBy: null, lookAt: null })
  }
}

async function closeChecklists(trx: Db, id: number, at: Date): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    select id from checklist where exercise_id = ${id} and status = 'running' order by id`.execute(trx)
  for (const each of rows) {
    const checklist = await checklists.lockChecklist(trx, each.id)
    const left = leftUndone(checklist.life)
    await checklists.keepEvents(trx, checklist, [{ kind: 'closed', at: at.toISOString(), by: null, why: WHY, left }])
  }
}
