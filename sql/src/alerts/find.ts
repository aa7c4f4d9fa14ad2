import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { NotFound } from '../errors.ts'
import type { AlertStatus } from './life.ts'
import type { Severity } from './rule.ts'

export interface FoundAlert {
  id: number
  rule: string
  watch: string
  subject: string
  unit: string | null
  unitName: string | null
  domain: string | null
  feeds: string[]
  status: AlertStatus
  level: Severity
  peak: Severity
  measured: number | null
  bound: number | null
  since: Date
  firedAt: Date | null
  acknowledgedBy: string | null
  acknowledgedAt: Date | null
  resolvedAt: Date | null
  blindSince: Date | null
  clearSince: Date | null
  flapping: boolean
  returns: number
  inhibitedBy: number | null
  /** The silence that keeps it from disturbing anybody now. */
  silencedBy: number | null
}

export interface AlertQuery {
  status?: AlertStatus[] | undefined
  subject?: string | undefined
  unit?: string | undefined
  rule?: string | undefined
  domain?: string | undefined
  limit: number
}

/** Of a row of `alert`, the silence that keeps it quiet now. */
export const SILENCED_BY = sql<number | null>`(
  select min(silence.id) from alert_silence silence
  where made_at <= clock_timestamp() and until > clock_timestamp() and ended_at is null
    and coalesce(silence.rule = alert.rule, true) and coalesce(silence.subject = alert.subject, true)
    and coalesce(silence.domain = alert.domain, silence.domain is null) and coalesce(silence.unit_id = alert.unit_id, silence.unit_id is null)
)`

const COLUMNS = sql`
  alert.id, alert.rule, watch, alert.subject, unit.key as unit, unit.name as "unitName", alert.domain, feeds, status, level, peak, measured, bound, since,
  fired_at as "firedAt", acknowledged_by as "acknowledgedBy", acknowledged_at as "acknowledgedAt", resolved_at as "resolvedAt",
  blind_since as "blindSince", clear_since as "clearSince", flapping, returns, inhibited_by as "inhibitedBy",
  ${SILENCED_BY} as "silencedBy"`

/** Alerts, the severest first and of those the newest. */
export async function findAlerts(db: Db, { status, subject, unit, rule, domain, limit }: AlertQuery): Promise<FoundAlert[]> {
  const given = (value: string | undefined) => value ?? null
  const { rows } = await sql<FoundAlert>`
    select ${COLUMNS} from alert left join unit on unit.id = alert.unit_id
    where (${status === undefined} or status = any(${status ?? []}::text[]))
      and coalesce(alert.subject = ${given(subject)}::text, ${subject === undefined}) and coalesce(unit.key = ${given(unit)}::text, ${unit === undefined})
      and coalesce(alert.rule = ${given(rule)}::text, ${rule === undefined}) and coalesce(alert.domain = ${given(domain)}::text, ${domain === undefined})
    order by array_position(array['critical', 'warn', 'watch'], level), coalesce(fired_at, since) desc, alert.id desc limit ${limit}`.execute(
    db,
  )
  return rows
}

export interface OpenAlerts {
  /** Alerts that fire or were acknowledged, by severity. */
  open: Record<Severity, number>
  /** Of them, those that disturb: nobody has seen to them, and neither a silence, flapping nor a silent source keeps them quiet. */
  waiting: number
}

/** How many alerts are open, however many. */
export async function countOpenAlerts(
  db: Db,
  { subject, unit, rule, domain }: Omit<AlertQuery, 'status' | 'limit'> = {},
): Promise<OpenAlerts> {
  const given = (value: string | undefined) => value ?? null
  const { rows } = await sql<Record<Severity | 'waiting', number>>`
    with open as (
      select alert.id, status, level, flapping, inhibited_by, ${SILENCED_BY} as silenced_by from alert left join unit on unit.id = alert.unit_id
      where status in ('firing', 'acknowledged')
        and coalesce(subject = ${given(subject)}::text, ${subject === undefined}) and coalesce(unit.key = ${given(unit)}::text, ${unit === undefined})
        and coalesce(rule = ${given(rule)}::text, ${rule === undefined}) and coalesce(domain = ${given(domain)}::text, ${domain === undefined})
    )
    select count(*) filter (where level = 'watch')::int as watch, count(*) filter (where level = 'warn')::int as warn,
           count(*) filter (where level = 'critical')::int as critical,
           count(*) filter (where status = 'firing' and silenced_by is null and not flapping
             and (inhibited_by is null or inhibited_by not in (select id from open)))::int as waiting
    from open`.execute(db)
  const { waiting = 0, watch = 0, warn = 0, critical = 0 } = rows[0] ?? {}
  return { open: { watch, warn, critical }, waiting }
}

/** The alerts that were open at a moment of the past, as they stood then. */
export async function alertsOpenAt(db: Db, at: Date): Promise<FoundAlert[]> {
  const { rows } = await sql<FoundAlert>`
    select alert.id, rule, watch, subject, unit.key as unit, unit.name as "unitName", domain, feeds, last.level, last.level as peak, told.measured, null as bound,
           case when seen.by is null then 'firing' else 'acknowledged' end as status, began.at as since, began.at as "firedAt",
           seen.by as "acknowledgedBy", seen.at as "acknowledgedAt", null as "resolvedAt", null as "blindSince", null as "clearSince",
           false as flapping, 0 as returns, null as "inhibitedBy", null as "silencedBy"
    from alert left join unit on unit.id = alert.unit_id
    cross join lateral (select id, at, kind from alert_event where alert_id = alert.id and at <= ${at} and kind in ('fired', 'returned', 'resolved', 'retired') order by id desc limit 1) began
    cross join lateral (select level from alert_event where alert_id = alert.id and at <= ${at} order by id desc limit 1) last
    left join lateral (select measured from alert_event where alert_id = alert.id and at <= ${at} and measured is not null order by id desc limit 1) told on true
    left join lateral (select by, at from alert_event where alert_id = alert.id and at <= ${at} and id > began.id and kind = 'acknowledged' order by id desc limit 1) seen on true
    where began.kind in ('fired', 'returned')
    order by array_position(array['critical', 'warn', 'watch'], last.level), began.at desc, alert.id desc`.execute(db)
  return rows
}

export async function findAlertsById(db: Db, ids: number[]): Promise<FoundAlert[]> {
  const { rows } = await sql<FoundAlert>`
    select ${COLUMNS} from alert left join unit on unit.id = alert.unit_id where alert.id = any(${ids}::bigint[])`.execute(db)
  return rows
}

export async function findAlert(db: Db, id: number): Promise<FoundAlert> {
  const [alert] = await findAlertsById(db, [id])
  if (!alert) throw new NotFound({ vi: `Không có cảnh báo số ${id}.`, en: `There is no alert ${id}.` })
  return alert
}

export interface AlertEvent {
  at: Date
  kind: string
  level: Severity
  measured: number | null
  quiet: boolean
  by: string | null
  note: string | null
}

/** What happened to an alert, the first before. */
export async function eventsOfAlert(db: Db, id: number): Promise<AlertEvent[]> {
  return db
    .selectFrom('alert_event')
    .select(['at', 'kind', 'level', 'measured', 'quiet', 'by', 'note'])
    .where('alert_id', '=', id)
    .orderBy('id')
    .execute()
}
