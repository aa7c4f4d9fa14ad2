import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../db.ts'
import { blank, blankOr, decimal, type Placed, readCsv } from './csv.ts'
import { foldName } from './names.ts'
import type { SuccessionRow } from './successions.ts'
import { recordUnits } from './versions.ts'

export const unitKey = z.string().regex(/^[a-z0-9-]+$/)

/** What may be known of a unit wherever it is told of: in a units file, or in the merger it begins with. */
export const UnitDetails = z.object({
  code: blank,
  people: blankOr(decimal.pipe(z.number().int().nonnegative())),
  area_km2: blankOr(decimal.pipe(z.number().nonnegative())),
  longitude: blankOr(decimal),
  latitude: blankOr(decimal),
  aliases: blank.transform((text) =>
    (text ?? '')
      .split('|')
      .map((alias) => alias.trim())
      .filter(Boolean),
  ),
})

const UnitRow = z.strictObject({
  key: unitKey,
  kind: z.string().min(1),
  name: z
    .string()
    .min(1)
    .transform((name) => name.normalize('NFC')),
  parent: blank,
  valid_from: z.iso.date(),
  valid_to: blankOr(z.iso.date()),
  legal_act: blank,
  end_act: blank,
  ...UnitDetails.shape,
})
export type UnitRow = Placed<z.infer<typeof UnitRow>>

/** Reads a units.csv; a bad line is named by file and line. */
export function readUnits(path: string): UnitRow[] {
  return readCsv(path, UnitRow)
}

/** Makes the unit registry say what the files say. Units are added and corrected, never removed: facts speak of them. */
export async function applyUnits(db: Db, units: UnitRow[], successions: SuccessionRow[]): Promise<void> {
  const columns = <T>(pick: (unit: UnitRow) => T) => units.map(pick)
  await sql`
    insert into unit (key, code, kind, name, valid_from, valid_to, legal_act, end_act, people, area_km2, longitude, latitude)
    select * from unnest(
      ${columns((u) => u.key)}::text[], ${columns((u) => u.code)}::text[], ${columns((u) => u.kind)}::text[],
      ${columns((u) => u.name)}::text[], ${columns((u) => u.valid_from)}::date[],
      ${columns((u) => u.valid_to)}::date[], ${columns((u) => u.legal_act)}::text[], ${columns((u) => u.end_act)}::text[],
      ${columns((u) => u.people)}::integer[], ${columns((u) => u.area_km2)}::float8[],
      ${columns((u) => u.longitude)}::float8[], ${columns((u) => u.latitude)}::float8[])
    on conflict (key) do update set
      code = excluded.code, kind = excluded.kind, name = excluded.name, valid_from = excluded.valid_from,
      valid_to = excluded.valid_to, legal_act = excluded.legal_act, end_act = excluded.end_act,
      people = excluded.people, area_km2 = excluded.area_km2,
      longitude = excluded.longitude, latitude = excluded.latitude`.execute(db)
  await sql`
    update unit set parent_id = parent.id
    from unnest(${columns((u) => u.key)}::text[], ${columns((u) => u.parent)}::text[]) as line (key, parent_key)
    left join unit parent on parent.key = line.parent_key
    where unit.key = line.key and unit.parent_id is distinct from parent.id`.execute(db)
  await applySuccessions(db, successions)

  const aliases = units.flatMap((u) => u.aliases.map((alias) => ({ key: u.key, alias: foldName(alias) })))
  await sql`
    insert into unit_alias (alias, unit_id)
    select distinct line.alias, unit.id
    from unnest(${aliases.map((a) => a.alias)}::text[], ${aliases.map((a) => a.key)}::text[]) as line (alias, key)
    join unit on unit.key = line.key
    on conflict do nothing`.execute(db)
  await recordUnits(db)
}

/** Facts do not speak of successions, so one the files no longer name goes, in the same statement that adds its correction. */
async function applySuccessions(db: Db, successions: SuccessionRow[]): Promise<void> {
  const columns = <T>(pick: (succession: SuccessionRow) => T) => successions.map(pick)
  await sql`
    with line as (
      select predecessor.id as from_id, successor.id as to_id, given.*
      from unnest(
        ${columns((s) => s.from)}::text[], ${columns((s) => s.to)}::text[], ${columns((s) => s.on_date)}::date[],
        ${columns((s) => s.people)}::float8[], ${columns((s) => s.area)}::float8[], ${columns((s) => s.dossiers)}::float8[],
        ${columns((s) => s.legal_act)}::text[], ${columns((s) => s.source)}::text[]
      ) as given (from_key, to_key, on_date, people, area, dossiers, legal_act, source)
      join unit predecessor on predecessor.key = from_key
      join unit successor on successor.key = to_key
    ), gone as (
      delete from succession where (from_id, to_id) not in (select from_id, to_id from line)
    )
    insert into succession (from_id, to_id, on_date, people, area, dossiers, legal_act, source)
    select from_id, to_id, on_date, people, area, dossiers, legal_act, source from line
    on conflict (from_id, to_id) do update set
      on_date = excluded.on_date, people = excluded.people, area = excluded.area, dossiers = excluded.dossiers,
      legal_act = excluded.legal_act, source = excluded.source`.execute(db)
}
