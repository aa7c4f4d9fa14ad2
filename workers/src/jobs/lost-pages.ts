import { type Db, unfinishedDeliveries } from '@ioc/sql'
import { enqueuePage } from './enqueue-page.ts'
import type { JobQueue } from './queue.ts'

/** Puts back what was acknowledged and is on no queue any more: a queue may lose everything, a sender is not asked twice. */
export async function enqueueLostPages(queue: JobQueue, db: Db): Promise<void> {
  for (const page of await unfinishedDeliveries(db)) await enqueuePage(queue, page)
}
