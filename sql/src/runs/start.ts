import { type Db, inTransaction } from '../db.ts'
import type { StoredFeed } from '../feeds/find.ts'
import { ABANDONED, IS_SILENT } from './silent.ts'
import { isStoppedByHand, lockPause } from './stop.ts'

/** What set a run going. */
export type Trigger = 'schedule' | 'command' | 'upload' | 'delivery' | 'correction' | 'reprocess' | 'backfill' | 'report'

export interface StartedBy {
  /** Who wanted it, where a person did, and why where they said. */
  askedBy?: string | null
  why?: string | null
  /** Which try after a failed one it is. */
  attempt?: number | null
  /** The days asked for again, both among them. */
  days?: { from: string; to: string }
  /** Not where a person has stopped the feed's pulls: throws StoppedByHand. */
  unlessStopped?: boolean
}

/** A person stopped the feed between the look at its clock and the run. */
export class StoppedByHand extends Error {
  override name = 'StoppedByHand'
}

/** Opened under the feed's lock: any other still open is dead. */
const UNDER_LOCK: Trigger[] = ['schedule', 'reprocess']

/**
 * Opens a run, and closes as abandoned those of the feed whose process died without a word. A pull is opened under the
 * feed's lock, so any other pull still open is dead; a command or an upload may run beside it and is given time.
 */
export async function startRun(
  db: Db,
  feed: StoredFeed,
  trigger: Trigger,
  { askedBy = null, why = null, attempt = null, days, unlessStopped = false }: StartedBy = {},
): Promise<number> {
  if (unlessStopped)
    return inTransaction(db, async (trx) => {
      await lockPause(trx, feed.id)
      if (await isStoppedByHand(trx, feed.id)) throw new StoppedByHand()
      return startRun(trx, feed, trigger, { askedBy, why, attempt, ...(days && { days }) })
    })
  await db
    .updateTable('run')
    .set(ABANDONED)
    .where('feed_id', '=', feed.id)
    .where('status', '=', 'running')
    .where((eb) => eb.or([IS_SILENT, ...(UNDER_LOCK.includes(trigger) ? [eb('trigger', 'in', UNDER_LOCK)] : [])]))
    .execute()
  const { id } = await db
    .insertInto('run')
    .values({
      feed_id: feed.id,
      feed_version: feed.version,
      trigger,
      asked_by: askedBy,
      why,
      attempt,
      days_from: days?.from ?? null,
      days_to: days?.to ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
