import {
  type Batch,
  commitBatch,
  type Database,
  type Domain,
  findDomain,
  type Gazetteer,
  hasDoneRun,
  loadGazetteer,
  openPage,
  type StoredFeed,
} from '@ioc/sql'
import { FeedSpec } from '../feeds/feed-spec.ts'
import { type PreparedFeed, prepareFeed } from '../feeds/prepare.ts'
import { sortRecords } from './sort-records.ts'

const BATCH_RECORDS = 10_000

/** What every record of one feed passes: its format and mapping, its domain, the names of units. */
export interface Road {
  database: Database
  feed: StoredFeed
  prepared: PreparedFeed
  domain: Domain
  gazetteer: Gazetteer
  /** The first run of a source with a clock of its own: what it tells was known when it says, not only since now. */
  knownBySource: boolean
}

export async function openRoad(database: Database, feed: StoredFeed): Promise<Road> {
  const prepared = await prepareFeed(FeedSpec.parse(feed.spec))
  const domain = await findDomain(feed.spec.domain)
  const knownBySource = prepared.spec.knownBy === 'source' && !(await hasDoneRun(database.db, feed.id))
  return { database, feed, prepared, domain, gazetteer: await loadGazetteer(database.db), knownBySource }
}

export interface PageToTake {
  id: number
  receivedAt: Date
  name: string
  /** Saved with the last of the page's rows; left out where the feed's cursor is not to move. */
  cursor?: Record<string, unknown> | null
  remaining?: number
  sourceAsOf?: Date
}

/** Takes a stored page's records in, a batch at a time, and answers how many there were. */
export async function takePage(road: Road, runId: number, page: PageToTake, onRead?: (read: number) => void): Promise<number> {
  const { database, domain, feed } = road
  const body = openPage(database, page.id)
  let read = 0
  let committing: Promise<unknown> = Promise.resolve()
  try {
    // While one batch is written the next is read: the two ends of the road work at once, and memory holds two batches.
    for await (const { last, ...records } of sortRecords(road, page, { body, name: page.name }, BATCH_RECORDS)) {
      await committing
      const batch: Batch = { ...records, feedId: feed.id, runId, pageId: page.id, knownBySource: road.knownBySource }
      if (last && page.cursor !== undefined) batch.cursor = page.cursor
      if (page.remaining !== undefined) batch.remaining = page.remaining
      if (page.sourceAsOf) batch.sourceAsOf = page.sourceAsOf
      committing = commitBatch(database, domain, batch)
      // Its failure is met at the next await; until then it must not count as unhandled.
      committing.catch(() => {})
      read += records.read
      onRead?.(records.read)
    }
  } finally {
    await committing
  }
  return read
}
