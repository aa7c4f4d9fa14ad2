import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Database, findFeed } from '@ioc/sql'
import { type IngestSummary, ingest, pageFromFile } from '@ioc/workers/testing'

/** Runs a configured feed on files made here, as `npm run ioc -- ingest` does. */
export async function takeFiles(
  database: Database,
  feedKey: string,
  files: Record<string, string | Uint8Array>,
): Promise<IngestSummary> {
  const folder = mkdtempSync(join(tmpdir(), 'ioc-ingest-'))
  const pages = (async function* () {
    for (const [name, content] of Object.entries(files)) {
      writeFileSync(join(folder, name), content)
      yield await pageFromFile(join(folder, name))
    }
  })()
  try {
    return await ingest(database, await findFeed(database.db, feedKey), pages, { trigger: 'command', keepCursor: false })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
