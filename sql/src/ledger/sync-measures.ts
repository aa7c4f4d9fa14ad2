import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { Pack } from '../pack/pack.ts'

/** Makes the measure table say what the pack declares. Measures are never deleted: the ledger speaks of them for ever. */
export async function syncMeasures(db: Db, pack: Pack): Promise<void> {
  for (const { id, units, time, grain } of pack.measures) {
    // What comes to be added up over time has months that were never added up.
    await sql`
      with synced as (
        insert into measure (code, domain, units, time, grain) values (${id}, ${pack.id}, ${units}, ${time}, ${grain})
        on conflict (code) do update set units = excluded.units, time = excluded.time, grain = excluded.grain
        where (measure.units, measure.time, measure.grain) is distinct from (excluded.units, excluded.time, excluded.grain)
        returning measure.id
      )
      insert into month_changed (measure_id, unit_id, month, changed_at)
      select distinct measure_id, unit_id, date_trunc('month', bucket, 'Asia/Ho_Chi_Minh'), now()
      from cell where measure_id in (select id from synced)
      on conflict do nothing
    `.execute(db)
  }
}
