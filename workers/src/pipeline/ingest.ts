import { type Database, isOfDatabase, type StoredFeed, saveCursor, startRun, storePage, type Trigger } from '@ioc/sql'
import type { Localised } from '@ioc/sql/pack'
import type { RawPage } from '../connectors/connector.ts'
import { Unreadable } from '../formats/format.ts'
import { inSpan, type Place, tellSpan, under } from '../observing/spans.ts'
import { redactPage } from '../pages/redact-page.ts'
import { ahead } from './ahead.ts'
import { closing, type IngestSummary } from './close-run.ts'
import { failAtOnce, failRun } from './fail-at-once.ts'
import { openRoad, type Road, takePage } from './road.ts'
import { RunLog } from './run-log.ts'

export interface IngestOptions {
  trigger: Trigger
  /** A pull goes on from the saved cursor; files given by hand leave it alone. */
  keepCursor: boolean
  /** What it says now is its newest word, even if it said the same before; as for every pull. */
  isFollowed?: boolean
  /** The days asked for again. */
  days?: { from: string; to: string }
  /** Who wanted it, where a person did. */
  askedBy?: string | null
  /** Which try after a failed one this is. */
  attempt?: number | null
  /** Not where a person has stopped the feed's pulls: throws StoppedByHand. */
  unlessStopped?: boolean
  /** Aborted when a person ends the run; whoever fetches its pages heeds the same. */
  stop?: AbortController
  /** Aborted when this process ends. */
  ending?: AbortSignal
  /** After how long it gives way to others, at the end of a page; it goes on from there at its next turn. */
  turnMs?: number | undefined
  /** What happens in it is told here; whoever fetches its pages may tell too. */
  log?: RunLog
  onProgress?: (progress: { read: number }) => void
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
  const { trigger, askedBy = null, attempt = null, days, unlessStopped = false, stop = new AbortController(), ending } = options
  const log = options.log ?? new RunLog()
  const started = { askedBy, attempt, unlessStopped, ...(days && { days }) }
  const opened = await openRoad(database, feed).catch((thrown: unknown) => thrown as Error)
  if (opened instanceof Error) return failAtOnce(database, feed, trigger, opened, started)
  const road = { ...opened, log, signal: anyOf(stop.signal, ending) }
  const run = await startRun(database.db, feed, trigger, started)
  return closing(road, run, stop, () => takeAll(road, run, pages, options))
}

/** Takes in a page that was stored when it arrived (an upload), under the run that was opened for it. */
export async function ingestStored(
  database: Database,
  feed: StoredFeed,
  run: number,
  page: { id: number; receivedAt: Date; name: string },
): Promise<IngestSummary> {
  const stop = new AbortController()
  const opened = await openRoad(database, feed).catch((thrown: unknown) => thrown as Error)
  if (isOfDatabase(opened)) throw opened
  if (opened instanceof Error) return failRun(database, feed, run, opened)
  const road = { ...opened, log: new RunLog(), signal: stop.signal }
  return closing(road, run, stop, () => takePage(road, run, page).then(() => 'done'))
}

async function takeAll(
  road: Road,
  run: number,
  pages: AsyncIterable<RawPage>,
  options: IngestOptions,
): Promise<'done' | 'yielded'> {
  const { database, feed } = road
  const isFollowed = options.isFollowed ?? options.keepCursor
  const unreadable: Localised[] = []
  let [read, pagesRead] = [0, 0]
  const until = performance.now() + (options.turnMs ?? Number.POSITIVE_INFINITY)
  const report = (more: number) => {
    read += more
    options.onProgress?.({ read })
  }
  for await (const { page, place } of ahead(requested(pages, { 'ioc.feed': feed.id, 'ioc.run': run }))) {
    const { next, body, remainingPages, ...described } = page
    // Files hold about as much as those before them; of the first of them nobody can say.
    if (remainingPages !== undefined && pagesRead > 0) described.remaining = Math.round(((remainingPages + 1) * read) / pagesRead)
    pagesRead++
    try {
      // What a followed source says now is its newest word, even if it said the same before. A file brought by hand keeps the
      // date it first came: yesterday's file again is yesterday's.
      const taken = await under(place, async () => {
        const clean = await redactPage(database, feed, road.prepared, { name: page.name, body })
        const toStore = { feedId: feed.id, runId: run, isNews: isFollowed, ...described, ...clean }
        const stored = await inSpan('page.store', {}, () => storePage(database, toStore))
        const isOfPast = options.days !== undefined
        const cursor = options.keepCursor && next !== undefined ? { cursor: next } : {}
        return takePage(road, run, { ...described, ...stored, isOfPast, ...cursor }, report)
      })
      if (taken === 0 && options.keepCursor && next !== undefined) await saveCursor(database.db, feed.id, next)
      // Where its cursor stands, or the next turn would do this one's work again.
      if (performance.now() > until && next !== undefined) return 'yielded'
    } catch (error) {
      // A file that can't be read does not keep the ones after it waiting; a source that is followed must not be skipped.
      if (isFollowed || !(error instanceof Unreadable)) throw error
      road.log?.note('unreadable', { name: page.name, error: error.message, error_en: error.en })
      const named = (said: string) => (said.includes(page.name) ? said : `${page.name}: ${said}`)
      unreadable.push({ vi: named(error.message), en: named(error.en) })
    }
  }
  if (unreadable.length > 0)
    throw new Unreadable({ vi: unreadable.map(({ vi }) => vi).join('\n'), en: unreadable.map(({ en }) => en).join('\n') })
  return 'done'
}

/** Each page with the trace it begins: how long it took to come, from when it was asked for. */
async function* requested(
  pages: AsyncIterable<RawPage>,
  attributes: Record<string, number>,
): AsyncGenerator<{ page: RawPage; place: Place }> {
  const iterator = pages[Symbol.asyncIterator]()
  try {
    for (;;) {
      const from = Date.now()
      const { done, value: page } = await iterator.next()
      if (done) return
      yield { page, place: tellSpan('source.request', { attributes, from }) }
    }
  } finally {
    await iterator.return?.()
  }
}

function anyOf(signal: AbortSignal, other: AbortSignal | undefined): AbortSignal {
  return other ? AbortSignal.any([signal, other]) : signal
}
