import type { KnownPositions } from './known.ts'

/**
 * The facts of a table as they stood at a position of the ledger, as a select to put in a from clause; the table itself for
 * now (null). A version stood from when its record was first written, or the one before it replaced, until it was replaced itself.
 */
export function factsAsOf(table: string, known: KnownPositions | null): string {
  if (known === null) return table
  const at = known.of
  return `(
    select fact.* from ${table} fact
    where exists (select from insertion where id = fact.inserted_by and insertion.position <= ${at('fact.feed_id')})
      and not exists (
        select from former_fact former where former.fact_table = '${table}'
          and former.feed_id = fact.feed_id and former.external_id = fact.external_id and former.until > ${at('fact.feed_id')})
    union all
    select fact.* from (
      select distinct on (feed_id, external_id) former.fact from former_fact former
      where former.fact_table = '${table}' and former.until > ${at('former.feed_id')} order by feed_id, external_id, until
    ) former, jsonb_populate_record(null::${table}, former.fact) fact
    where exists (select from insertion where id = fact.inserted_by and insertion.position <= ${at('fact.feed_id')})
  ) as facts`
}
