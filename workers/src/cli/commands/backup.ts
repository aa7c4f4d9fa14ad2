import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import {
  assertNothingSigned,
  backUp,
  Conflict,
  checkRestored,
  leftBehind,
  type Manifest,
  openDatabase,
  restore,
  tellAudit,
} from '@ioc/sql'
import { migrate } from '@ioc/sql/migrate'
import { Command } from 'commander'
import { isInUse, nameOfDatabase } from '../in-use.ts'
import { failAt, interruption } from '../interruption.ts'
import { dataDir, reachDatabase, withDatabase } from '../with-database.ts'

const say = (text: string): void => void process.stdout.write(`${text}\n`)
const rowsOf = ({ tables }: Manifest) => tables.reduce((sum, { rows }) => sum + rows, 0)
const stamp = () => new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '')

export const backupCommand = new Command('backup')
  .description('everything the database holds, as of one moment, into a new folder; the house goes on meanwhile')
  .argument('[folder]', 'where to; backups/<moment> in the data folder where none is named')
  .option('--drill', 'restore it into a database beside, verify that, and drop it again')
  .action(async (named: string | undefined, { drill }: { drill?: boolean }) => {
    const folder = named ?? join(dataDir(), 'backups', stamp())
    const manifest = await withDatabase((database) => backUp(database, folder), { asItStands: true })
    say(`${folder}: ${rowsOf(manifest)} rows of ${manifest.tables.length} tables, the ledger up to ${manifest.ledger}.`)
    say('Secrets are sealed in it: keep their key (secrets.key) elsewhere, and this folder on another machine.')
    if (drill) await drilled(folder)
  })

export const restoreCommand = new Command('restore')
  .description(
    'puts a backup in the place of the database, once it was verified; what was there is kept beside under another name',
  )
  .argument('<folder>', 'as «ioc backup» printed it')
  .option('--drill', 'only try: into a database beside, which is verified and dropped again')
  .option('--lose-signings', 'go on though periods that were signed since the backup are then signed no more')
  .action(async (folder: string, { drill, loseSignings = false }: { drill?: boolean; loseSignings?: boolean }) =>
    drill ? drilled(folder) : replaced(folder, loseSignings),
  )

async function drilled(folder: string): Promise<void> {
  const began = performance.now()
  await beside('drill', async ({ url, admin, name }) => {
    const manifest = await filled(url, folder)
    await admin.pool.query(`drop database ${name} with (force)`)
    const took = Math.round((performance.now() - began) / 1_000)
    say(`The drill holds: ${rowsOf(manifest)} rows restored and verified in ${took} s.`)
  })
}

async function replaced(folder: string, mayLoseSignings: boolean): Promise<void> {
  await beside('restored', async ({ url, liveUrl, admin, name, live }) => {
    if (await isInUse(admin, live)) {
      await admin.pool.query(`drop database ${name} with (force)`)
      throw new Conflict('The house is running on this database. Stop it, then restore.')
    }
    const manifest = await filled(url, folder)
    await told({ url, liveUrl }, { folder, manifest, mayLoseSignings })
    const kept = `${live}_before_${stamp().toLowerCase()}`
    await admin.pool.query(`alter database "${live}" rename to "${kept}"`)
    await admin.pool.query(`alter database ${name} rename to "${live}"`)
    say(
      `Restored: ${rowsOf(manifest)} rows, the ledger up to ${manifest.ledger}. What was there before is the database ${kept}; drop it when it is no longer needed.`,
    )
  })
}

/** A database of its own beside the one of this installation, gone again where the work fails. */
async function beside(
  what: string,
  work: (at: {
    url: string
    name: string
    liveUrl: string
    live: string
    admin: ReturnType<typeof openDatabase>
  }) => Promise<void>,
): Promise<void> {
  const interrupted = interruption()
  const reached = await reachDatabase({ signal: interrupted })
  const name = `ioc_${what}_${randomBytes(4).toString('hex')}`
  const live = nameOfDatabase(reached.url)
  const at = (database: string) => Object.assign(new URL(reached.url), { pathname: `/${database}` }).href
  const admin = openDatabase(at('postgres'), 1)
  try {
    await admin.pool.query(`create database ${name}`)
    await Promise.race([work({ url: at(name), name, liveUrl: reached.url, live, admin }), failAt(interrupted)])
  } catch (error) {
    await admin.pool.query(`drop database if exists ${name} with (force)`).catch(() => {})
    throw error
  } finally {
    await admin.close()
    await reached.release()
  }
}

/** Throws with what does not hold, where anything does not. */
async function filled(url: string, folder: string): Promise<Manifest> {
  const database = openDatabase(url)
  try {
    await migrate(database)
    const manifest = await restore(database, folder)
    const wrong = await checkRestored(database, manifest)
    if (wrong.length > 0) throw new Conflict(`What was restored does not hold; nothing was replaced. ${wrong.join('; ')}`)
    return manifest
  } finally {
    await database.close()
  }
}

/** Tells the audit of what was restored what it takes the place of; throws Conflict where signings would be lost that nobody said may be. */
async function told(
  { url, liveUrl }: { url: string; liveUrl: string },
  { folder, manifest, mayLoseSignings }: { folder: string; manifest: Manifest; mayLoseSignings: boolean },
): Promise<void> {
  const [live, restored] = [openDatabase(liveUrl, 1), openDatabase(url, 1)]
  try {
    const left = await leftBehind(live, restored).catch((error: Error) => {
      if (mayLoseSignings) return null
      throw new Conflict(
        `The database that would be replaced can’t be read (${error.message}), so nobody can tell what was signed since the backup. Nothing was replaced; say --lose-signings to go on.`,
      )
    })
    if (left && !mayLoseSignings) assertNothingSigned(left)
    const detail = { folder, madeAt: manifest.madeAt, replaced: left }
    await tellAudit(restored.db, { action: 'restored', entity: 'database', id: null, detail })
  } finally {
    await Promise.all([live.close(), restored.close()])
  }
}
