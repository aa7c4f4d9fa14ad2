import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { Formula } from '../indicators/formula.ts'
import type { UnitRegistry } from '../units/registry.ts'
import type { Moment } from './moment.ts'

/**
 * From when on a source's silence about a unit means that nothing happened: since the first thing it told of anyone in the
 * unit's province or, where it never told anything, since it was first heard. Null where neither ever was.
 */
export async function coveredFrom(
  db: Db,
  units: UnitRegistry,
  { terms }: Formula,
  domain: string,
  unitId: number,
  { geo }: Pick<Moment, 'geo'>,
): Promise<Date | null> {
  const within = units.members([provinceOf(units, unitId)], geo, 'people').map(({ unit }) => unit)
  const { rows } = await sql<{ told: Date | null; heard: Date | null }>`
    select (
      select min(first.bucket) from measure, unnest(${within}::int[]) unit_id, lateral (
        select min(bucket) as bucket from cell where cell.measure_id = measure.id and cell.unit_id = unit_id
      ) first where measure.code = any(${terms.map(({ measure }) => measure.id)}::text[])
    ) as told, (
      select min(run.started_at) from run join feed on feed.id = run.feed_id
      where feed.spec->>'domain' = ${domain} and feed.spec ? 'every' and run.status = 'done'
        and not exists (select from cell join measure on measure.id = cell.measure_id and measure.domain = ${domain})
    ) as heard`.execute(db)
  return rows[0]?.told ?? rows[0]?.heard ?? null
}

/** The unit right below the top that a unit lies in; itself where it is the top. */
function provinceOf(units: UnitRegistry, unitId: number): number {
  let unit = units.get(unitId)
  while (unit.parent_id !== null && units.get(unit.parent_id).parent_id !== null) unit = units.get(unit.parent_id)
  return unit.id
}
