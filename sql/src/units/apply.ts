import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../db.ts'
import { foldName } from './names.ts'

const blank = z.string().transform((text) => text.trim() || null)
const number = blank.transform((text) => (text === null ? null : Number(text)))

const UnitRow = z.object({
  key: z.string().regex(/^[a-z0-9-]+$/),
  code: blank,
  kind: z.string().min(1),
  name: z.string().min(1),
  parent: blank,
  valid_from: z.iso.date(),
  valid_to: blank,
  legal_act: blank,
  longitude: number,
  latitude: number,
  aliases: z.string().transform((text) =>
    text
      .split('|')
      .map((alias) => alias.trim())
      .filter(Boolean),
  ),
})
export type UnitRow = z.infer<typeof UnitRow>

/** Reads a units.csv; a bad line is named by file and line. */
export function readUnits(path: string): UnitRow[] {
  const rows: Record<string, string>[] = parse(readFileSync(path, 'utf8'), { columns: true, bom: true, skip_empty_lines: true })
  return rows.map((row, index) => {
    const unit = UnitRow.safeParse(row)
    if (unit.success) return unit.data
    throw new Error(`${path}, line ${index + 2}: ${z.prettifyError(unit.error)}`)
  })
}

/** Makes the unit registry say what the files say. Units are added and corrected, never removed: facts speak of them. */
export async function applyUnits(db: Db, units: UnitRow[]): Promise<void> {
  const known = new Set(units.map((unit) => unit.key))
  const orphan = units.find((unit) => unit.parent && !known.has(unit.parent))
  if (orphan) throw new Error(`Unit «${orphan.key}» has the parent «${orphan.parent}», which no units.csv names.`)

  const columns = <T>(pick: (unit: UnitRow) => T) => units.map(pick)
  await sql`
    insert into unit (key, code, kind, name, valid_from, valid_to, legal_act, longitude, latitude)
    select * from unnest(
      ${columns((u) => u.key)}::text[], ${columns((u) => u.code)}::text[], ${columns((u) => u.kind)}::text[],
      ${columns((u) => u.name.normalize('NFC'))}::text[], ${columns((u) => u.valid_from)}::date[],
      ${columns((u) => u.valid_to)}::date[], ${columns((u) => u.legal_act)}::text[],
      ${columns((u) => u.longitude)}::float8[], ${columns((u) => u.latitude)}::float8[])
    on conflict (key) do update set
      code = excluded.code, kind = excluded.kind, name = excluded.name, valid_from = excluded.valid_from,
      valid_to = excluded.valid_to, legal_act = excluded.legal_act,
      longitude = excluded.longitude, latitude = excluded.latitude`.execute(db)
  await sql`
    update unit set parent_id = parent.id
    from unnest(${columns((u) => u.key)}::text[], ${columns((u) => u.parent)}::text[]) as line (key, parent_key)
    left join unit parent on parent.key = line.parent_key
    where unit.key = line.key and unit.parent_id is distinct from parent.id`.execute(db)

  const aliases = units.flatMap((u) => u.aliases.map((alias) => ({ key: u.key, alias: foldName(alias) })))
  await sql`
    insert into unit_alias (alias, unit_id)
    select distinct line.alias, unit.id
    from unnest(${aliases.map((a) => a.alias)}::text[], ${aliases.map((a) => a.key)}::text[]) as line (alias, key)
    join unit on unit.key = line.key
    on conflict do nothing`.execute(db)
}
