import { type Database, finishRun, type StoredFeed, startRun, type Trigger } from '@ioc/sql'
import { z } from 'zod'
import { FeedFault } from '../feeds/feed-file.ts'
import { ended } from '../observing/happened.ts'
import type { IngestSummary } from './close-run.ts'

/** A feed whose configuration does not hold together has a failed run to show for it, like any other failure. */
export async function failAtOnce(
  database: Database,
  feed: StoredFeed,
  trigger: Trigger,
  error: Error,
  started: Parameters<typeof startRun>[3],
): Promise<IngestSummary> {
  return failRun(database, feed, await startRun(database.db, feed, trigger, started), error)
}

/** The same of a run that was opened already. */
export async function failRun({ db }: Database, feed: StoredFeed, run: number, thrown: Error): Promise<IngestSummary> {
  const error = thrown instanceof z.ZodError ? z.prettifyError(thrown) : thrown.message
  const inEnglish = thrown instanceof FeedFault &&
    thrown.places.length > 0 && {
      faults_en: thrown.places.map(({ path, message, en }) => `${path.join('.')}: ${en ?? message}`).join('; '),
    }
  const fault = { code: 'configuration', params: { faults: error, ...inEnglish } }
  const outcome = { status: 'failed', error, fault } as const
  const counts = await finishRun(db, run, outcome)
  ended.tell({ status: outcome.status })
  return { feed: feed.spec.id, run, status: outcome.status, error, isTransient: false, ...counts }
}
