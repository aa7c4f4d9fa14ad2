import type { Db } from '../db.ts'

/** Whether a feed was ever heard to the end. */
export async function hasDoneRun(db: Db, feedId: number): Promise<boolean> {
  const run = await db
    .selectFrom('run')
    .select('id')
    .where('feed_id', '=', feedId)
    .where('status', '=', 'done')
    .limit(1)
    .executeTakeFirst()
  return run !== undefined
}
