import { sql } from 'kysely'
import { SILENCED_BY } from '../alerts/find.ts'
import type { Severity } from '../alerts/rule.ts'
import type { House } from '../alerts/sight.ts'
import { type Db, inBriefTransaction } from '../db.ts'
import { listContacts, onDuty, whoIs } from './contacts.ts'
import { Owners } from './owner.ts'
import { type ChannelKey, chainFor, type EscalationPlan } from './plan.ts'
import { nextStepAt, sendableFrom } from './timing.ts'

const BATCH = 1_000

interface Due {
  id: number
  alert_id: number
  level: Severity
  chain: number
  step: number
  rule: string
  subject: string
  unit: string | null
  domain: string | null
}

/**
 * Takes the next step of what nobody has seen to in time: whoever it names is to be told, and the next becomes due when their time is over. What is
 * silenced, flaps or stands behind a dead source waits. A step that finds nobody is noted and passed over. `ways` are the channels that can be
 * used. `at` is the database’s clock unless a test says otherwise. Answers how many steps were taken.
 */
export async function advanceEscalations(
  house: Pick<House, 'db' | 'registry' | 'units' | 'province' | 'calendar'>,
  plan: EscalationPlan,
  ways: ReadonlySet<ChannelKey>,
  at?: Date,
): Promise<number> {
  return inBriefTransaction(house.db, async (trx) => {
    const { rows } = await sql<Due & { now: Date }>`
      select escalation.id, alert_id, alert.level, chain, step, alert.rule, alert.subject, unit.key as unit, alert.domain, ${at ?? sql`clock_timestamp()`}::timestamptz as now
      from escalation join alert on alert.id = alert_id left join unit on unit.id = alert.unit_id
      where ended_at is null and escalation.due_at <= ${at ?? sql`clock_timestamp()`}::timestamptz
        and status = 'firing' and not flapping and inhibited_by is null and ${SILENCED_BY} is null
      order by escalation.due_at limit ${BATCH} for update of escalation skip locked`.execute(trx)
    const now = rows[0]?.now
    if (!now) return 0
    const contacts = await listContacts(trx)
    const duty = await onDuty(trx, now)
    const owners = await Owners.of(trx, house, now)
    const steps = rows.map((due) => {
      const chain = plan.chains[due.chain] ?? plan.chains[chainFor(plan, due)]
      const step = chain?.steps[due.step]
      if (!chain || !step) return { due, next: null }
      const unitId = step.of === 'province' ? house.province.unitId : owners.of(due)
      const told = whoIs(contacts, duty, { role: step.role, unitId })
      const next = told.length > 0 ? nextStepAt(house.calendar, chain, step, now) : now
      const notifications = told.flatMap(({ key, addresses }) =>
        step.by
          .filter((channel) => ways.has(channel) && (channel === 'in_app' || addresses[channel] !== undefined))
          .map((channel) => ({
            contact: key,
            channel,
            from_at: channel === 'in_app' ? now : sendableFrom(plan, due.level, now),
          })),
      )
      return {
        due,
        next: chain.steps.length > due.step + 1 ? next : null,
        role: step.role,
        unitId,
        told: told.length,
        notifications,
      }
    })
    await write(trx, steps, now)
    return steps.length
  })
}

interface Taken {
  due: Due
  next: Date | null
  role?: string
  unitId?: number
  told?: number
  notifications?: { contact: string; channel: ChannelKey; from_at: Date }[]
}

async function write(trx: Db, taken: Taken[], now: Date): Promise<void> {
  const steps = JSON.stringify(
    taken.map(({ due: { id, step }, next, role = null, unitId = null, told = 0 }) => ({
      id,
      step,
      next,
      role,
      unit_id: unitId,
      told,
    })),
  )
  await sql`
    insert into escalation_step (escalation_id, step, at, role, unit_id, told)
    select id, step, ${now}, role, unit_id, told
    from jsonb_to_recordset(${steps}::jsonb) as taken (id bigint, step integer, role text, unit_id integer, told integer) where role is not null`.execute(
    trx,
  )
  await sql`
    update escalation set step = taken.step + 1, due_at = taken.next
    from jsonb_to_recordset(${steps}::jsonb) as taken (id bigint, step integer, next timestamptz) where taken.id = escalation.id`.execute(
    trx,
  )
  const told = taken.flatMap(({ due, notifications = [] }) =>
    notifications.map((each) => ({
      ...each,
      cause: `step:${due.id}/${due.step}`,
      alert_id: due.alert_id,
      kind: due.step === 0 ? 'told' : 'escalated',
    })),
  )
  await sql`
    insert into notification (cause, alert_id, kind, contact, channel, made_at, from_at)
    select cause, alert_id, kind, contact, channel, ${now}, from_at
    from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as told (cause text, alert_id bigint, kind text, contact text, channel text, from_at timestamptz)
    on conflict do nothing`.execute(trx)
}
