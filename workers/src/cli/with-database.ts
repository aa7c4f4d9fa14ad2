import { join } from 'node:path'
import { actingAs, applyProvince, type Database, isGivenByCommand, loadProvince, openDatabase, storedProvince } from '@ioc/sql'
import { type Embedded, type EmbeddedOptions, hasCluster, startEmbedded } from '@ioc/sql/embedded'
import { migrate } from '@ioc/sql/migrate'
import { checkFeeds } from '../feeds/check-feeds.ts'
import { failAt, interruption } from './interruption.ts'

export const ROOT = join(import.meta.dirname, '../../..')

export function dataDir(): string {
  return process.env.IOC_DATA_DIR || join(ROOT, '.data')
}

/** What a new place is for where nothing is said. */
const DEFAULT_PROVINCE = process.env.IOC_PROVINCE || 'hung-yen'

/** What a shell expects of a program that ended by Ctrl-C. */
const EXIT_INTERRUPTED = 130

/** The database this instance uses: DATABASE_URL where it is set, else the embedded one, running already or started now. */
export async function reachDatabase(options: EmbeddedOptions): Promise<Embedded> {
  const url = process.env.DATABASE_URL
  if (!url) return startEmbedded(dataDir(), options)
  return { url, release: async () => {} }
}

/**
 * Brings a database to this code and this province's configuration, unless an operator gave it another. A feed that can't work is
 * named before it runs.
 */
export async function prepareDatabase(database: Database, provinceKey: string): Promise<void> {
  const province = loadProvince(provinceKey)
  await checkFeeds(province)
  await migrate(database)
  if (!(await isGivenByCommand(database.db))) await applyProvince(database, province)
}

interface Opening {
  /** What is kept there is neither brought to this code nor configured anew: it may be saved where that is refused. */
  asItStands?: boolean
}

/** Runs one command against a ready database and leaves everything as it was found, at Ctrl-C too. */
export async function withDatabase<T>(
  work: (database: Database) => Promise<T>,
  { asItStands = false }: Opening = {},
): Promise<T> {
  const interrupted = interruption()
  // A command meant for an instance that is kept elsewhere would answer out of an empty one.
  if (!process.env.DATABASE_URL && !hasCluster(dataDir()))
    process.stderr.write(
      `Nothing is kept in ${dataDir()} yet: a new database is made there. To use one kept elsewhere, set IOC_DATA_DIR to its folder.\n`,
    )
  try {
    const reached = await reachDatabase({ signal: interrupted })
    const database = openDatabase(reached.url)
    try {
      const province = await chooseProvince(database, process.env.IOC_PROVINCE)
      if (!asItStands || (await storedProvince(database.db)) === null) await prepareDatabase(database, province)
      // Its words are not told: the rest of them may be names of files.
      const command = `ioc ${process.argv[2] ?? ''}`
      return await Promise.race([actingAs({ kind: 'command', name: command }, () => work(database)), failAt(interrupted)])
    } finally {
      // What Ctrl-C cuts short rolls back; only what has ended is worth waiting for.
      if (!interrupted.aborted) await database.close()
      await reached.release()
    }
  } catch (error) {
    if (interrupted.aborted) process.exit(EXIT_INTERRUPTED)
    throw error
  }
}

/** The province an instance serves: the one asked for, else the one its data is of. Data of another is never written over. */
export async function chooseProvince({ db }: Database, asked: string | undefined): Promise<string> {
  const stored = await storedProvince(db)
  if (stored && asked && stored !== asked) {
    const place = process.env.DATABASE_URL ? 'The database of DATABASE_URL' : dataDir()
    throw new Error(
      `${place} holds the data of the province «${stored}», not of «${asked}». Start with --province ${stored}, or give «${asked}» a place of its own: IOC_DATA_DIR=.data-${asked} npm start -- --province ${asked}.`,
    )
  }
  return asked || stored || DEFAULT_PROVINCE
}
