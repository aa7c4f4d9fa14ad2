import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { EventFile, startOf } from './event.ts'

/** One version of an event. */
export interface EventVersion {
  version: number
  at: Date
  /** From its file, given by `ioc config apply`, or written at the desk: then with who and why. */
  madeIn: 'file' | 'command' | 'console'
  by: string | null
  why: string | null
  /** Null where it was withdrawn. */
  spec: EventFile | null
}

/** An event as it stood: its version then, and what it last said. */
export interface KeptEvent extends EventVersion {
  key: string
  /** The same as `spec` unless that is null. */
  told: EventFile
}

const COLUMNS = sql`version, at, made_in as "madeIn", by, why, spec`

/** Every event as it was known at an instant, or now, withdrawn ones too; those begun last come first. */
export async function eventsAsOf(db: Db, asOf: Date | null): Promise<KeptEvent[]> {
  const { rows } = await sql<EventVersion & { key: string; told: unknown }>`
    select distinct on (key) key, ${COLUMNS}, coalesce(spec, (
      select spec from event_version before
      where before.key = event_version.key and before.version < event_version.version and before.spec is not null
      order by before.version desc limit 1)) as told
    from event_version where ${asOf}::timestamptz is null or date_trunc('milliseconds', at) <= ${asOf}
    order by key, version desc`.execute(db)
  return rows
    .map((row) => ({ ...row, told: EventFile.parse(row.told), spec: row.spec && EventFile.parse(row.spec) }))
    .sort((a, b) => startOf(b.told.from).getTime() - startOf(a.told.from).getTime())
}

/** Of one event, the newest first. */
export async function versionsOfEvent(db: Db, key: string): Promise<EventVersion[]> {
  const { rows } = await sql<EventVersion>`
    select ${COLUMNS} from event_version where key = ${key} order by version desc`.execute(db)
  return rows.map((row) => ({ ...row, spec: row.spec && EventFile.parse(row.spec) }))
}

/** Those of the events that are not withdrawn, by key. */
export async function listEvents(db: Db): Promise<EventFile[]> {
  const kept = await eventsAsOf(db, null)
  return kept.flatMap(({ spec }) => spec ?? []).sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Whoever writes a version waits for whoever does so already. */
export async function lockEvents(trx: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('events'))`.execute(trx)
}

export async function writeEvent(
  trx: Db,
  key: string,
  { spec, madeIn, by = null, why = null }: Pick<EventVersion, 'spec' | 'madeIn'> & Partial<Pick<EventVersion, 'by' | 'why'>>,
): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    insert into event_version (key, version, made_in, by, why, spec)
    select ${key}, coalesce(max(version), 0) + 1, ${madeIn}, ${by}, ${why}, ${spec && JSON.stringify(spec)}::jsonb
    from event_version where key = ${key}
    returning version`.execute(trx)
  return (rows[0] as { version: number }).version
}
