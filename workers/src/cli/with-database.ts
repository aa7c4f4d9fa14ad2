import { join } from 'node:path'
import { applyProvince, type Database, loadProvince, openDatabase } from '@ioc/sql'
import { type Embedded, type EmbeddedOptions, startEmbedded } from '@ioc/sql/embedded'
import { migrate } from '@ioc/sql/migrate'
import { FeedSpec } from '../feeds/feed-spec.ts'
import { prepareFeed } from '../feeds/prepare.ts'
import { failAt, interruption } from './interruption.ts'

export const ROOT = join(import.meta.dirname, '../../..')

export function dataDir(): string {
  return process.env.IOC_DATA_DIR || join(ROOT, '.data')
}

/** What a shell expects of a program that ended by Ctrl-C. */
const EXIT_INTERRUPTED = 130

/** The database this instance uses: DATABASE_URL where it is set, else the embedded one, running already or started now. */
export async function reachDatabase(options: EmbeddedOptions): Promise<Embedded> {
  const url = process.env.DATABASE_URL
  if (!url) return startEmbedded(dataDir(), options)
  return { url, release: async () => {} }
}

/** Brings a database to this code and this province's configuration. A feed that can't work is named before it runs. */
export async function prepareDatabase(database: Database, provinceKey: string): Promise<void> {
  const province = loadProvince(provinceKey)
  for (const feed of province.feeds) await prepareFeed(FeedSpec.parse(feed))
  await migrate(database)
  await applyProvince(database, province)
}

/** Runs one command against a ready database and leaves everything as it was found, at Ctrl-C too. */
export async function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const interrupted = interruption()
  try {
    const reached = await reachDatabase({ signal: interrupted })
    const database = openDatabase(reached.url)
    try {
      await prepareDatabase(database, province())
      return await Promise.race([work(database), failAt(interrupted)])
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

function province(): string {
  return process.env.IOC_PROVINCE || 'hung-yen'
}
