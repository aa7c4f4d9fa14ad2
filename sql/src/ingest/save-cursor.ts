import type { Db } from '../db.ts'

/** Saves where a feed got to when there was nothing to store. */
export async function saveCursor(db: Db, feedId: number, cursor: Record<string, unknown> | null): Promise<void> {
  await db
    .updateTable('feed')
    .set({ cursor: JSON.stringify(cursor) })
    .where('id', '=', feedId)
    .execute()
}
