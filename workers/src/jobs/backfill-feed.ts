import { setTimeout as sleep } from 'node:timers/promises'
import { addDays, type Database, findFeed, keyFile, openSecret, startOfDay } from '@ioc/sql'
import { PullCircuits } from '../connectors/circuits.ts'
import type { RawPage } from '../connectors/connector.ts'
import { maskingFaults } from '../connectors/secrets.ts'
import { FeedSpec } from '../feeds/feed-spec.ts'
import { prepareFeed } from '../feeds/prepare.ts'
import type { IngestSummary } from '../pipeline/close-run.ts'
import { failAtOnce } from '../pipeline/fail-at-once.ts'
import { ingest } from '../pipeline/ingest.ts'
import { RunLog } from '../pipeline/run-log.ts'
import { untilStandstill } from '../pipeline/standstill.ts'
import type { JobPayload } from './catalog.ts'
import { withFeedLock } from './feed-lock.ts'

/** Between two pages: a source is not to notice that it is asked for its past beside its present. */
const PAUSE_MS = 1_000

/**
 * Asks a source again for some days, unhurried, beside the pulls that follow it and without moving their cursor. What differs from
 * what is stored is a revision. Null while another backfill of the feed goes on.
 */
export function backfillFeed(
  database: Database,
  { feed: key, by, from, to }: JobPayload<'backfill-feed'>,
  ending: AbortSignal,
  pauseMs = PAUSE_MS,
): Promise<IngestSummary | null> {
  const work = async () => {
    const feed = await findFeed(database.db, key)
    const days = { from, to }
    const prepared = await prepareRange(feed.spec).catch((thrown: unknown) => thrown as Error)
    if (prepared instanceof Error) return failAtOnce(database, feed, 'backfill', prepared, { askedBy: by, days })
    const { readRange, config, settings } = prepared
    const stop = new AbortController()
    const signal = AbortSignal.any([ending, stop.signal])
    const log = new RunLog()
    const circuits = new PullCircuits(database.db, { isAsked: true, log })
    const keeper = (name: string) => openSecret(database.db, keyFile(), { feed: key, name })
    const range = { from: startOfDay(from), to: new Date(startOfDay(addDays(to, 1)).getTime() - 1) }
    const pages = maskingFaults(config, settings, keeper, (open) => readRange(open, range, { signal, circuits }))
    return ingest(database, feed, unhurried(untilStandstill(pages, { stop }), pauseMs, signal), {
      trigger: 'backfill',
      keepCursor: false,
      isFollowed: true,
      askedBy: by,
      days,
      log,
      stop,
      ending,
    })
  }
  return withFeedLock(database, key, work, 'backfill-feed')
}

async function prepareRange(spec: unknown) {
  const { fetched } = await prepareFeed(FeedSpec.parse(spec))
  const { readRange, config } = fetched?.connector ?? {}
  if (!fetched || !readRange || !config) throw new Error('Nguồn này không hỏi lại được theo ngày.')
  return { readRange, config, settings: fetched.settings }
}

async function* unhurried(pages: AsyncIterable<RawPage>, pauseMs: number, signal: AbortSignal): AsyncGenerator<RawPage> {
  for await (const page of pages) {
    yield page
    await sleep(pauseMs, undefined, { signal })
  }
}
