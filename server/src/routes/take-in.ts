import { randomUUID } from 'node:crypto'
import {
  claimDelivery,
  type Database,
  finishRun,
  type IdentitySealer,
  keepDelivery,
  noteHeartbeat,
  releaseDelivery,
  type StoredFeed,
  startRun,
  storePage,
  type Trigger,
} from '@ioc/sql'
import { enqueuePage, type JobQueue } from '@ioc/workers/jobs'

interface Brought {
  trigger: Trigger
  name: string
  mediaType?: string
  body: AsyncIterable<Uint8Array>
  redacted: string[]
  identities?: IdentitySealer
  /** By which its sender knows it, with the hash of what it holds. */
  known?: { key: string; sha256: Buffer }
}

/** A slow sender takes its time; while it does, its run is being worked at. */
const HEARTBEAT_EVERY_MS = 10_000

/** Stores what was brought as a page of its feed and puts it on the queue; brought again under its key, it is what it was. */
export async function takeIn(
  { database, queue }: { database: Database; queue: JobQueue },
  feed: StoredFeed,
  { trigger, known = { key: `${trigger} ${randomUUID()}`, sha256: Buffer.alloc(0) }, ...page }: Brought,
): Promise<{ run: number; page: number; isNew: boolean }> {
  const { db } = database
  const delivery = { feedId: feed.id, key: known.key }
  const claimed = await claimDelivery(db, { ...delivery, sha256: known.sha256 })
  if (claimed !== 'ours') return { ...claimed, isNew: false }
  try {
    const run = await startRun(db, feed, trigger)
    const heartbeat = setInterval(() => void noteHeartbeat(db, run).catch(() => {}), HEARTBEAT_EVERY_MS)
    try {
      const stored = await storePage(database, { feedId: feed.id, runId: run, ...page })
      await keepDelivery(db, delivery, { run, page: stored.id })
      // From here on it is kept: should its job be lost, the workers find it (jobs/lost-pages.ts).
      await enqueuePage(queue, { feed: feed.spec.id, run, page: stored.id })
      return { run, page: stored.id, isNew: true }
    } catch (error) {
      await finishRun(db, run, { status: 'failed', error: (error as Error).message })
      throw error
    } finally {
      clearInterval(heartbeat)
    }
  } catch (error) {
    await releaseDelivery(db, delivery)
    throw error
  }
}
