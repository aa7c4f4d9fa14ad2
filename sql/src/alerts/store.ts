import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { AlertLife, AlertStatus, Turn } from './life.ts'
import type { Severity } from './rule.ts'

/** An alert as its table has it, with the life that its moments make. */
export interface StoredAlert {
  id: number
  subject: string
  unitId: number | null
  life: AlertLife
  measured: number | null
  bound: number | null
}

/** Whoever writes alerts waits here for whoever does. */
export async function takeTurn(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('alerts'))`.execute(db)
}

/** What is written of an alert that was found otherwise. */
export interface AlertChange {
  /** Null of a new one. */
  id: number | null
  subject: string
  unitId: number | null
  domain: string | null
  feeds: string[]
  life: AlertLife
  measured: number | null
  bound: number | null
  turns: Turn[]
}

interface Row {
  id: number
  subject: string
  unit_id: number | null
  status: AlertStatus
  level: Severity
  peak: Severity
  since: Date
  fired_at: Date | null
  acknowledged: Severity | null
  resolved_at: Date | null
  blind_since: Date | null
  clear_since: Date | null
  turns: Date[]
  flapping: boolean
  returns: number
  measured: number | null
  bound: number | null
}

/** Of everything a watch has ever raised, the latest alert. */
export async function latestAlerts(db: Db, { rule, watch }: { rule: string; watch: string }): Promise<StoredAlert[]> {
  const { rows } = await sql<Row>`
    select distinct on (subject, unit_id) id, subject, unit_id, status, level, peak, since, fired_at, acknowledged, resolved_at, blind_since,
           clear_since, turns, flapping, returns, measured, bound
    from alert where rule = ${rule} and watch = ${watch} order by subject, unit_id, id desc`.execute(db)
  return rows.map((row) => {
    const { id, subject, unit_id: unitId, measured, bound } = row
    return { id, subject, unitId, life: lifeOf(row), measured, bound }
  })
}

function lifeOf(row: Row): AlertLife {
  return {
    status: row.status,
    level: row.level,
    peak: row.peak,
    since: row.since.getTime(),
    firedAt: row.fired_at?.getTime() ?? null,
    acknowledged: row.acknowledged,
    resolvedAt: row.resolved_at?.getTime() ?? null,
    blindSince: row.blind_since?.getTime() ?? null,
    clearSince: row.clear_since?.getTime() ?? null,
    turns: row.turns.map((each) => each.getTime()),
    flapping: row.flapping,
    returns: row.returns,
  }
}

/** Writes what has become of alerts, with what happened to each. What was pending and has passed leaves no trace. */
export async function writeAlerts(
  db: Db,
  { rule, watch }: { rule: string; watch: string },
  changes: AlertChange[],
  position: number,
): Promise<void> {
  const made = changes.filter(({ id }) => id === null)
  const ids = made.length === 0 ? [] : await insertAlerts(db, { rule, watch }, made)
  const byKey = new Map(ids.map(({ id, subject, unit_id }) => [`${subject} ${unit_id}`, id]))
  await updateAlerts(
    db,
    changes.filter(({ id }) => id !== null),
  )
  const events = changes.flatMap(({ id, subject, unitId, measured, turns }) =>
    turns.map(({ kind, at, level, quiet }) => ({
      alert_id: id ?? (byKey.get(`${subject} ${unitId}`) as number),
      at: new Date(at),
      kind,
      level,
      measured,
      quiet,
      position,
    })),
  )
  if (events.length > 0) await db.insertInto('alert_event').values(events).execute()
}

/** Alerts that were pending, and of which nothing is left to tell. */
export async function forgetAlerts(db: Db, ids: number[]): Promise<void> {
  if (ids.length > 0) await db.deleteFrom('alert').where('id', 'in', ids).execute()
}

async function insertAlerts(db: Db, { rule, watch }: { rule: string; watch: string }, changes: AlertChange[]) {
  return db
    .insertInto('alert')
    .values(
      changes.map(({ subject, unitId, domain, feeds, ...change }) => ({
        rule,
        watch,
        subject,
        unit_id: unitId,
        domain,
        feeds,
        ...columnsOf(change),
      })),
    )
    .returning(['id', 'subject', 'unit_id'])
    .execute()
}

async function updateAlerts(db: Db, changes: AlertChange[]): Promise<void> {
  if (changes.length === 0) return
  const rows = changes.map(({ id, ...change }) => ({ id, ...columnsOf(change) }))
  await sql`
    update alert set status = now.status, level = now.level, peak = now.peak, measured = now.measured, bound = now.bound,
      since = now.since, fired_at = now.fired_at, acknowledged = now.acknowledged,
      acknowledged_by = case when now.acknowledged is not null then alert.acknowledged_by end,
      acknowledged_at = case when now.acknowledged is not null then alert.acknowledged_at end,
      resolved_at = now.resolved_at, inhibited_by = case when now.status <> 'resolved' then alert.inhibited_by end,
      blind_since = now.blind_since, clear_since = now.clear_since, turns = now.turns, flapping = now.flapping, returns = now.returns
    from jsonb_populate_recordset(null::alert, ${JSON.stringify(rows)}::jsonb) as now where alert.id = now.id`.execute(db)
}

function columnsOf({ life, measured, bound }: Pick<AlertChange, 'life' | 'measured' | 'bound'>) {
  const date = (ms: number | null) => (ms === null ? null : new Date(ms))
  return {
    status: life.status,
    level: life.level,
    peak: life.peak,
    measured,
    bound,
    since: new Date(life.since),
    fired_at: date(life.firedAt),
    acknowledged: life.acknowledged,
    resolved_at: date(life.resolvedAt),
    blind_since: date(life.blindSince),
    clear_since: date(life.clearSince),
    turns: life.turns.map((each) => new Date(each)),
    flapping: life.flapping,
    returns: life.returns,
  }
}
