import {
  clearTrouble,
  type Database,
  feedTrouble,
  findFeed,
  isStoppedByHand,
  keyFile,
  noteFailure,
  openSecret,
  restsToday,
  StoppedByHand,
  type StoredFeed,
} from '@ioc/sql'
import { PullCircuits } from '../connectors/circuits.ts'
import type { Cursor } from '../connectors/connector.ts'
import { maskingFaults } from '../connectors/secrets.ts'
import { FeedSpec } from '../feeds/feed-spec.ts'
import { type PreparedFeed, prepareFeed } from '../feeds/prepare.ts'
import type { IngestSummary } from '../pipeline/close-run.ts'
import { failAtOnce } from '../pipeline/fail-at-once.ts'
import { ingest } from '../pipeline/ingest.ts'
import { RunLog } from '../pipeline/run-log.ts'
import { untilStandstill } from '../pipeline/standstill.ts'
import { withFeedLock } from './feed-lock.ts'

interface Bounds {
  turnMs?: number | undefined
  waitMs?: number | undefined
}

/** A pull as it ended; a failed one says when the feed is tried again. */
export type PullSummary = IngestSummary & { trouble?: Awaited<ReturnType<typeof noteFailure>> }

/**
 * Pulls one feed from where it got to. Answers null where there is nothing to do: another process is at it, a person stopped
 * it, it rests on days off, or it failed and its next try is not due. `asked`: a person wants it now all the same. It gives way at the end of a
 * page after `turnMs`, and where its source keeps it waiting for `waitMs`.
 */
export function pullFeed(
  database: Database,
  key: string,
  ending: AbortSignal,
  asked?: { by: string | null },
  bounds: Bounds = {},
): Promise<PullSummary | null> {
  return withFeedLock(database, key, async () => {
    const { db } = database
    // Read under the lock: the pull that just ended may have moved the cursor.
    const feed = await findFeed(db, key)
    const trouble = await feedTrouble(db, feed)
    if (!asked && ((trouble && !trouble.isDue) || (await isStoppedByHand(db, feed.id)) || (await restsToday(db, feed))))
      return null
    const started = { askedBy: asked?.by ?? null, attempt: trouble?.failures ?? null, unlessStopped: asked === undefined }
    const log = new RunLog()
    const circuits = new PullCircuits(db, { isAsked: asked !== undefined, log })
    const prepared = await prepareFetched(feed).catch((thrown: unknown) => thrown as Error)
    const pulling =
      prepared instanceof Error
        ? failAtOnce(database, feed, 'schedule', prepared, started)
        : pull(database, feed, prepared, { ...started, ...bounds, circuits, log, ending })
    const summary = await pulling.catch((thrown: unknown) => {
      if (thrown instanceof StoppedByHand) return null
      throw thrown
    })
    if (!summary) return null
    if (summary.status === 'done' || (summary.status === 'yielded' && !summary.keptWaiting)) await clearTrouble(db, feed.id)
    if (summary.status !== 'failed') return summary
    const noted = await noteFailure(db, feed, {
      isTransient: summary.isTransient ?? false,
      host: circuits.failedOn,
      until: circuits.closedUntil,
      gotSomewhere: summary.read > 0,
    })
    return { ...summary, trouble: noted }
  })
}

type Fetched = NonNullable<PreparedFeed['fetched']>

interface Started {
  askedBy: string | null
  attempt: number | null
  unlessStopped: boolean
}

async function pull(
  database: Database,
  feed: StoredFeed,
  { connector, settings }: Fetched,
  { circuits, waitMs, ...options }: Started & Bounds & { circuits: PullCircuits; log: RunLog; ending: AbortSignal },
): Promise<IngestSummary> {
  const keeper = (name: string) => openSecret(database.db, keyFile(), { feed: feed.spec.id, name })
  const stop = new AbortController()
  const signal = AbortSignal.any([options.ending, stop.signal])
  const pages = maskingFaults(connector.config, settings, keeper, (open) =>
    connector.read(open, feed.cursor as Cursor | null, { signal, circuits }),
  )
  return ingest(database, feed, untilStandstill(pages, { stop, waitMs }), {
    trigger: 'schedule',
    keepCursor: true,
    stop,
    ...options,
  })
}

async function prepareFetched(feed: StoredFeed): Promise<Fetched> {
  const { fetched } = await prepareFeed(FeedSpec.parse(feed.spec))
  if (fetched) return fetched
  throw new Error(`Nguồn «${feed.spec.id}» tự gửi đến, không lấy được.`)
}
