import {
  type Database,
  feedSpecAt,
  findFeed,
  findingsOfRun,
  findKind,
  findRun,
  hasUnkept,
  heldBy,
  insertedBy,
  knowsWhatItMet,
  openPage,
  pageAndPlaceAfter,
  pagesOfRun,
  placeAfter,
  placesWritten,
  type RowsAsk,
  type RunRowLine,
  updatedBy,
} from '@ioc/sql'
import { asHeldBefore } from '../pipeline/as-held-before.ts'
import { openRoad, type Road } from '../pipeline/road.ts'
import { sorterOf } from '../pipeline/sort-records.ts'
import { recordsOf } from './records-of.ts'

export type Counted = 'read' | 'inserted' | 'updated' | 'unchanged' | 'held' | 'rejected' | 'withdrawn' | 'warned' | 'blocked'

/** Pages are read for so many records before an answer is given with what was found. */
const RECORDS_AT_ONCE = 20_000

export interface RunRows {
  rows: RunRowLine[]
  /** Where to go on from; null at the end. */
  next: string | null
}

/**
 * The rows behind a count of a run. Those that changed nothing are stored nowhere, nor which ones a run of long ago held: its pages
 * are read again for them.
 */
export async function rowsOfRun(
  database: Database,
  runId: number,
  { counted, after, limit }: { counted: Counted; after: string; limit: number },
): Promise<RunRows> {
  const { db } = database
  const run = await findRun(db, runId)
  const feed = await findFeed(db, run.feed)
  const spec = await feedSpecAt(db, run.feed, run.version)
  const then = { ...feed, spec: { ...feed.spec, ...spec } }
  const ask: RowsAsk = { run: runId, feedId: feed.id, after, limit }
  const kind = await findKind(then.spec.domain, then.spec.kind)
  switch (counted) {
    case 'inserted':
      return byRecord(await insertedBy(db, kind, ask), limit)
    case 'updated':
    case 'withdrawn':
      return byRecord(await updatedBy(db, kind, ask, counted), limit)
    case 'held':
    case 'rejected': {
      const isAllKept = (await knowsWhatItMet(db, runId)) && !(counted === 'rejected' && (await hasUnkept(db, runId)))
      if (!isAllKept) return readAgain(await openRoad(database, then), ask, counted)
      const rows = await heldBy(db, ask, counted)
      return { rows, next: rows.length < limit ? null : String(rows.at(-1)?.id) }
    }
    case 'warned':
    case 'blocked': {
      const [skip, severity] = [placeAfter(after), counted === 'warned' ? ('warn' as const) : ('block' as const)]
      const rows = await findingsOfRun(db, { run: runId, severity, skip, limit })
      return { rows, next: rows.length < limit ? null : String(skip + limit) }
    }
    default:
      return readAgain(await openRoad(database, then), ask, counted)
  }
}

function byRecord(rows: RunRowLine[], limit: number): RunRows {
  return { rows, next: rows.length < limit ? null : (rows.at(-1)?.record ?? null) }
}

async function readAgain(
  road: Road,
  { run, feedId, after, limit }: RowsAsk,
  counted: 'read' | 'unchanged' | 'held' | 'rejected',
): Promise<RunRows> {
  const { database, kind } = road
  const [afterPage, afterPlace] = pageAndPlaceAfter(after)
  const rows: RunRowLine[] = []
  let looked = 0
  const heldBefore = await asHeldBefore(road)
  for (const page of await pagesOfRun(database.db, run)) {
    if (page.id < afterPage) continue
    const written =
      counted !== 'read' ? await placesWritten(database.db, kind, { run, feedId, page: page.id }) : new Set<number>()
    const sort = sorterOf(road, page.receivedAt)
    for await (const source of recordsOf(road.prepared, { ...page, body: openPage(database, page.id) })) {
      const { place, at = null } = source
      if (page.id === afterPage && place <= afterPlace) continue
      const sorted = sort(source)
      const outcome = 'draft' in sorted && !written.has(place) ? (heldBefore(sorted) ?? sorted) : sorted
      const isFact = 'draft' in outcome
      const become = isFact ? (written.has(place) ? 'written' : 'unchanged') : outcome.status
      if (counted === 'read' || counted === become) {
        const record = isFact ? outcome.draft.external_id : (outcome.of?.external_id ?? null)
        const reasons = isFact ? [] : outcome.reasons
        rows.push({ record, page: { id: page.id, name: page.name }, place, at, reasons, status: null })
      }
      if (rows.length === limit || ++looked === RECORDS_AT_ONCE) return { rows, next: `${page.id} ${place}` }
    }
  }
  return { rows, next: null }
}
