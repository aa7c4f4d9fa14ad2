import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { pickedBy, termsWithin } from '../indicators/formula.ts'
import type { Registry } from '../indicators/registry.ts'
import type { Pack } from '../pack/pack.ts'

/** Makes the measure table say what the pack declares. Measures are never deleted: the ledger speaks of them for ever. */
export async function syncMeasures(db: Db, pack: Pack, registry: Registry): Promise<void> {
  const picked = pickedOf(registry)
  for (const { id, units, time, grain } of pack.measures) {
    // What comes to be added up over time, or by other dimensions, has months that were never added up so.
    await sql`
      with synced as (
        insert into measure (code, domain, units, time, grain, picked)
        values (${id}, ${pack.id}, ${units}, ${time}, ${grain}, ${picked.get(id) ?? []}::text[])
        on conflict (code) do update set units = excluded.units, time = excluded.time, grain = excluded.grain, picked = excluded.picked
        where (measure.units, measure.time, measure.grain, measure.picked)
          is distinct from (excluded.units, excluded.time, excluded.grain, excluded.picked)
        returning measure.id
      )
      insert into month_changed (measure_id, unit_id, month, changed_at)
      select distinct measure_id, unit_id, date_trunc('month', bucket, 'Asia/Ho_Chi_Minh'), now()
      from cell where measure_id in (select id from synced)
      on conflict do nothing
    `.execute(db)
  }
}

/** By measure, the dimensions that the indicators of all domains pick values of. */
function pickedOf({ indicators }: Registry): Map<string, string[]> {
  const picked = new Map<string, string[]>()
  for (const { compiled } of indicators.flatMap(({ definitions }) => definitions)) {
    for (const term of termsWithin(compiled.terms)) {
      const { id } = term.measure
      picked.set(id, [...new Set([...(picked.get(id) ?? []), ...pickedBy(term)])].sort())
    }
  }
  return picked
}
