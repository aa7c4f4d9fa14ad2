import {
  Conflict,
  type Database,
  findFeed,
  type HeldSeen,
  handOf,
  Invalid,
  type LockedHeld,
  lockHeld,
  noteAction,
  type Problem,
  type RunCounts,
} from '@ioc/sql'
import { FeedSpec } from '../feeds/feed-spec.ts'
import { openRoad, type Road } from '../pipeline/road.ts'
import { sorterOf } from '../pipeline/sort-records.ts'
import { columnsOf, type Edits, withEdits } from './edit.ts'
import { takeCorrections } from './take-corrections.ts'

export interface Mend {
  id: number
  /** What people had done about it when somebody looked, counted; not said where nobody did. */
  seen?: number | undefined
  edits: Edits
}

/** What became of a mended record. */
export interface Mended {
  id: number
  status: 'held' | 'awaiting' | 'released'
  /** Why it is held still; none where it is not. */
  problems: Problem[]
}

/** What the edits would make of each record: the problems left, storing nothing. */
export async function tryMending(database: Database, key: string, mends: Mend[]): Promise<{ id: number; problems: Problem[] }[]> {
  const road = await openRoad(database, await findFeed(database.db, key))
  const rows = await database.db.transaction().execute((trx) => lockHeld(trx, road.feed.id, idsOf(mends), 'mend'))
  return rows.map((row) => ({ id: row.id, problems: examine(road, row, editsOf(road, mends, row)).problems }))
}

/**
 * Puts a person's edits into held records and tries them again. One without problems becomes a fact at once or, where the feed
 * demands two persons, waits for another; one with problems is kept as it was left, with the reasons it has now.
 */
export async function mendHeld(database: Database, key: string, mends: Mend[], by: string): Promise<Mended[]> {
  const road = await openRoad(database, await findFeed(database.db, key))
  const seen = new Map(mends.flatMap((mend) => (mend.seen === undefined ? [] : [[mend.id, mend.seen] as const])))
  const mended = await database.db.transaction().execute(async (trx) => {
    const rows = await lockHeld(trx, road.feed.id, idsOf(mends), 'mend', { seen })
    const outcomes: Mended[] = []
    for (const row of rows) {
      const { record, problems } = examine(road, row, editsOf(road, mends, row))
      const status = problems.length > 0 ? 'held' : 'awaiting'
      const reasons = problems.length > 0 ? { reasons: problems } : {}
      await noteAction(trx, { id: row.id, by, action: 'mend', status, record, ...reasons })
      outcomes.push({ id: row.id, status, problems })
    }
    return outcomes
  })
  const sound = mended.filter(({ status }) => status === 'awaiting').map(({ id }) => id)
  if (road.prepared.spec.fourEyes || sound.length === 0) return mended
  await releaseOn(road, sound, by)
  return mended.map((each) => (each.status === 'awaiting' ? { ...each, status: 'released' } : each))
}

/** Lets mended records through; where the feed demands two persons, never by the hand that mended them. */
export async function releaseHeld(
  database: Database,
  key: string,
  ids: number[],
  by: string,
  seen?: HeldSeen,
): Promise<RunCounts> {
  return releaseOn(await openRoad(database, await findFeed(database.db, key)), ids, by, seen)
}

async function releaseOn(road: Road, ids: number[], by: string, seen?: HeldSeen): Promise<RunCounts> {
  const { database, feed, prepared } = road
  const rows = await database.db.transaction().execute(async (trx) => {
    const second = prepared.spec.fourEyes && { second: handOf(by) }
    const locked = await lockHeld(trx, feed.id, ids, 'release', { seen, ...second })
    for (const row of locked) {
      const { problems } = examine(road, row, {})
      const [first] = problems
      if (first)
        throw new Conflict({
          vi: `Dòng số ${row.id} không còn dùng được: ${first.message} Trả lại để sửa.`,
          en: `Row ${row.id} is no longer good: ${first.en ?? first.message} Hand it back to be mended.`,
        })
    }
    return locked
  })
  const corrections = rows.map(({ id, at, mended, mendedBy }) => ({
    held: id,
    releasedBy: by,
    mendedBy,
    at,
    record: mended as Record<string, unknown>,
  }))
  return takeCorrections(road, { name: `sửa tay: ${rows.length} dòng, ${by}`, by }, corrections)
}

/** What a feed reads of its source, and whether it demands two persons. */
export function readsOf(spec: unknown) {
  const { map, fourEyes, domain, kind } = FeedSpec.parse(spec)
  const form = map.form && 'const' in map.form && typeof map.form.const === 'string' ? map.form.const : null
  return { columns: columnsOf(map), fourEyes, kind: { domain, kind, form } }
}

function idsOf(mends: Mend[]): number[] {
  return mends.map(({ id }) => id)
}

/** Only what the mapping reads may be changed: nothing else of a record would count. */
function editsOf({ prepared }: Road, mends: Mend[], { id }: LockedHeld): Edits {
  const { edits } = mends.find((mend) => mend.id === id) as Mend
  const columns = new Set(columnsOf(prepared.spec.map).map(({ column }) => column))
  const unknown = Object.keys(edits).find((column) => !columns.has(column))
  if (unknown !== undefined)
    throw new Invalid({
      vi: `Nguồn này không đọc cột «${unknown}». Các cột sửa được: ${[...columns].join(', ')}.`,
      en: `This feed reads no column «${unknown}». Columns that can be mended: ${[...columns].join(', ')}.`,
    })
  return edits
}

function examine(road: Road, { raw, mended, place, at }: LockedHeld, edits: Edits) {
  const record = withEdits((mended ?? raw) as Record<string, unknown>, edits)
  const outcome = sorterOf(road, new Date())({ place, ...(at === null ? {} : { at }), value: record })
  return { record, problems: 'draft' in outcome ? [] : outcome.reasons }
}
