import {
  type Database,
  finishRun,
  type RunCounts,
  type StoredFeed,
  saveCursor,
  startRun,
  storePage,
  type Trigger,
} from '@ioc/sql'
import type { RawPage } from '../connectors/connector.ts'
import { Unreadable } from '../formats/format.ts'
import { ahead } from './ahead.ts'
import { openRoad, type Road, takePage } from './road.ts'

export interface IngestOptions {
  trigger: Trigger
  /** A pull goes on from the saved cursor; files given by hand leave it alone. */
  keepCursor: boolean
  onProgress?: (progress: { read: number }) => void
}

export interface IngestSummary extends RunCounts {
  feed: string
  run: number
  seconds: number
  /** Why it stopped, where it did not end well. */
  error?: string
}

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
  const road = await openRoad(database, feed)
  const run = await startRun(database.db, feed, options.trigger)
  return close(road, run, () => takeAll(road, run, pages, options))
}

/** Takes in a page that was stored when it arrived (an upload), under the run that was opened for it. */
export async function ingestStored(
  database: Database,
  feed: StoredFeed,
  run: number,
  page: { id: number; receivedAt: Date; name: string },
): Promise<IngestSummary> {
  const road = await openRoad(database, feed)
  return close(road, run, () => takePage(road, run, page))
}

async function takeAll(road: Road, run: number, pages: AsyncIterable<RawPage>, options: IngestOptions): Promise<void> {
  const { database, feed } = road
  const unreadable: string[] = []
  let read = 0
  const report = (more: number) => {
    read += more
    options.onProgress?.({ read })
  }
  for await (const page of ahead(pages)) {
    const { next, body: _, ...described } = page
    const stored = await storePage(database, { feedId: feed.id, runId: run, ...page })
    // What a followed source says now is its newest word, even if it said the same before. A file brought by hand keeps the
    // date it first came: yesterday's file again is yesterday's.
    if (options.keepCursor) stored.receivedAt = new Date()
    try {
      const taken = await takePage(
        road,
        run,
        { ...described, ...stored, ...(options.keepCursor ? { cursor: next } : {}) },
        report,
      )
      if (taken === 0 && options.keepCursor) await saveCursor(database.db, feed.id, next)
    } catch (error) {
      // A file that can't be read does not keep the ones after it waiting; a source that is followed must not be skipped.
      if (options.keepCursor || !(error instanceof Unreadable)) throw error
      unreadable.push(error.message.includes(page.name) ? error.message : `${page.name}: ${error.message}`)
    }
  }
  if (unreadable.length > 0) throw new Unreadable(unreadable.join('\n'))
}

async function close(road: Road, run: number, work: () => Promise<unknown>): Promise<IngestSummary> {
  const error = await work().then(
    () => null,
    (fault: unknown) => (fault instanceof Error ? fault.message : String(fault)),
  )
  const summary = { feed: road.feed.spec.id, run, ...(await finishRun(road.database.db, run, error)) }
  return error === null ? summary : { ...summary, error }
}
