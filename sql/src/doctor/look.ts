import { sql } from 'kysely'
import type { Head } from '../audit/verify.ts'
import type { Db } from '../db.ts'

// What an operator is told of the database itself; nothing here changes anything.

/** Whom we are to the database, and whether the line to it can be read by others. */
export async function lookAtRole(
  db: Db,
): Promise<{ name: string; isSuperuser: boolean; bypasses: boolean; isEncrypted: boolean }> {
  const { rows } = await sql<{ name: string; isSuperuser: boolean; bypasses: boolean; isEncrypted: boolean }>`
    select rolname as name, rolsuper as "isSuperuser", rolbypassrls as bypasses,
           coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false) as "isEncrypted"
    from pg_roles where rolname = current_user`.execute(db)
  return rows[0] as (typeof rows)[number]
}

/** By how much its clock goes before ours, as nearly as the time of asking lets it be known; negative where it is behind. */
export async function lookAtClock(db: Db): Promise<number> {
  // The first question pays for the connection.
  await sql`select 1`.execute(db)
  const asked = Date.now()
  const { rows } = await sql<{ at: Date }>`select clock_timestamp() as at`.execute(db)
  return (rows[0] as { at: Date }).at.getTime() - (asked + Date.now()) / 2
}

/** How many sealed things there are by the key they are sealed with: secrets of feeds, drafts and channels, second steps. */
export async function lookAtSeals(db: Db): Promise<Map<string, number>> {
  const { rows } = await sql<{ key: string; count: number }>`
    select key_id as key, count(*) as count
    from (select key_id from secret union all select key_id from feed_draft_sealed
          union all select key_id from delivery_secret union all select key_id from second_step) sealed
    group by key_id`.execute(db)
  return new Map(rows.map(({ key, count }) => [key, count]))
}

/** Whether the chain of the audit passes through a head that was written down; without walking it, which may take long. */
export async function passesThrough(db: Db, { position, hash }: Head): Promise<boolean> {
  const { rows } = await sql<{ hash: string }>`
    select encode(hash, 'hex') as hash from audit_link where position = ${position}`.execute(db)
  return rows[0]?.hash === hash
}

/** Feeds of simulated sources that go on bringing figures: neither turned off nor paused by hand. */
export async function simulatedFeeds(db: Db): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select key from feed
    where enabled and (spec->>'simulated')::boolean
      and (select status from run where feed_id = feed.id and trigger = 'schedule' order by id desc limit 1) is distinct from 'stopped'
    order by key`.execute(db)
  return rows.map(({ key }) => key)
}
