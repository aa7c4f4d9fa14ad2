import { sql } from 'kysely'
import type { Db } from '../../db.ts'
import type { Measure } from '../../pack/pack.ts'
import { seeingAll } from '../../sight/sight.ts'

const ENOUGH_ENTRIES = 200
const NEWEST_ENTRIES = 20_000
const WIDTHS: Record<Measure['grain'], string> = { hour: '1 hour', day: '1 day', month: '1 month', year: '1 year' }

/**
 * How long after a bucket has ended 95 % of what a feed tells of it has arrived, in seconds, learnt from what they brought
 * while they were followed. Null while too little has been heard to say. Files brought by hand, the first telling of a history
 * and what is taken back say nothing about how late a source is.
 */
export async function arrivalProfile(db: Db, measure: Measure, feed: number, by = new Date()): Promise<number | null> {
  const { rows } = await sql<{ entries: number; late: number | null }>`
    with followed as (
      select batch.position, batch.known_at
      from ledger_batch batch
      join run on run.id = batch.run_id and run.trigger = 'schedule'
        and run.id > (select min(first.id) from run first where first.feed_id = run.feed_id and first.status = 'done')
      where (select id from measure where code = ${measure.id}) = any(batch.measures) and batch.feed_id = ${feed} and batch.recorded_at <= ${by}
      order by batch.position desc limit ${NEWEST_ENTRIES}
    ), change as (
      select followed.position, greatest(0, extract(epoch from followed.known_at - (cell.bucket + ${WIDTHS[measure.grain]}::interval))) as seconds,
             sum(ledger_entry.delta) over (partition by followed.position, cell.unit_id, cell.bucket) as net
      from followed join ledger_entry using (position)
      join cell on cell.id = ledger_entry.cell_id
      -- Asked first, so that where nothing was followed no cell is looked at.
      where exists (select from followed) and ledger_entry.position >= (select min(position) from followed)
        and cell.measure_id = (select id from measure where code = ${measure.id})
      order by followed.position desc limit ${NEWEST_ENTRIES}
    ), lag as (
      -- What only moved from one kind to another within its bucket did not arrive, nor did what went.
      select seconds from change where net > 0
    )
    select count(*) as entries, percentile_disc(0.95) within group (order by seconds)::float8 as late from lag`.execute(db)
  const [{ entries, late } = { entries: 0, late: null }] = rows
  return entries < ENOUGH_ENTRIES ? null : late
}

const EVERY_MS = 600_000
const REMEMBERED = 2_000
const remembered = new WeakMap<Db, Map<string, Promise<number | null>>>()

/** The same as known at the last full ten minutes before a moment, so that the past and the present ask the same. */
export function lateArrival(db: Db, measure: Measure, feed: number, at: Date): Promise<number | null> {
  const profiles = remembered.get(db) ?? new Map<string, Promise<number | null>>()
  remembered.set(db, profiles)
  const by = Math.floor(at.getTime() / EVERY_MS) * EVERY_MS
  const key = `${measure.id} ${feed} ${by}`
  const known = profiles.get(key)
  // What broke off one question is not the next one's answer.
  if (known) return known.catch(() => lateArrival(db, measure, feed, at))
  const late = seeingAll(() => arrivalProfile(db, measure, feed, new Date(by)))
  if (profiles.size >= REMEMBERED) profiles.delete(profiles.keys().next().value as string)
  profiles.set(key, late)
  late.catch(() => profiles.delete(key))
  return late
}
