import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../db.ts'
import { heldBack } from '../embargo/embargo.ts'
import { withEmbargoes } from '../embargo/lay-over.ts'
import { Meaning } from '../pack/pack.ts'
import { CORE_UNITS, UnitsOfMeasurement } from '../pack/units-of-measurement.ts'
import { plansAsOf } from '../plans/versions.ts'
import { withOwn } from './own.ts'
import { inDatabase, ownIndicatorsAsOf } from './own-versions.ts'
import { compileRegistry, loadRegistry, type Registry } from './registry.ts'
import { withPlans } from './with-plans.ts'

// What was known at a moment is also what was meant at that moment: every change of a definition is kept for good.

/** `unitsOfMeasurement` are the core's; versions kept before they were kept mean today's. */
const Spec = z.object({ unitsOfMeasurement: UnitsOfMeasurement.optional(), domains: z.array(Meaning) })

/** Keeps this code's definitions, where they are not the ones kept last. */
export async function recordDefinitions(db: Db): Promise<void> {
  const { meanings, sha256 } = await loadRegistry()
  const spec = JSON.stringify({ unitsOfMeasurement: CORE_UNITS, domains: meanings })
  await db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext('definition_version'))`.execute(trx)
    await sql`
      insert into definition_version (spec, sha256) select ${spec}::jsonb, ${sha256}
      where ${sha256} is distinct from (select sha256 from definition_version order by id desc limit 1)`.execute(trx)
  })
}

/**
 * The definitions known at an instant, with what the province said of them and the targets of its plans known then, and what is held
 * back until an hour; before the
 * first were kept, those. Without an instant, this code's own and the newest of the province's.
 */
export async function registryAsOf(db: Db, asOf: Date | null): Promise<Registry> {
  const registry = await definitionsAsOf(db, asOf)
  const [own, plans, held] = await Promise.all([ownIndicatorsAsOf(db, asOf), plansAsOf(db, asOf), heldBack(db, asOf)])
  if (!own?.value.length && !plans?.value.length && !held) return registry
  const key = [registry, own, plans, held].map((each) => each?.sha256).join(' ')
  const meant = () => withPlans(withOwn(registry, (own?.value ?? []).map(inDatabase)), plans?.value ?? [])
  const found = laidOver.get(key) ?? (held ? withEmbargoes(meant(), held.byMeasure) : meant())
  laidOver.set(key, found)
  return found
}

async function definitionsAsOf(db: Db, asOf: Date | null): Promise<Registry> {
  const current = await loadRegistry()
  const version = asOf && (await versionAt(db, asOf))
  if (!version || version.sha256 === current.sha256) return current
  let registry = compiled.get(version.sha256)
  if (!registry) {
    registry = compile(db, version.id)
    compiled.set(version.sha256, registry)
    registry.catch(() => compiled.delete(version.sha256))
  }
  return registry
}

/** By fingerprint, since that is the same in any database. */
const compiled = new Map<string, Promise<Registry>>()
/** What the province says, over the domains' definitions. */
const laidOver = new Map<string, Registry>()

async function versionAt(db: Db, asOf: Date) {
  const known = await db
    .selectFrom('definition_version')
    .select(['id', 'sha256'])
    .where('recorded_at', '<=', asOf)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return known ?? db.selectFrom('definition_version').select(['id', 'sha256']).orderBy('id').limit(1).executeTakeFirst()
}

async function compile(db: Db, id: number): Promise<Registry> {
  const { spec } = await db.selectFrom('definition_version').select('spec').where('id', '=', id).executeTakeFirstOrThrow()
  const where = ({ id: what }: { id: string }) => `Definitions, version ${id}, ${what}`
  const { domains, unitsOfMeasurement } = Spec.parse(spec)
  const core = unitsOfMeasurement ?? (await loadRegistry()).unitsOfMeasurement
  return compileRegistry(
    domains.map((meaning) => ({ meaning, tiles: [], where })),
    core,
  )
}
