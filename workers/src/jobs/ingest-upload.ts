import { type Database, findFeed, findPage } from '@ioc/sql'
import type { IngestSummary } from '../pipeline/close-run.ts'
import { ingestStored } from '../pipeline/ingest.ts'
import type { JobPayload } from './catalog.ts'

/** Takes in an uploaded file from where the server stored it; done again after a crash, it changes nothing. */
export async function ingestUpload(database: Database, { feed, run, page }: JobPayload<'ingest-page'>): Promise<IngestSummary> {
  return ingestStored(database, await findFeed(database.db, feed), run, await findPage(database.db, page))
}
