import { sql } from 'kysely'
import { type Db, inTransaction } from '../db.ts'
import { makeUnitRegistry, readUnitTables, type UnitRegistry, type UnitTables } from './registry.ts'

// A weight corrected today must not change what was shown yesterday: every change of the registry is kept for good.

/** Keeps the registry as it stands, where it is not what was kept last. */
export async function recordUnits(db: Db): Promise<void> {
  await inTransaction(db, async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext('unit_version'))`.execute(trx)
    const tables = await readUnitTables(trx)
    const { sha256 } = makeUnitRegistry(tables)
    await sql`
      insert into unit_version (spec, sha256) select ${JSON.stringify(tables)}::jsonb, ${sha256}
      where ${sha256} is distinct from (select sha256 from unit_version order by id desc limit 1)`.execute(trx)
  })
}

/**
 * The registry known at an instant; before the first was kept, that one. Without an instant the newest, changed perhaps since
 * the one given was loaded.
 */
export async function unitsAsOf(db: Db, current: UnitRegistry, asOf: Date | null): Promise<UnitRegistry> {
  const version = asOf === null ? await newestVersion(db) : await versionAt(db, asOf)
  if (!version || version.sha256 === current.sha256) return current
  let known = registries.get(version.sha256)
  if (!known) {
    known = load(db, version.id)
    registries.set(version.sha256, known)
    known.catch(() => registries.delete(version.sha256))
  }
  return known
}

/** By fingerprint, which covers the ids, so that what one database gave means the same in any other. */
const registries = new Map<string, Promise<UnitRegistry>>()

async function newestVersion(db: Db) {
  return db.selectFrom('unit_version').select(['id', 'sha256']).orderBy('id', 'desc').limit(1).executeTakeFirst()
}

async function versionAt(db: Db, asOf: Date) {
  const { rows } = await sql<{ id: number; sha256: string }>`
    (select id, sha256 from unit_version where recorded_at <= ${asOf} order by id desc limit 1)
    union all (select id, sha256 from unit_version order by id limit 1)
    limit 1`.execute(db)
  return rows[0]
}

async function load(db: Db, id: number): Promise<UnitRegistry> {
  const { spec } = await db.selectFrom('unit_version').select('spec').where('id', '=', id).executeTakeFirstOrThrow()
  return makeUnitRegistry(spec as unknown as UnitTables)
}
