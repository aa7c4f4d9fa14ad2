import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { Measure } from '../pack/pack.ts'

const ENOUGH_ENTRIES = 200
const NEWEST_ENTRIES = 20_000
const WIDTHS: Record<Measure['grain'], string> = { hour: '1 hour', day: '1 day', month: '1 month', year: '1 year' }

/**
 * How long after a bucket has ended 95 % of its changes have arrived, in seconds, learnt from what scheduled feeds brought
 * while they were followed. Null while too little has been heard to say. Files brought by hand and the first telling of a
 * history say nothing about how late a source is.
 */
export async function arrivalProfile(db: Db, measure: Measure): Promise<number | null> {
  const { rows } = await sql<{ entries: number; late: number | null }>`
    with followed as (
      select batch.position, batch.known_at
      from ledger_batch batch
      join run on run.id = batch.run_id and run.trigger = 'schedule'
        and run.id > (select min(first.id) from run first where first.feed_id = run.feed_id and first.status = 'done')
      where (select id from measure where code = ${measure.id}) = any(batch.measures)
      order by batch.position desc limit ${NEWEST_ENTRIES}
    ), lag as (
      select greatest(0, extract(epoch from followed.known_at - (cell.bucket + ${WIDTHS[measure.grain]}::interval))) as seconds
      from followed join ledger_entry using (position)
      join cell on cell.id = ledger_entry.cell_id
      where ledger_entry.position >= (select min(position) from followed)
        and cell.measure_id = (select id from measure where code = ${measure.id})
      order by followed.position desc limit ${NEWEST_ENTRIES}
    )
    select count(*) as entries, percentile_disc(0.95) within group (order by seconds)::float8 as late from lag`.execute(db)
  const [{ entries, late } = { entries: 0, late: null }] = rows
  return entries < ENOUGH_ENTRIES ? null : late
}

const REMEMBERED_MS = 600_000
const remembered = new WeakMap<Db, Map<string, { until: number; late: Promise<number | null> }>>()

/** The same, asked of the database every ten minutes at most. */
export function lateArrival(db: Db, measure: Measure): Promise<number | null> {
  const profiles = remembered.get(db) ?? new Map()
  remembered.set(db, profiles)
  const known = profiles.get(measure.id)
  if (known && known.until > Date.now()) return known.late
  const late = arrivalProfile(db, measure)
  profiles.set(measure.id, { until: Date.now() + REMEMBERED_MS, late })
  late.catch(() => profiles.delete(measure.id))
  return late
}
