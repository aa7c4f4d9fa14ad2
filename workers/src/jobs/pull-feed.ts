import { type Database, findFeed } from '@ioc/sql'
import type { Cursor } from '../connectors/connector.ts'
import { FeedSpec } from '../feeds/feed-spec.ts'
import { prepareFeed } from '../feeds/prepare.ts'
import { type IngestSummary, ingest } from '../pipeline/ingest.ts'

/**
 * Pulls one feed from where it got to. Answers null when another process is pulling it already: the lock belongs to a
 * connection, so a process that dies lets go of it.
 */
export async function pullFeed(database: Database, key: string, signal: AbortSignal): Promise<IngestSummary | null> {
  const feed = await findFeed(database.db, key)
  const holder = await database.pool.connect()
  try {
    const { rows } = await holder.query("select pg_try_advisory_lock(hashtext('pull-feed'), $1) as free", [feed.id])
    if (!rows[0].free) return null
    try {
      // Read again under the lock: the pull that just ended may have moved the cursor.
      const current = await findFeed(database.db, key)
      const { connector, settings } = await prepareFeed(FeedSpec.parse(current.spec))
      const pages = connector.read(settings, current.cursor as Cursor | null, { signal })
      return await ingest(database, current, pages, { trigger: 'schedule', keepCursor: true })
    } finally {
      await holder.query("select pg_advisory_unlock(hashtext('pull-feed'), $1)", [feed.id])
    }
  } finally {
    holder.release()
  }
}
