import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { StoredFeed } from './find.ts'

const DAY = 86_400

/**
 * Whether a source that speaks on working days is left alone by its schedule, as it is a day off. One that is asked less often than
 * daily, or has not told anything yet, is asked whatever the day.
 */
export async function restsToday(db: Db, { id, spec }: StoredFeed, now = new Date()): Promise<boolean> {
  if (!spec.counted || (spec.every ?? 0) > DAY) return false
  const { rows } = await sql<{ rests: boolean }>`
    select exists (select from run where feed_id = ${id} and status = 'done')
       and not exists (select from working_day where day = (${now}::timestamptz at time zone 'Asia/Ho_Chi_Minh')::date) as rests`.execute(
    db,
  )
  return rows[0]?.rests ?? false
}
