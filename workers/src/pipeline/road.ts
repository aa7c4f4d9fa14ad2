import {
  type Batch,
  type Calendar,
  commitBatch,
  currentProvince,
  type Database,
  dayOf,
  findKind,
  type Gazetteer,
  hasDoneRun,
  isChangeMeant,
  type Kind,
  loadCalendar,
  loadGazetteer,
  type SeenFact,
  type StoredFeed,
} from '@ioc/sql'
import { DriftGuard } from '../drift/guard.ts'
import { FeedSpec } from '../feeds/feed-spec.ts'
import { type PreparedFeed, prepareFeed } from '../feeds/prepare.ts'
import { stored } from '../observing/happened.ts'
import { inSpan, traceparentOf } from '../observing/spans.ts'
import { BrokenRows, KEPT_ALIKE } from './broken-rows.ts'
import { judgedLots } from './judged-lots.ts'
import { openRules, type RoadRules } from './rules-of-road.ts'
import type { RunLog } from './run-log.ts'

export const BATCH_RECORDS = 10_000
/** Of a past of many moments fewer at once, for others wait while they are stored one after the other. */
const PAST_RECORDS = 2_000
/** Of a page whose columns are others, so many are named. */
const COLUMNS_TOLD = 12

/** What every record of one feed passes: its format and mapping, its kind of record, the names of units. */
export interface Road {
  database: Database
  feed: StoredFeed
  prepared: PreparedFeed
  kind: Kind
  gazetteer: Gazetteer
  calendar: Calendar
  /** The province's key. */
  province: string
  /** The first run of a source with a clock of its own: what it tells was known when it says, not only since now. */
  knownBySource: boolean
  rules: RoadRules
  /** Knows what the feed's rows usually look like. */
  guard: DriftGuard
  /** Knows how many lines of the run were broken alike. */
  broken: BrokenRows
  log?: RunLog
  /** Aborted when the run is to end: it does between two batches. */
  signal?: AbortSignal
}

export async function openRoad(database: Database, feed: StoredFeed): Promise<Road> {
  const prepared = await prepareFeed(FeedSpec.parse(feed.spec))
  const kind = await findKind(feed.spec.domain, feed.spec.kind)
  const knownBySource = prepared.spec.knownBy === 'source' && !(await hasDoneRun(database.db, feed.id))
  const gazetteer = await loadGazetteer(database.db)
  const { key: province } = await currentProvince(database.db)
  const calendar = loadCalendar(province)
  const rules = await openRules(database, kind, await isChangeMeant(database.db, feed))
  const guard = await DriftGuard.open(database, feed, prepared.spec)
  return { database, feed, prepared, kind, gazetteer, calendar, province, knownBySource, rules, guard, broken: new BrokenRows() }
}

export interface PageToTake {
  id: number
  receivedAt: Date
  name: string
  /** Its records are as a person mended them. */
  isCorrection?: boolean
  /** Taken in only where this fact is still as somebody saw it. */
  seen?: SeenFact
  /** Two persons have looked at every figure in it: what is unlike all before is meant. */
  isVouchedFor?: boolean
  /** A person asked for its days, which are old by right. */
  isOfPast?: boolean
  /** Saved with the last of the page's rows; left out where the feed's cursor is not to move. */
  cursor?: Record<string, unknown> | null
  remaining?: number
  sourceAsOf?: Date
}

const HOUR_MS = 3_600_000
const RECENT_MS = 40 * 24 * HOUR_MS

/** So that the past can be looked at by the hour and, as nobody replays the hours of last year, long ago by the day. */
function momentOfPast(now: Date): (version: number) => string {
  return (version) => (version > now.getTime() - RECENT_MS ? `${Math.floor(version / HOUR_MS)}` : dayOf(new Date(version)))
}

/** Says how many lines of a page are not kept as rows. */
export function noteBroken({ broken, log }: Road, name: string): void {
  const left = broken.endPage()
  if (left > 0) log?.note('broken_alike', { name, kept: KEPT_ALIKE, left })
}

/** Takes a stored page's records in, a batch at a time, and answers how many there were. */
export async function takePage(road: Road, runId: number, page: PageToTake, onRead?: (read: number) => void): Promise<number> {
  const { database, kind, feed } = road
  await database.db
    .insertInto('run_page')
    .values({ run_id: runId, page_id: page.id })
    .onConflict((known) => known.doNothing())
    .execute()
  let read = 0
  const isGuarded = !page.isCorrection && !page.isVouchedFor
  if (isGuarded) road.guard.startPage()
  let committing: Promise<unknown> = Promise.resolve()
  try {
    const size = road.knownBySource ? PAST_RECORDS : BATCH_RECORDS
    // While one batch is written the next is read: the two ends of the road work at once, and memory holds two batches.
    const lots = judgedLots(road, runId, page, { size, written: () => committing })
    for await (const { last, ...records } of lots) {
      await committing
      if (isGuarded) await road.guard.judge(page.name, records, page.isOfPast)
      road.signal?.throwIfAborted()
      const batch: Batch = { ...road.broken.keep(records), feedId: feed.id, runId, pageId: page.id }
      if (road.knownBySource) Object.assign(batch, { knownBySource: true, momentOf: momentOfPast(page.receivedAt) })
      if (last && page.cursor !== undefined) batch.cursor = page.cursor
      if (page.remaining !== undefined) batch.remaining = page.remaining
      if (page.seen) batch.seen = page.seen
      if (page.sourceAsOf) batch.sourceAsOf = page.sourceAsOf
      committing = store(database, kind, batch)
      // Its failure is met at the next await; until then it must not count as unhandled.
      committing.catch(() => {})
      read += records.read
      onRead?.(records.read)
    }
  } finally {
    await committing
  }
  const changes = isGuarded ? road.guard.endPage() : []
  road.log?.note('page', { name: page.name, read })
  noteBroken(road, page.name)
  for (const { code, columns } of changes)
    road.log?.note(code, { name: page.name, columns: columns.slice(0, COLUMNS_TOLD).join(', ') })
  return read
}

async function store(database: Database, kind: Kind, batch: Batch): Promise<void> {
  const started = performance.now()
  let isStored = false
  try {
    const of = { 'ioc.feed': batch.feedId, 'ioc.run': batch.runId, 'ioc.page': batch.pageId, 'ioc.records': batch.facts.length }
    await inSpan('batch.commit', of, async () => {
      const traceparent = traceparentOf()
      await commitBatch(database, kind, { ...batch, ...(traceparent && { traceparent }) })
    })
    isStored = true
  } finally {
    stored.tell({ records: batch.read, ms: performance.now() - started, isStored })
  }
}
