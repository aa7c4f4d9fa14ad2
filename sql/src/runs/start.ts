import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { StoredFeed } from '../feeds/find.ts'

/** What set a run going. */
export type Trigger = 'schedule' | 'command' | 'upload'

const SILENT_FOR_SECONDS = 120

/**
 * Opens a run, and closes as abandoned those of the feed whose process died without a word. A pull is opened under the
 * feed's lock, so any other pull still open is dead; a command or an upload may run beside it and is given time.
 */
export async function startRun(db: Db, feed: StoredFeed, trigger: Trigger): Promise<number> {
  await db
    .updateTable('run')
    .set({
      status: 'abandoned',
      finished_at: sql`now()`,
      error: 'Tiến trình đã dừng giữa chừng; lần chạy sau làm tiếp từ chỗ đã lưu.',
    })
    .where('feed_id', '=', feed.id)
    .where('status', '=', 'running')
    .where((eb) =>
      eb.or([
        eb('heartbeat_at', '<', sql<Date>`now() - make_interval(secs => ${SILENT_FOR_SECONDS})`),
        ...(trigger === 'schedule' ? [eb('trigger', '=', 'schedule')] : []),
      ]),
    )
    .execute()
  const { id } = await db
    .insertInto('run')
    .values({ feed_id: feed.id, feed_version: feed.version, trigger })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
