import { sql } from 'kysely'
import { inTransaction } from '../db.ts'
import type { EscalationPlan } from '../escalation/plan.ts'
import type { DoneBy } from './checklist.ts'
import { duesAfter } from './due.ts'
import { type ChecklistEvent, type ChecklistLife, leftUndone, next, toldNow } from './life.ts'
import type { Office } from './start.ts'
import { keepEvents, lockChecklist, type StoredChecklist, takeDue } from './store.ts'
import { tellLate } from './tell.ts'

/** What has become of a running checklist’s alerts. */
interface Course {
  id: number
  acknowledgedAt: Date | null
  acknowledgedBy: string | null
  directiveAt: Date | null
  directiveBy: string | null
  /** All its alerts are over, since when. */
  overAt: Date | null
}

/**
 * Looks at the checklists that run: what they wait for that has happened by itself, whether their alerts are over, and of which late steps
 * somebody must be told. Each under its lock, by whichever process. Answers how many had something to say.
 */
export async function watchChecklists(office: Office, plan: EscalationPlan, at?: Date): Promise<number> {
  let looked = 0
  for (const course of await coursesOf(office)) if (await follow(office, course, at ?? new Date())) looked++
  while (await tellNext(office, plan, at ?? new Date())) looked++
  return looked
}

async function coursesOf({ db }: Pick<Office, 'db'>): Promise<Course[]> {
  const { rows } = await sql<Course>`
    select checklist.id, seen.at as "acknowledgedAt", seen.by as "acknowledgedBy", ordered.at as "directiveAt", ordered.by as "directiveBy", over.at as "overAt"
    from checklist
    left join lateral (
      select alert_event.at, alert_event.by from alert_event join checklist_alert using (alert_id) join alert on alert.id = alert_id
      where checklist_id = checklist.id and kind = 'acknowledged' and alert_event.at >= fired_at order by alert_event.id limit 1
    ) seen on true
    left join lateral (
      select (directive.life->>'issuedAt')::timestamptz as at, issued_by as by from directive join checklist_alert using (alert_id)
      where checklist_id = checklist.id and directive.status <> 'withdrawn' order by directive.id limit 1
    ) ordered on true
    left join lateral (
      select max(resolved_at) as at from alert join checklist_alert on alert_id = alert.id
      where checklist_id = checklist.id having bool_and(alert.status = 'resolved' and not flapping)
    ) over on true
    where checklist.status = 'running' order by checklist.id`.execute(db)
  return rows
}

/** What has happened by itself since it was looked at last. */
function happened(
  { spec, life }: Pick<StoredChecklist, 'spec' | 'life'>,
  course: Course,
): { step: string; at: Date; by: string | null }[] {
  const facts: Partial<Record<DoneBy, { at: Date | null; by: string | null }>> = {
    acknowledged: { at: course.acknowledgedAt, by: course.acknowledgedBy },
    directive: { at: course.directiveAt, by: course.directiveBy },
    resolved: { at: course.overAt, by: null },
  }
  return spec.steps.flatMap(({ id, done }) => {
    const fact = facts[done]
    const isOpen = life.steps.some((step) => step.id === id && step.status === 'open')
    return fact?.at && isOpen ? [{ step: id, at: fact.at, by: fact.by }] : []
  })
}

async function follow(office: Office, course: Course, now: Date): Promise<boolean> {
  return inTransaction(office.db, async (trx) => {
    const checklist = await lockChecklist(trx, course.id)
    if (checklist.life.status !== 'running') return false
    const events: ChecklistEvent[] = happened(checklist, course).map(({ step, at, by }) => ({
      ...{ kind: 'happened' as const, at: at.toISOString(), by, step },
      due: duesAfter(checklist.spec, office.calendar, step, at),
    }))
    if (course.overAt) {
      const after: ChecklistLife = events.reduce((life, event) => next(checklist.spec, life, event), checklist.life)
      events.push({ kind: 'closed', at: now.toISOString(), by: null, why: '', left: leftUndone(after) })
    }
    if (events.length > 0) await keepEvents(trx, checklist, events)
    return events.length > 0
  })
}

async function tellNext(office: Office, plan: EscalationPlan, now: Date): Promise<boolean> {
  return inTransaction(office.db, async (trx) => {
    const checklist = await takeDue(trx, now)
    if (!checklist) return false
    const events: ChecklistEvent[] = []
    for (const { step, kind } of toldNow(checklist.life, now)) {
      const told = await tellLate({ ...office, db: trx }, plan, checklist, step, kind)
      const at = now.toISOString()
      if (kind === 'unheeded') events.push({ kind, at, step, told })
      else events.push({ kind, at, step, told, tellAt: patienceEnds(office, checklist, step, now) })
    }
    await keepEvents(trx, checklist, events)
    return true
  })
}

/** Counted as the step’s own time is. */
function patienceEnds({ calendar }: Office, { spec }: StoredChecklist, step: string, now: Date): string {
  const counts = spec.steps.find(({ id }) => id === step)?.due.counts
  const at =
    counts === 'working_hours'
      ? calendar.addWorkingHours(now, spec.patience / 60)
      : new Date(now.getTime() + spec.patience * 60_000)
  return at.toISOString()
}
