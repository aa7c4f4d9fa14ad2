import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { Formula } from '../indicators/formula.ts'
import type { UnitRegistry } from '../units/registry.ts'
import { bucketsOf, membersOf, type TermQuery } from './term.ts'

/**
 * The feeds whose records stand behind a reading, by who wrote its totals last; null where that says nothing more than the
 * domain: nothing was counted, or one feed alone has ever told of it. Several feeds may tell of one domain, some simulated
 * and some real, and a number has the clocks of its own.
 */
export async function feedsBehind(
  db: Db,
  units: UnitRegistry,
  { terms }: Formula,
  domain: string,
  query: Pick<TermQuery, 'roots' | 'geo' | 'span' | 'at'>,
): Promise<number[] | null> {
  const telling = await sql<{ id: number; every: boolean }>`
    select id, spec ? 'every' as every from feed where spec->>'domain' = ${domain}
      and exists (select from run where run.feed_id = feed.id and run.inserted > 0)`.execute(db)
  if (telling.rows.length < 2) return telling.rows.some(({ every }) => every) ? null : telling.rows.map(({ id }) => id)
  const behind = new Set<number>()
  for (const term of terms) {
    const members = membersOf(units, term, query).map(({ unit }) => unit)
    const { rows } = await sql<{ id: number }>`
      select distinct run.feed_id as id from (
        select distinct cell.position from unnest(${members}::int[]) unit_id, lateral (
          select position from cell
          where cell.unit_id = unit_id and cell.measure_id = (select id from measure where code = ${term.measure.id})
            and ${bucketsOf(term, query)} and facts > 0
          offset 0
        ) cell
      ) touched join ledger_batch using (position) join run on run.id = ledger_batch.run_id`.execute(db)
    for (const { id } of rows) behind.add(id)
  }
  return behind.size === 0 ? null : [...behind]
}
