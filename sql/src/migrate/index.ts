import type { Database } from '../db.ts'
import { loadRegistry } from '../indicators/registry.ts'
import { recordDefinitions } from '../indicators/versions.ts'
import { installRules } from '../ledger/install-rule.ts'
import { syncMeasures } from '../ledger/sync-measures.ts'
import { loadDomains } from '../pack/load.ts'
import { installSight } from '../sight/install.ts'
import { installSignoffGuards } from '../signoff/install.ts'
import { alone } from './alone.ts'
import { readSteps } from './files.ts'
import { PATIENCE, patiently, waitBriefly } from './patience.ts'
import { stepUp } from './steps.ts'

export { downgrade } from './downgrade.ts'
export { readSteps } from './files.ts'
export { findRelease, releaseOf, releases } from './releases.ts'
export { stepUp } from './steps.ts'
export { installRules }

/**
 * Brings a database to this version of the code: core tables, each domain's tables, the measures, the contribution
 * rules, who may see what, and the definitions. Safe to run from several processes at once, and while the version before is at work;
 * running it again changes nothing, and going on where it was cut off is running it again.
 */
export async function migrate(database: Database): Promise<void> {
  await alone(database, async () => {
    await stepUp(database.db, readSteps())
    await install(database)
  })
  await recordDefinitions(database.db)
}

async function install({ db }: Database): Promise<void> {
  const [domains, registry] = [await loadDomains(), await loadRegistry()]
  const inOne = (what: string, work: (trx: typeof db) => Promise<void>) =>
    patiently(what, PATIENCE, () =>
      db.transaction().execute(async (trx) => {
        await waitBriefly(trx, PATIENCE)
        await work(trx)
      }),
    )
  for (const { pack, kinds } of domains)
    await inOne(pack.id, async (trx) => {
      await syncMeasures(trx, pack, registry)
      await installRules(trx, pack.id, kinds)
      await installSignoffGuards(trx, pack.id, kinds)
    })
  const tables = domains.flatMap(({ pack, kinds }) => kinds.map(({ table }) => ({ domain: pack.id, table })))
  await inOne('Who sees what', (trx) => installSight(trx, registry, tables))
}
