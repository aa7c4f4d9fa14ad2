import { type Db, dueRetries } from '@ioc/sql'
import type { JobQueue } from './queue.ts'

const LATER_MS = 250

/** Puts the next try of a failed pull on the queue, for its moment, where it keeps nobody waiting; one job a try, however often it is put there. */
export async function enqueueRetry(
  { lanes }: JobQueue,
  { feed, failures, at }: { feed: string; failures: number; at: Date },
): Promise<void> {
  const delay = Math.max(0, at.getTime() - Date.now()) + LATER_MS
  await lanes.slow.add('pull-feed', { feed }, { jobId: `retry-${feed}-${failures}`, delay })
}

/** Tries whose moment has come: a queue may lose everything, and a host that answers again is not kept waiting. */
export async function enqueueDueRetries(queue: JobQueue, db: Db): Promise<void> {
  for (const { feed, failures } of await dueRetries(db)) await enqueueRetry(queue, { feed, failures, at: new Date() })
}
