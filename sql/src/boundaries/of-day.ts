import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { Moment } from '../readings/asked/moment.ts'
import { unitsOfKinds } from '../units/of-kinds.ts'
import type { RegistryUnit, UnitRegistry } from '../units/registry.ts'

/** What a wall draws a day by. */
export interface DrawnBy {
  sha256: string
  source: string
  licence: string
}

/** The units that a map of a day shows. */
export const mappedUnits = (units: UnitRegistry, provinceId: number, day: string): RegistryUnit[] =>
  unitsOfKinds(units, provinceId, ['commune'], day)

/** The same with every code they go by, for whoever looks for them in a file. */
export async function unitsToMatch(db: Db, units: readonly RegistryUnit[]) {
  const aliases = await db
    .selectFrom('unit_alias')
    .selectAll()
    .where('unit_id', 'in', units.map(({ id }) => id).concat(0))
    .execute()
  return units.map(({ id, key, code, name }) => ({
    ...{ key, code, name },
    aliases: aliases.filter(({ unit_id }) => unit_id === id).map(({ alias }) => alias),
  }))
}

/**
 * The set of boundaries of a day’s map, as was in force at the moment asked about: of those that hold on the day and are of the very units that
 * stand on it, the one from the latest day, of one day the last loaded. An outline of what was merged is no outline of what came of it: null then,
 * as where nothing was loaded.
 */
export async function boundariesOf(
  db: Db,
  shown: readonly Pick<RegistryUnit, 'key'>[],
  { geo, asOf }: Moment,
): Promise<DrawnBy | null> {
  const keys = sql`${shown.map(({ key }) => key)}::text[]`
  const { rows } = await sql<DrawnBy>`
    select sha256, source, licence from boundaries
    where valid_from <= ${geo}::date and loaded_at <= coalesce(${asOf}::timestamptz, 'infinity')
      and (withdrawn_at is null or withdrawn_at > ${asOf}::timestamptz)
      and units @> ${keys} and units <@ ${keys}
    order by valid_from desc, loaded_at desc limit 1`.execute(db)
  return rows[0] ?? null
}
