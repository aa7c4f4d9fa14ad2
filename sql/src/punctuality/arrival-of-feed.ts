import { sql } from 'kysely'
import type { Db } from '../db.ts'

/** How long after the hour or day they are of a feed's figures came, in seconds: half of them by `half`, 95 % by `most`. */
export interface ArrivalOfFeed {
  half: number
  most: number
  figures: number
}

const DAYS = 30
const ENOUGH = 200
const NEWEST = 20_000

/**
 * How late a feed's figures come, by what it told by itself in the last thirty days. The first telling of a history, files brought
 * by hand and what was taken back say nothing about that. Null while too little has come.
 */
export async function arrivalOfFeed(db: Db, feedId: number): Promise<ArrivalOfFeed | null> {
  const { rows } = await sql<{ half: number; most: number; figures: number }>`
    with heard as (
      select batch.position, batch.known_at
      from ledger_batch batch join run on run.id = batch.run_id and run.trigger in ('schedule', 'delivery')
        and run.id > (select min(first.id) from run first where first.feed_id = run.feed_id and first.status = 'done')
      where batch.feed_id = ${feedId} and batch.known_at > now() - make_interval(days => ${DAYS})
      order by batch.position desc limit ${NEWEST}
    ), change as (
      select heard.known_at - (cell.bucket + ('1 ' || measure.grain)::interval) as late,
             sum(ledger_entry.delta) over (partition by heard.position, cell.measure_id, cell.unit_id, cell.bucket) as net
      from heard join ledger_entry using (position) join cell on cell.id = cell_id join measure on measure.id = cell.measure_id
      where ledger_entry.position >= (select min(position) from heard)
      order by heard.position desc limit ${NEWEST}
    )
    select count(*)::float8 as figures,
           percentile_disc(0.5) within group (order by greatest(0, extract(epoch from late)))::float8 as half,
           percentile_disc(0.95) within group (order by greatest(0, extract(epoch from late)))::float8 as most
    from change where net > 0`.execute(db)
  const [found] = rows
  return found && found.figures >= ENOUGH ? found : null
}
