import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { Conflict, Invalid } from '../errors.ts'
import type { StoredFeed } from '../feeds/find.ts'
import { clearTrouble } from '../trouble/feed.ts'

type Of = Pick<StoredFeed, 'id' | 'version'>

/** What a feed's rows usually look like under its present configuration; null while nothing was learnt. */
export async function readProfile(db: Db, { id, version }: Of): Promise<unknown> {
  const { rows } = await sql<{ profile: unknown }>`
    select profile from feed_profile where feed_id = ${id} and version = ${version}`.execute(db)
  return rows[0]?.profile ?? null
}

/** Whether a person has said that a change is meant and nothing was learnt since: what was usual before then says nothing. */
export async function isChangeMeant(db: Db, { id, version }: Of): Promise<boolean> {
  const { rows } = await sql`
    select from feed_profile where feed_id = ${id} and version = ${version} and profile is null and accepted_at is not null`.execute(
    db,
  )
  return rows.length > 0
}

export async function saveProfile(db: Db, { id, version }: Of, profile: unknown): Promise<void> {
  await sql`
    insert into feed_profile (feed_id, version, profile) values (${id}, ${version}, ${JSON.stringify(profile)}::jsonb)
    on conflict (feed_id) do update set version = excluded.version, profile = excluded.profile, drifts = null, drifted_at = null`.execute(
    db,
  )
}

export async function noteDrift(db: Db, { id, version }: Of, drifts: unknown): Promise<void> {
  await sql`
    update feed_profile set drifts = ${JSON.stringify(drifts)}::jsonb, drifted_at = now()
    where feed_id = ${id} and version = ${version}`.execute(db)
}

/** A person says that the change is meant: what is usual is learnt anew from the next run on, which need not wait. */
export async function acceptDrift(db: Db, { id }: Of, by: string): Promise<void> {
  if (!by.trim()) throw new Invalid({ vi: 'Ghi tên người chấp nhận thay đổi.', en: 'Write who accepts the change.' })
  const { numAffectedRows } = await sql`
    update feed_profile set profile = null, drifts = null, accepted_by = ${by.trim()}, accepted_at = now()
    where feed_id = ${id} and drifts is not null`.execute(db)
  if (!numAffectedRows)
    throw new Conflict({
      vi: 'Nguồn này không có thay đổi nào đang chờ chấp nhận.',
      en: 'No change of this feed waits to be accepted.',
    })
  await clearTrouble(db, id)
}
