import { type Migration, type MigrationResultSet, Migrator, sql } from 'kysely'
import type { Db } from '../db.ts'
import { Conflict } from '../errors.ts'
import type { Step } from './files.ts'
import { PATIENCE, type Patience, patiently, waitBriefly } from './patience.ts'

/**
 * Runs the steps a database lacks, each in a transaction of its own, so that no table is held for longer than its own change takes and one
 * that is cut off half-way is as if never begun.
 */
export async function stepUp(db: Db, steps: Step[], patience = PATIENCE): Promise<void> {
  await refuseNewer(db, steps)
  const { within, outside } = migrators(db, steps, patience)
  for (const { name, executedAt } of await within.getMigrations()) {
    if (executedAt) continue
    const migrator = steps.find((step) => step.name === name)?.outside ? outside : within
    await patiently(name, patience, async () => settle(await migrator.migrateUp()))
  }
}

/** Takes back the steps named, which are the last that were done, the newest first. */
export async function stepDown(db: Db, steps: Step[], names: Set<string>, patience = PATIENCE): Promise<void> {
  const { within } = migrators(db, steps, patience)
  for (const _ of names) await patiently('Taking a step back', patience, async () => settle(await within.migrateDown()))
}

export async function stepsDone(db: Db): Promise<string[]> {
  const { rows: known } = await sql<{ it: string | null }>`select to_regclass('kysely_migration') as it`.execute(db)
  if (!known[0]?.it) return []
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by timestamp, name`.execute(db)
  return rows.map(({ name }) => name)
}

async function refuseNewer(db: Db, steps: Step[]): Promise<void> {
  const known = new Set(steps.map(({ name }) => name))
  const newer = (await stepsDone(db)).filter((name) => !known.has(name))
  if (newer.length > 0)
    throw new Conflict(
      `A newer version, or one with further domains, has changed these tables (${newer.join(', ')}). Start that one; or let it take them back first: «ioc downgrade», then start this one.`,
    )
}

function migrators(db: Db, steps: Step[], patience: Patience) {
  const migrations = Object.fromEntries(steps.map((step) => [step.name, migrationOf(step, patience)]))
  const usual = {
    db,
    provider: { getMigrations: async () => migrations },
    // Domains are added in any order, so a new one may sort before what has already run.
    allowUnorderedMigrations: true,
  }
  return { within: new Migrator(usual), outside: new Migrator({ ...usual, disableTransactions: true }) }
}

function migrationOf({ up, down, outside }: Step, patience: Patience): Migration {
  const run = async (db: Db, text: string) => {
    await waitBriefly(db, patience)
    await sql.raw(text).execute(db)
  }
  const runEach = async (db: Db) => {
    for (const statement of up.split(/;\s*$/m)) if (statement.trim()) await sql.raw(statement).execute(db)
  }
  return {
    up: outside ? runEach : (db) => run(db, up),
    ...(down !== null && { down: (db: Db) => run(db, down) }),
  }
}

function settle({ error }: MigrationResultSet): void {
  if (error) throw error instanceof Error ? error : new Error(String(error))
}
