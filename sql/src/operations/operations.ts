import { sql } from 'kysely'
import type { Db } from '../db.ts'

/** How the house keeps, for whoever looks after it. */
export interface Operations {
  database: { version: string; since: Date; bytes: number; connections: number; most: number }
  ledger: { position: number; at: Date | null }
  audit: { entries: number; at: Date | null }
  /** What is at work: runs of feeds, and feeds that failed when they were asked last. */
  runs: { running: number; troubled: number; feeds: number }
  /** The newest first. */
  backups: { at: Date; action: 'backed up' | 'restored'; by: string; folder: string; rows: number | null }[]
  /** By which key of the key file how many secrets are sealed. */
  keys: { id: string; secrets: number; since: Date | null }[]
}

const TOLD = 10

export async function readOperations(db: Db): Promise<Operations> {
  const one = async <T>(query: ReturnType<typeof sql<T>>) => (await query.execute(db)).rows[0] as T
  const [database, ledger, audit, runs, backups, keys] = await Promise.all([
    one(sql<Operations['database']>`
      select current_setting('server_version') as version, pg_postmaster_start_time() as since, pg_database_size(current_database()) as bytes,
             (select count(*) from pg_stat_activity where datname = current_database()) as connections,
             current_setting('max_connections')::integer as most`),
    one(sql<Operations['ledger']>`
      select coalesce(max(position), 0) as position, (select recorded_at from ledger_batch order by position desc limit 1) as at from ledger_batch`),
    one(sql<Operations['audit']>`
      select coalesce(max(position), 0) as entries, (select at from audit_entry order by id desc limit 1) as at from audit_link`),
    one(sql<Operations['runs']>`
      select (select count(*) from run where status = 'running') as running,
             (select count(*) from feed_trouble join feed on feed.id = feed_id where feed.enabled) as troubled,
             (select count(*) from feed where enabled) as feeds`),
    sql<Operations['backups'][number]>`
      select at, action, actor->>'name' as by, detail->>'folder' as folder, (detail->>'rows')::bigint as rows
      from audit_entry where entity = 'database' and entity_id is null and action in ('backed up', 'restored')
      order by id desc limit ${TOLD}`.execute(db),
    sql<Operations['keys'][number]>`
      select key_id as id, count(*) as secrets, min(set_at) as since
      from (
        select key_id, set_at from secret union all select key_id, set_at from delivery_secret
        union all select key_id, set_at from feed_draft_sealed union all select key_id, null from second_step
      ) sealed group by key_id order by since nulls last, key_id`.execute(db),
  ])
  return { database, ledger, audit, runs, backups: backups.rows, keys: keys.rows }
}
