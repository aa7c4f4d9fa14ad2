import { Unavailable } from '@ioc/sql'
import type { JobPayload } from './catalog.ts'
import type { JobQueue } from './queue.ts'

/** One job a run, however often it is put on the queue. While nothing takes jobs the page waits where it is kept: see lost-pages.ts. */
export async function enqueuePage({ lanes }: JobQueue, page: JobPayload<'ingest-page'>): Promise<void> {
  await lanes.pages.add('ingest-page', page, { jobId: `page-${page.run}` }).catch((error: unknown) => {
    if (!(error instanceof Unavailable)) throw error
  })
}
