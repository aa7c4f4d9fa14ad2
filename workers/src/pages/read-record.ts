import { type Database, everSealed, feedSpecAt, findPage, NotFound, openPage, type SealedField } from '@ioc/sql'
import { FeedSpec } from '../feeds/feed-spec.ts'
import { prepareFormat } from '../feeds/prepare.ts'
import type { SourceRecord } from '../formats/format.ts'
import { withoutTokens } from '../redaction/sealed.ts'
import { recordsOf } from './records-of.ts'

interface RecordPlace {
  feed: string
  feedVersion: number
  page: number
  place: number
}

/** A record as its source wrote it: the page's bytes read again, by the feed's configuration of the time, up to its place. */
export async function readRecordAt(database: Database, { feed, feedVersion, page, place }: RecordPlace): Promise<SourceRecord> {
  const spec = await feedSpecAt(database.db, feed, feedVersion)
  const prepared = await prepareFormat(FeedSpec.parse(spec))
  const { name, isCorrection } = await findPage(database.db, page)
  for await (const record of recordsOf(prepared, { body: openPage(database, page), name, isCorrection })) {
    if (record.place === place) return record
  }
  throw new NotFound(`Page ${page} has no record at place ${place}.`)
}

/** The same as somebody may see it: of what is sealed in it only which fields these are. */
export async function showRecordAt(
  database: Database,
  at: RecordPlace,
): Promise<{ record: SourceRecord; sealed: SealedField[] }> {
  const record = await readRecordAt(database, at)
  if (!('value' in record)) return { record, sealed: [] }
  const { value, sealed } = withoutTokens(record.value, await everSealed(database.db, at.feed))
  return { record: { ...record, value }, sealed }
}
