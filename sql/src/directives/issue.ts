import { sql } from 'kysely'
import { findAlert } from '../alerts/find.ts'
import type { House } from '../alerts/sight.ts'
import { numberOf } from '../alerts/subject.ts'
import { inTransaction } from '../db.ts'
import { Invalid } from '../errors.ts'
import type { EscalationPlan } from '../escalation/plan.ts'
import type { DirectiveAsk } from './directive.ts'
import { type DirectiveEvent, lifeOf } from './life.ts'
import { nextLook } from './store.ts'
import { tellOf } from './tell.ts'

/** The same order, said again so soon, is a button pressed twice or an answer that got lost. */
const TWICE_S = 60

/** Issues a directive and tells its unit, those that help, and whoever heads it, once. Answers its number with us. */
export async function issueDirective(
  house: Pick<House, 'db' | 'calendar' | 'units' | 'registry'>,
  plan: EscalationPlan,
  { condition, alert, subject, ...ask }: DirectiveAsk,
  now = new Date(),
): Promise<number> {
  const { db, calendar, units, registry } = house
  const unit = units.find(ask.unit)
  const beside = [...new Set(ask.beside)].filter((key) => key !== ask.unit).map((key) => units.find(key).id)
  if (condition) {
    units.find(condition.unit)
    if (!numberOf(registry, condition.indicator))
      throw new Invalid({
        vi: `Không có chỉ tiêu «${condition.indicator}».`,
        en: `There is no indicator «${condition.indicator}».`,
      })
  }
  if (alert !== undefined) await findAlert(db, alert)
  const dueAt = calendar.addWorkingDays(now, ask.workingDays)
  const explainBy = ask.explainHours === undefined ? null : calendar.addWorkingHours(now, ask.explainHours)
  const issued: DirectiveEvent = { kind: 'issued', at: now.toISOString(), by: ask.by, dueAt: dueAt.toISOString() }
  const life = lifeOf([issued])
  return inTransaction(db, async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext('directive'), hashtext(${ask.title}))`.execute(trx)
    const before = await sql<{ id: number }>`
      select directive.id from directive join directive_event issued on directive_id = directive.id and issued.event->>'kind' = 'issued'
      where issued.at > ${now}::timestamptz - make_interval(secs => ${TWICE_S}) and issued.event->>'by' = ${ask.by}
        and title = ${ask.title} and body = ${ask.body} and issued_by = ${ask.issuedBy} and unit_id = ${unit.id} and beside = ${beside}::integer[]
        and number is not distinct from ${ask.number || null} and alert_id is not distinct from ${alert ?? null}::bigint
        and subject is not distinct from ${subject ?? null} and condition is not distinct from ${condition ? JSON.stringify(condition) : null}::jsonb
        and working_days = ${ask.workingDays}
      limit 1`.execute(trx)
    if (before.rows[0]) return before.rows[0].id
    const { rows } = await sql<{ id: number }>`
      insert into directive (number, title, body, issued_by, unit_id, beside, alert_id, subject, condition, working_days, life, status, due_at, explain_by, look_at)
      values (${ask.number || null}, ${ask.title}, ${ask.body}, ${ask.issuedBy}, ${unit.id}, ${beside}::integer[], ${alert ?? null}, ${subject ?? null},
              ${condition ? JSON.stringify(condition) : null}::jsonb, ${ask.workingDays}, ${JSON.stringify(life)}::jsonb, ${life.status}, ${dueAt},
              ${explainBy}, ${nextLook(life, { looksAt: condition ? now : null, explainBy })})
      returning id`.execute(trx)
    const id = (rows[0] as { id: number }).id
    await trx
      .insertInto('directive_event')
      .values({ directive_id: id, at: issued.at, event: JSON.stringify(issued) })
      .execute()
    const told = { id, title: ask.title, issuedBy: ask.issuedBy, unitId: unit.id, life }
    await tellOf(trx, plan, told, 'issued', [
      { unitId: unit.id },
      { unitId: unit.id, role: 'director' },
      ...beside.map((unitId) => ({ unitId })),
    ])
    return id
  })
}
