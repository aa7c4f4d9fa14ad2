import { sql } from 'kysely'
import type { Db } from '../db.ts'

/**
 * A source that is silent explains what rests on it: alerts that nobody can tell any more, and those of absent numbers, stand behind the
 * alert of the source until it is heard again. Nothing is taken away: who looks sees them there.
 */
export async function inhibit(db: Db, at: Date, position: number): Promise<void> {
  await sql`
    with dead as (
      select id, feeds[1] as feed from alert where watch = 'feeds' and status in ('firing', 'acknowledged')
    ), meant as (
      select alert.id, alert.level, (
        select min(dead.id) from dead where dead.feed = any(alert.feeds) and dead.id <> alert.id
          and (alert.blind_since is not null or exists (select from alert_rule where key = alert.rule and spec->'when'->>'is' = 'absence'))
      ) as by
      from alert where status <> 'resolved' and watch <> 'feeds'
    ), changed as (
      update alert set inhibited_by = meant.by from meant
      where meant.id = alert.id and alert.inhibited_by is distinct from meant.by
      returning alert.id, alert.level, alert.inhibited_by
    )
    insert into alert_event (alert_id, at, kind, level, quiet, position)
    select id, ${at}, case when inhibited_by is null then 'uninhibited' else 'inhibited' end, level, inhibited_by is not null, ${position} from changed`.execute(
    db,
  )
}
