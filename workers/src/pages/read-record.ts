import { type Database, feedSpecAt, findPage, NotFound, openPage } from '@ioc/sql'
import { FeedSpec } from '../feeds/feed-spec.ts'
import { prepareFormat } from '../feeds/prepare.ts'
import type { SourceRecord } from '../formats/format.ts'
import { recordsOf } from './records-of.ts'

/** A record as its source wrote it: the page's bytes read again, by the feed's configuration of the time, up to its place. */
export async function readRecordAt(
  database: Database,
  { feed, feedVersion, page, place }: { feed: string; feedVersion: number; page: number; place: number },
): Promise<SourceRecord> {
  const spec = await feedSpecAt(database.db, feed, feedVersion)
  const prepared = await prepareFormat(FeedSpec.parse(spec))
  const { name, isCorrection } = await findPage(database.db, page)
  for await (const record of recordsOf(prepared, { body: openPage(database, page), name, isCorrection })) {
    if (record.place === place) return record
  }
  throw new NotFound(`Page ${page} has no record at place ${place}.`)
}
