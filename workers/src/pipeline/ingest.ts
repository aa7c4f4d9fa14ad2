import {
  commitBatch,
  type Database,
  findDomain,
  finishRun,
  loadGazetteer,
  openPage,
  type RunCounts,
  type StoredFeed,
  saveCursor,
  startRun,
  storePage,
  type Trigger,
} from '@ioc/sql'
import type { RawPage } from '../connectors/connector.ts'
import { FeedSpec } from '../feeds/feed-spec.ts'
import { prepareFeed } from '../feeds/prepare.ts'
import { Unreadable } from '../formats/format.ts'
import { ahead } from './ahead.ts'
import { sortRecords } from './sort-records.ts'

export interface IngestOptions {
  trigger: Trigger
  /** A pull goes on from the saved cursor; files given by hand leave it alone. */
  keepCursor: boolean
  onProgress?: (progress: { read: number; remaining: number | null }) => void
}

export interface IngestSummary extends RunCounts {
  feed: string
  run: number
  seconds: number
  /** Why it stopped, where it did not end well. */
  error?: string
}

const BATCH_RECORDS = 5_000

/**
 * The one road every record takes: page stored as fetched → records → mapped → normalised → held or stored, a batch at a
 * time. Dying anywhere leaves whole batches; doing it again changes nothing.
 */
export async function ingest(
  database: Database,
  feed: StoredFeed,
  pages: AsyncIterable<RawPage>,
  options: IngestOptions,
): Promise<IngestSummary> {
  const prepared = await prepareFeed(FeedSpec.parse(feed.spec))
  const domain = await findDomain(feed.spec.domain)
  const gazetteer = await loadGazetteer(database.db)
  const run = await startRun(database.db, feed, options.trigger)
  let read = 0
  const unreadable: string[] = []
  const close = async (error: string | null) => ({ feed: feed.spec.id, run, ...(await finishRun(database.db, run, error)) })
  try {
    for await (const page of ahead(pages)) {
      try {
        await store(page)
      } catch (error) {
        // A file that can't be read does not keep the ones after it waiting; a source that is followed must not be skipped.
        if (options.keepCursor || !(error instanceof Unreadable)) throw error
        unreadable.push(`${page.name}: ${error.message}`)
      }
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return Object.assign(await close(message), { error: message })
  }
  if (unreadable.length === 0) return close(null)
  return Object.assign(await close(unreadable.join('\n')), { error: unreadable.join('\n') })

  async function store(page: RawPage): Promise<void> {
    const stored = await storePage(database, { feedId: feed.id, runId: run, ...page })
    const cursor = options.keepCursor ? { cursor: page.next } : {}
    const batches = sortRecords(
      prepared,
      domain,
      gazetteer,
      stored,
      { body: openPage(database, stored.id), name: page.name },
      BATCH_RECORDS,
    )
    let committing: Promise<unknown> | undefined
    // While one batch is written the next is read: the two ends of the road work at once, and memory holds two batches.
    for await (const { last, ...batch } of batches) {
      await committing
      committing = commitBatch(database, domain, {
        ...batch,
        feedId: feed.id,
        runId: run,
        pageId: stored.id,
        ...(last ? cursor : {}),
        ...(page.remaining === undefined ? {} : { remaining: page.remaining }),
        ...(page.sourceAsOf ? { sourceAsOf: page.sourceAsOf } : {}),
      })
      // Its failure is met at the next await; until then it must not count as unhandled.
      committing.catch(() => {})
      read += batch.read
      options.onProgress?.({ read, remaining: page.remaining ?? null })
    }
    await committing
    if (!committing && options.keepCursor) await saveCursor(database.db, feed.id, page.next)
  }
}
