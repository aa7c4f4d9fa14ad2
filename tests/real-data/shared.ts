import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Database, findFeed } from '@ioc/sql'
import { type IngestSummary, ingest, pageFromFile } from '@ioc/workers/testing'

const DATA = join(import.meta.dirname, '../../../shared/data')

/** Whether the real files are beside the project; tests over them are skipped, and say so, where they are not. */
export function realData(folder: string): boolean {
  const present = existsSync(join(DATA, folder))
  if (!present) console.warn(`Skipped: the real files of ${folder} are not on this machine.`)
  return present
}

/** None where they are not: what makes a test of each is asked before anything is skipped. */
export function filesIn(folder: string, pattern: RegExp): string[] {
  if (!existsSync(join(DATA, folder))) return []
  return readdirSync(join(DATA, folder))
    .filter((name) => pattern.test(name))
    .sort()
    .map((name) => join(DATA, folder, name))
}

/** Runs a configured feed on files, as `npm run ioc -- ingest` does. */
export async function ingestFiles(database: Database, feedKey: string, files: string[]): Promise<IngestSummary> {
  const feed = await findFeed(database.db, feedKey)
  const pages = (async function* () {
    for (const file of files) yield await pageFromFile(file)
  })()
  return ingest(database, feed, pages, { trigger: 'command', keepCursor: false })
}

export const counts = ({ read, inserted, updated, unchanged, held, rejected }: IngestSummary) => ({
  read,
  inserted,
  updated,
  unchanged,
  held,
  rejected,
})
