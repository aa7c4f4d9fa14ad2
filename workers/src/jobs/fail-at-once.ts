import { type Database, finishRun, type StoredFeed, startRun, type Trigger } from '@ioc/sql'
import type { IngestSummary } from '../pipeline/close-run.ts'

/** A feed whose configuration does not hold together has a failed run to show for it, like any other failure. */
export async function failAtOnce(
  { db }: Database,
  feed: StoredFeed,
  trigger: Trigger,
  { message: error }: Error,
  started: { askedBy: string | null; attempt?: number | null; days?: { from: string; to: string } },
): Promise<IngestSummary> {
  const run = await startRun(db, feed, trigger, started)
  const outcome = { status: 'failed', error, fault: { code: 'configuration', params: { faults: error } } } as const
  return { feed: feed.spec.id, run, status: 'failed', error, isTransient: false, ...(await finishRun(db, run, outcome)) }
}
