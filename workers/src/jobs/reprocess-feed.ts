import { type Database, findFeed } from '@ioc/sql'
import type { IngestSummary } from '../pipeline/close-run.ts'
import { failAtOnce } from '../pipeline/fail-at-once.ts'
import { reprocess } from '../pipeline/reprocess.ts'
import { openRoad } from '../pipeline/road.ts'
import type { JobPayload } from './catalog.ts'
import { withFeedLock } from './feed-lock.ts'

/** Reads a feed's stored pages again by its present configuration; null while the feed is being pulled. */
export function reprocessFeed(
  database: Database,
  { feed: key, by }: JobPayload<'reprocess-feed'>,
  ending: AbortSignal,
): Promise<IngestSummary | null> {
  return withFeedLock(database, key, async () => {
    const feed = await findFeed(database.db, key)
    const road = await openRoad(database, feed).catch((thrown: unknown) => thrown as Error)
    if (road instanceof Error) return failAtOnce(database, feed, 'reprocess', road, { askedBy: by })
    return reprocess(road, { askedBy: by, ending })
  })
}
