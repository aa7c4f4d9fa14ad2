import { sql } from 'kysely'
import type { Db } from '../db.ts'

/**
 * The facts of a table as they stood at a ledger position, as a select to put in a from clause; the table itself for now
 * (null). A version stood from when its record was first written, or the one before it replaced, until it was replaced itself.
 */
export function factsAsOf(table: string, position: number | null): string {
  if (position === null) return table
  const at = String(Number(position))
  return `(
    select fact.* from ${table} fact
    where exists (select from insertion where id = fact.inserted_by and insertion.position <= ${at})
      and not exists (
        select from former_fact former where former.fact_table = '${table}'
          and former.feed_id = fact.feed_id and former.external_id = fact.external_id and former.until > ${at})
    union all
    select fact.* from (
      select distinct on (feed_id, external_id) former.fact from former_fact former
      where former.fact_table = '${table}' and former.until > ${at} order by feed_id, external_id, until
    ) former, jsonb_populate_record(null::${table}, former.fact) fact
    where exists (select from insertion where id = fact.inserted_by and insertion.position <= ${at})
  ) as facts`
}

/** The ledger's position in a domain as known at an instant; 0 where nothing was. */
export async function positionAsOf(db: Db, domain: string, asOf: Date): Promise<number> {
  const { rows } = await sql<{ position: number }>`
    select position from ledger_batch where domain = ${domain} and known_at <= ${asOf}
    order by known_at desc, position desc limit 1`.execute(db)
  return rows[0]?.position ?? 0
}
