import type { PreparedFeed } from '../feeds/prepare.ts'
import type { SourceRecord } from '../formats/format.ts'
import { readCorrections } from '../held/corrections.ts'

/** A stored page's records: by the feed's format, or as a person mended them. */
export function recordsOf(
  { format, formatSettings }: Pick<PreparedFeed, 'format' | 'formatSettings'>,
  { isCorrection, ...page }: { body: AsyncIterable<Uint8Array>; name: string; isCorrection: boolean },
): AsyncIterable<SourceRecord> {
  return isCorrection ? readCorrections(page.body) : format.read(page, formatSettings)
}
