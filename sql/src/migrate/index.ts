import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Migration, Migrator, sql } from 'kysely'
import type { Database } from '../db.ts'
import { loadRegistry } from '../indicators/registry.ts'
import { recordDefinitions } from '../indicators/versions.ts'
import { installRules } from '../ledger/install-rule.ts'
import { syncMeasures } from '../ledger/sync-measures.ts'
import { domainFolders, loadDomains } from '../pack/load.ts'
import { installSight } from '../sight/install.ts'
import { installSignoffGuards } from '../signoff/install.ts'

export { installRules }

const CORE = join(dirname(fileURLToPath(import.meta.url)), '../../migrations')

/**
 * Brings a database to this version of the code: core tables, each domain's tables, the measures, the contribution
 * rules, who may see what, and the definitions. Safe to run from several processes at once; running it again changes nothing.
 */
export async function migrate({ db }: Database): Promise<void> {
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: async () => readMigrations() },
    // Domains are added in any order, so a new one may sort before what has already run.
    allowUnorderedMigrations: true,
  }).migrateToLatest()
  if (error) throw error instanceof Error ? error : new Error(String(error))

  const [domains, registry] = [await loadDomains(), await loadRegistry()]
  for (const domain of domains) {
    await db.transaction().execute(async (trx) => {
      await sql`select pg_advisory_xact_lock(hashtext('migrate'))`.execute(trx)
      await syncMeasures(trx, domain.pack, registry)
      await installRules(trx, domain.pack.id, domain.kinds)
      await installSignoffGuards(trx, domain.pack.id, domain.kinds)
    })
  }
  const tables = domains.flatMap(({ pack, kinds }) => kinds.map(({ table }) => ({ domain: pack.id, table })))
  await db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext('migrate'))`.execute(trx)
    await installSight(trx, registry, tables)
  })
  await recordDefinitions(db)
}

/** Plain SQL files of the core and of every domain, named by the minute they were written. */
function readMigrations(): Record<string, Migration> {
  const folders = [CORE, ...domainFolders().map((folder) => join(folder, 'migrations'))]
  const files = folders.flatMap((folder) => readdirSync(folder).map((name) => ({ name, path: join(folder, name) })))
  return Object.fromEntries(
    files
      .filter(({ name }) => name.endsWith('.sql'))
      .map(({ name, path }) => {
        const text = readFileSync(path, 'utf8')
        return [name.replace(/\.sql$/, ''), { up: async (db) => void (await sql.raw(text).execute(db)) } satisfies Migration]
      }),
  )
}
