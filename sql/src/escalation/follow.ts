import { sql } from 'kysely'
import type { AlertStatus } from '../alerts/life.ts'
import type { Severity } from '../alerts/rule.ts'
import { rank } from '../alerts/severity.ts'
import { type Db, inBriefTransaction } from '../db.ts'
import { chainFor, type EscalationPlan } from './plan.ts'
import { sendableFrom } from './timing.ts'

/** What belongs together comes together: so long nobody is told. */
const GATHER_MS: Record<Severity, number> = { critical: 2_000, warn: 20_000, watch: 60_000 }
const BATCH = 2_000

interface Event {
  id: number
  alert_id: number
  at: Date
  kind: string
  quiet: boolean
  /** The alert as it stands now. */
  status: AlertStatus
  level: Severity
  domain: string | null
  flapping: boolean
  fired_at: Date | null
}

/**
 * Follows what has happened to alerts: begins to tell of those that fire, come back or grow worse, stops where somebody has seen to one
 * or it is over, and lets those who were told know. Every event is followed once, by whichever process: what it makes and how far it
 * got are one transaction. Answers how many there were.
 */
export async function followAlerts(db: Db, plan: EscalationPlan): Promise<number> {
  return inBriefTransaction(db, async (trx) => {
    const progress = await trx.selectFrom('escalation_progress').select('event').forUpdate().skipLocked().executeTakeFirst()
    if (!progress) return 0
    const { rows: events } = await sql<Event>`
      select alert_event.id, alert_id, at, kind, quiet, status, alert.level, domain, flapping, fired_at
      from alert_event join alert on alert.id = alert_id where alert_event.id > ${progress.event} order by alert_event.id limit ${BATCH}`.execute(
      trx,
    )
    const last = events.at(-1)
    if (!last) return 0
    await begin(trx, plan, events)
    await end(trx, plan, events)
    await trx.updateTable('escalation_progress').set({ event: last.id }).execute()
    return events.length
  })
}

const BEGINS = new Set(['fired', 'returned', 'worsened', 'steadied'])
const ENDS = new Set(['resolved', 'retired', 'acknowledged', 'steadied'])

const lastOfEach = (events: Event[]) => [...new Map(events.map((event) => [event.alert_id, event])).values()]

async function begin(trx: Db, plan: EscalationPlan, events: Event[]): Promise<void> {
  const begun = lastOfEach(events.filter(({ kind }) => BEGINS.has(kind))).filter(
    ({ status, flapping }) => status === 'firing' && !flapping,
  )
  if (begun.length === 0) return
  const open = await trx
    .selectFrom('escalation')
    .select(['alert_id', 'level'])
    .where('ended_at', 'is', null)
    .where(
      'alert_id',
      'in',
      begun.map(({ alert_id }) => alert_id),
    )
    .execute()
  const underWay = new Map(open.map(({ alert_id, level }) => [alert_id, level]))
  // Who is being told of something as bad already need not be told from the beginning.
  const news = begun.filter(({ alert_id, kind, level }) => {
    const known = underWay.get(alert_id)
    return known === undefined || (kind !== 'steadied' && (kind !== 'worsened' || rank(level) > rank(known)))
  })
  if (news.length === 0) return
  await sql`
    update escalation set ended_at = clock_timestamp(), ended_by = 'superseded', due_at = null
    where ended_at is null and alert_id = any(${news.map(({ alert_id }) => alert_id)}::bigint[])`.execute(trx)
  await trx
    .insertInto('escalation')
    .values(
      news.map(({ id, alert_id, at, level, domain }) => ({
        alert_id,
        event: id,
        level,
        chain: chainFor(plan, { level, domain }),
        due_at: new Date(at.getTime() + GATHER_MS[level]),
        ended_at: null,
        ended_by: null,
      })),
    )
    .execute()
}

async function end(trx: Db, plan: EscalationPlan, events: Event[]): Promise<void> {
  const ended = lastOfEach(events.filter(({ kind }) => ENDS.has(kind)))
  const seen = ended.filter(({ status }) => status === 'acknowledged')
  const over = ended.filter(({ status, flapping }) => status === 'resolved' && !flapping)
  for (const [events, by] of [
    [seen, 'acknowledged'],
    [ended.filter(({ status }) => status === 'resolved'), 'resolved'],
  ] as const)
    await sql`
      update escalation set ended_at = clock_timestamp(), ended_by = ${by}, due_at = null
      where ended_at is null and alert_id = any(${events.map(({ alert_id }) => alert_id)}::bigint[])`.execute(trx)
  const ends = over.map(({ id, alert_id, at, level, fired_at }) => ({
    cause: `event:${id}`,
    ...{ alert_id, at, fired_at, from_at: sendableFrom(plan, level, at) },
  }))
  await sql`
    insert into notification (cause, alert_id, kind, contact, channel, made_at, from_at)
    select distinct ended.cause, ended.alert_id, 'ended', contact, channel, ended.at, ended.from_at
    from jsonb_to_recordset(${JSON.stringify(ends)}::jsonb) as ended (cause text, alert_id bigint, at timestamptz, fired_at timestamptz, from_at timestamptz)
    join notification told on told.alert_id = ended.alert_id
    where told.kind in ('told', 'escalated') and message_id is not null and told.made_at >= ended.fired_at
      and channel = any(${plan.ended}::text[])
    on conflict do nothing`.execute(trx)
}
