import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { Pack } from '../pack/pack.ts'

/** Makes the measure table say what the pack declares. Measures are never deleted: the ledger speaks of them for ever. */
export async function syncMeasures(db: Db, pack: Pack): Promise<void> {
  for (const { id, units, time, grain } of pack.measures) {
    await sql`
      insert into measure (code, domain, units, time, grain) values (${id}, ${pack.id}, ${units}, ${time}, ${grain})
      on conflict (code) do update set units = excluded.units, time = excluded.time, grain = excluded.grain
      where (measure.units, measure.time, measure.grain) is distinct from (excluded.units, excluded.time, excluded.grain)
    `.execute(db)
  }
}
