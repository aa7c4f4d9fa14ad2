import { sql } from 'kysely'
import type { Severity } from '../alerts/rule.ts'
import { rank } from '../alerts/severity.ts'
import type { House } from '../alerts/sight.ts'
import { parseSubject } from '../alerts/subject.ts'
import { type Db, inTransaction } from '../db.ts'
import { Conflict, NotFound } from '../errors.ts'
import { Owners } from '../escalation/owner.ts'
import type { EscalationPlan } from '../escalation/plan.ts'
import type { Checklist, Fit } from './checklist.ts'
import { duesFromStart, duesOnReturn } from './due.ts'
import { type ChecklistEvent, lifeOf, nextLook } from './life.ts'
import { keepEvents, lockChecklist, writeEvents } from './store.ts'
import { tellBegun } from './tell.ts'

export type Office = Pick<House, 'db' | 'registry' | 'units' | 'province' | 'calendar'>

/** What of an alert says which checklists it is for. */
export interface StartingAlert {
  id: number
  rule: string
  /** The kind of its rule’s condition; null of a rule that is gone. */
  is: string | null
  subject: string
  unit: string | null
  unitId: number | null
  domain: string | null
  level: Severity
}

/** Of a source the domain is that of its feed. */
export async function startingAlerts(db: Db, ids: number[]): Promise<StartingAlert[]> {
  const { rows } = await sql<StartingAlert>`
    select alert.id, rule, alert_rule.spec->'when'->>'is' as is, subject, unit.key as unit, alert.unit_id as "unitId", level,
           coalesce(alert.domain, (select feed.spec->>'domain' from feed where 'feed:' || feed.key = subject)) as domain
    from alert left join unit on unit.id = alert.unit_id left join alert_rule on alert_rule.key = rule
    where alert.id = any(${ids}::bigint[]) order by alert.id`.execute(db)
  return rows
}

export function fits({ for: fits, of }: Checklist, alert: StartingAlert, provinceId: number): boolean {
  if (of === 'province' && alert.unitId !== null && alert.unitId !== provinceId) return false
  return fits.some((fit) => isFit(fit, alert))
}

function isFit({ domains, indicators, feeds, rules, is, level }: Fit, alert: StartingAlert): boolean {
  const names = (list: string[] | undefined, name: string | null) => list === undefined || (name !== null && list.includes(name))
  const { kind, id } = parseSubject(alert.subject)
  return (
    names(domains, alert.domain) &&
    names(indicators, kind === 'indicator' ? id : null) &&
    names(feeds, kind === 'feed' ? id : null) &&
    names(rules, alert.rule) &&
    names(is, alert.is) &&
    rank(alert.level) >= rank(level)
  )
}

/** Whoever begins checklists waits here for whoever does. */
async function takeTurn(trx: Db): Promise<void> {
  await sql`select from checklist_progress for update`.execute(trx)
}

/** Begins a checklist because of an alert, or joins the alert to the one of the same kind, unit and owner that runs. Under `takeTurn`. Answers which. */
export async function beginOrJoin(
  office: Office,
  plan: EscalationPlan,
  spec: Checklist,
  alert: StartingAlert,
  { at, by }: { at: Date; by: string | null },
): Promise<number> {
  const { db, province, calendar } = office
  const unitId = alert.unitId ?? province.unitId
  const ownerId = (await Owners.of(db, office, at)).of(alert)
  const running = await db
    .selectFrom('checklist')
    .select('id')
    .where('key', '=', spec.id)
    .where('unit_id', '=', unitId)
    .where('owner_id', '=', ownerId)
    .where('status', '=', 'running')
    .executeTakeFirst()
  if (running) {
    await join(db, running.id, alert.id, { kind: 'joined', at: at.toISOString(), by, alert: alert.id })
    return running.id
  }
  const due = duesFromStart(spec, calendar, at)
  const started: ChecklistEvent = { kind: 'started', at: at.toISOString(), by, alert: alert.id, due }
  const life = lifeOf(spec, [started])
  const { rows } = await sql<{ id: number }>`
    insert into checklist (key, spec, unit_id, owner_id, life, status, look_at, former)
    values (${spec.id}, ${JSON.stringify(spec)}::jsonb, ${unitId}, ${ownerId}, ${JSON.stringify(life)}::jsonb, 'running', ${nextLook(life)},
            (select max(id) from checklist where key = ${spec.id} and unit_id = ${unitId} and owner_id = ${ownerId})) returning id`.execute(
    db,
  )
  const id = (rows[0] as { id: number }).id
  await db.insertInto('checklist_alert').values({ checklist_id: id, alert_id: alert.id }).execute()
  await writeEvents(db, id, [started])
  await tellBegun(office, plan, { id, spec, ownerId, life })
  return id
}

async function join(db: Db, id: number, alert: number, joined: ChecklistEvent): Promise<void> {
  const { rows } = await sql`
    insert into checklist_alert (checklist_id, alert_id) values (${id}, ${alert}) on conflict do nothing returning alert_id`.execute(
    db,
  )
  if (rows.length > 0) await keepEvents(db, await lockChecklist(db, id), [joined])
}

/** Goes on with a checklist that was closed: what was left undone is asked for anew. */
export async function resume(office: Office, plan: EscalationPlan, id: number, alert: number, at: Date): Promise<void> {
  const checklist = await lockChecklist(office.db, id)
  if (checklist.life.status === 'running') return
  const due = duesOnReturn(checklist.spec, checklist.life, office.calendar, at)
  const life = await keepEvents(office.db, checklist, [{ kind: 'resumed', at: at.toISOString(), alert, due }])
  await tellBegun(office, plan, { ...checklist, life })
}

/** Begins a checklist by hand. Refused where the alert is over, or one of the kind runs for it already. */
export async function startChecklist(
  office: Office,
  plan: EscalationPlan,
  checklists: Checklist[],
  { key, alert: alertId, by }: { key: string; alert: number; by: string },
  at = new Date(),
): Promise<number> {
  const spec = checklists.find(({ id }) => id === key)
  if (!spec) throw new NotFound({ vi: `Không có quy trình «${key}».`, en: `There is no checklist «${key}».` })
  return inTransaction(office.db, async (trx) => {
    await takeTurn(trx)
    const [alert] = await startingAlerts(trx, [alertId])
    if (!alert) throw new NotFound({ vi: 'Không có cảnh báo này.', en: 'There is no such alert.' })
    const { rows } = await sql<{ status: string; id: number | null }>`
      select alert.status, (select checklist.id from checklist join checklist_alert on checklist_id = checklist.id
                            where alert_id = alert.id and key = ${key} and checklist.status = 'running' limit 1) as id
      from alert where alert.id = ${alertId}`.execute(trx)
    if (rows[0]?.status === 'resolved' || rows[0]?.status === 'pending')
      throw new Conflict({
        vi: 'Cảnh báo này không còn hoặc chưa kích hoạt nên không bắt đầu quy trình được.',
        en: 'This alert is over or does not fire yet, so no checklist can be started for it.',
      })
    if (rows[0]?.id != null)
      throw new Conflict({ vi: 'Quy trình này đang chạy cho cảnh báo.', en: 'This checklist runs for the alert already.' })
    return beginOrJoin({ ...office, db: trx }, plan, spec, alert, { at, by })
  })
}
